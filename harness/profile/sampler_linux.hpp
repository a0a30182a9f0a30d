#pragma once

#include "base/file_descriptor_linux.hpp"
#include "observe/memory_linux.hpp"
#include "profile/perf_ring_linux.hpp"
#include "profile/sampling.hpp"
#include "profile/taken_profile.hpp"
#include "profile/untouched_stack_linux.hpp"
#include "profile/unwinder_linux.hpp"

#include <atomic>
#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <thread>

namespace ratchet {

/// Samples all programs that are executed, while it lives, in child processes of the thread that made it,
/// with their threads and children, and looks at their memory every 20 ms or more. A thread of its own
/// collects the samples and unwinds them at once, so that nothing is left to do but a little when the program
/// has ended.
class Sampler {
  public:
    /// Throws `Error(measurement)` where nothing can be sampled: why, and what to do about it.
    explicit Sampler(const SamplingOptions& options);
    ~Sampler();
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;

    /// So far; what came within the last tenth of a second is not among them.
    [[nodiscard]] std::uint64_t samples() const { return samples_.load(); }

    /// Call it once, when the programs have ended. `duration_s` is the caller's to set. Throws
    /// `Error(measurement)` when the kernel's records make no sense.
    TakenProfile finish();

  private:
    void collect();
    void collect_until_stopped();
    void stop();
    void look_at_stacks();
    void unwind_before(std::int64_t time_ns);

    SamplingOptions options_;
    FileDescriptor stop_;
    PerfRings rings_;
    Unwinder unwinder_;                                 ///< the collecting thread's
    MemoryWatch memory_;                                ///< the same thread's
    UntouchedStack untouched_;                          ///< the same thread's
    std::multimap<std::uint64_t, std::string> held_;    ///< records by their time; the same thread's
    std::map<std::uint32_t, std::string_view> newest_;  ///< of each thread that was just sampled, in `held_`
    std::atomic<std::uint64_t> samples_{0};
    std::exception_ptr problem_;
    std::thread collector_;
};

}  // namespace ratchet
