#pragma once

#include "base/file_descriptor_linux.hpp"
#include "profile/perf_records.hpp"
#include "profile/sampling.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// kernel.perf_event_paranoid; nothing where the kernel does not tell.
std::optional<int> perf_event_paranoid();

/// One sampling event for each CPU, with the ring buffer that the kernel writes its records to. The events
/// are of the thread that opens them and never run there: programs that are executed in its child processes
/// inherit them and turn them on (`enable_on_exec`), and so do their threads and children, however many. No
/// child has to be held up for that, and no event ends with one of them.
class PerfRings {
  public:
    /// Samples with the kernel's functions where that is allowed, else without; by cycles where the CPU
    /// counts them, else by the kernel's clock. Rings are as large as the kernel lets them be: an
    /// unprivileged user's hold some 60 ms at 999 Hz, root's four times that. Throws `Error(measurement)`,
    /// which says why there are no events and how to get them.
    explicit PerfRings(const SamplingOptions& options);
    ~PerfRings();
    PerfRings(const PerfRings&) = delete;
    PerfRings& operator=(const PerfRings&) = delete;

    [[nodiscard]] bool with_kernel() const { return with_kernel_; }
    [[nodiscard]] const std::string& why_without_kernel() const { return why_without_kernel_; }
    /// As asked for, or the highest that the kernel allows.
    [[nodiscard]] double frequency_hz() const { return frequency_hz_; }

    /// Sleeps until a ring is half full, `stop` becomes readable or the time is up.
    void await(int stop, int timeout_ms) const;

    /// Hands over every whole record that is there, ring by ring, and makes room for new ones. The view is
    /// valid until `take` returns.
    void drain(const std::function<void(std::string_view record)>& take);

  private:
    struct Ring {
        FileDescriptor event;
        std::span<std::byte> memory;  ///< control page, then the data
    };

    /// 0, or why none of the kinds of events is to be had.
    int open_events(const SamplingOptions& options, std::size_t pages);
    /// 0, or why not all of them can be mapped with so many pages of data.
    int map(std::size_t pages);
    void drain(Ring& ring, const std::function<void(std::string_view record)>& take);
    void unmap();

    std::vector<Ring> rings_;
    std::string wrapped_;  ///< a record that was in two parts
    double frequency_hz_ = 0;
    bool with_kernel_ = false;
    std::string why_without_kernel_;
};

}  // namespace ratchet
