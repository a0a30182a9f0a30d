#pragma once

// The CPU's counter of instructions in user space, by perf_event_open. In a header, because measured programs
// and the harness both use it and neither links the other.

#include <cstdint>
#include <cstring>
#include <optional>

#if defined(__linux__)
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ratchet::runtime {

/// Of the thread that opens it and of all threads and processes that this one makes later. Paused at first.
class PerformanceCounter {
  public:
    enum class Starts {
        when_told,
        at_exec,  ///< counts the programs that are executed in child processes, from their first instruction
    };

    /// `is_open` tells whether there is such a counter and this process may have it.
    explicit PerformanceCounter([[maybe_unused]] Starts starts) noexcept {
#if defined(__linux__)
        perf_event_attr attributes;
        std::memset(&attributes, 0, sizeof attributes);
        attributes.type = PERF_TYPE_HARDWARE;
        attributes.size = sizeof attributes;
        attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
        attributes.disabled = 1;
        attributes.inherit = 1;
        attributes.exclude_kernel = 1;
        attributes.exclude_hv = 1;
        attributes.enable_on_exec = starts == Starts::at_exec ? 1 : 0;
        attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
        file_ =
            static_cast<int>(::syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
#endif
    }
    ~PerformanceCounter() {
#if defined(__linux__)
        if (file_ >= 0) {
            ::close(file_);
        }
#endif
    }
    PerformanceCounter(const PerformanceCounter&) = delete;
    PerformanceCounter& operator=(const PerformanceCounter&) = delete;

    [[nodiscard]] bool is_open() const noexcept {
        return file_ >= 0;
    }

    void go_on() noexcept {
#if defined(__linux__)
        ::ioctl(file_, PERF_EVENT_IOC_ENABLE, 0);
#endif
    }
    void pause() noexcept {
#if defined(__linux__)
        ::ioctl(file_, PERF_EVENT_IOC_DISABLE, 0);
#endif
    }

    /// Nothing where it was not on the CPU all the time, because others wanted the counter too, and where it
    /// counted nothing: hypervisors offer counters that stand still.
    [[nodiscard]] std::optional<std::uint64_t> count() const noexcept {
#if defined(__linux__)
        struct {
            std::uint64_t value, enabled_ns, running_ns;
        } told{};
        if (::read(file_, &told, sizeof told) == static_cast<ssize_t>(sizeof told) && told.value > 0 &&
            told.enabled_ns == told.running_ns) {
            return told.value;
        }
#endif
        return std::nullopt;
    }

  private:
    int file_ = -1;
};

}  // namespace ratchet::runtime
