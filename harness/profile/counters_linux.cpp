#include "profile/counters_linux.hpp"

#include "base/error.hpp"
#include "profile/counter_group.hpp"
#include "profile/perf_ring_linux.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// The kernel's numbers of `counter_group_events`.
constexpr std::array<std::uint64_t, counter_group_events.size()> hardware_events{
    PERF_COUNT_HW_INSTRUCTIONS, PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_BRANCH_INSTRUCTIONS,
    PERF_COUNT_HW_BRANCH_MISSES, PERF_COUNT_HW_CACHE_MISSES};

int open_counter(std::uint64_t event, int leader) {
    perf_event_attr attributes;
    std::memset(&attributes, 0, sizeof attributes);
    attributes.type = PERF_TYPE_HARDWARE;
    attributes.size = sizeof attributes;
    attributes.config = event;
    attributes.inherit = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    attributes.read_format =
        PERF_FORMAT_GROUP | PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
    // The leader turns the group on, at exec; the others count whenever it does.
    attributes.disabled = leader < 0 ? 1 : 0;
    attributes.enable_on_exec = leader < 0 ? 1 : 0;
    const auto descriptor =
        static_cast<int>(syscall(SYS_perf_event_open, &attributes, 0, -1, leader, PERF_FLAG_FD_CLOEXEC));
    return descriptor < 0 ? -errno : descriptor;
}

std::string read_counters(int descriptor) {
    std::array<char, 512> bytes{};
    const ssize_t count = ::read(descriptor, bytes.data(), bytes.size());
    return count < 0 ? std::string() : std::string(bytes.data(), static_cast<std::size_t>(count));
}

}  // namespace

CounterCalls kernel_counter_calls() {
    return {&open_counter, &read_counters, &perf_event_paranoid};
}

CounterGroup::CounterGroup(const CounterCalls& calls) : calls_(calls) {
    for (std::size_t i = 0; i < hardware_events.size(); ++i) {
        const int leader = events_.empty() ? -1 : events_.front().get();
        const int descriptor = calls_.open(hardware_events[i], leader);
        if (descriptor >= 0) {
            events_.emplace_back(descriptor);
            opened_.emplace_back(counter_group_events[i]);
        } else if (i > 0) {
            missing_[counter_group_events[i]] = why_not_in_group(-descriptor);
        } else {
            throw Error(ErrorCode::measurement, why_no_counters(-descriptor, calls_.paranoid()));
        }
    }
}

CpuCounters CounterGroup::read() const {
    CpuCounters counters = read_counter_group(calls_.read(events_.front().get()), opened_);
    counters.missing = missing_;
    return counters;
}

}  // namespace ratchet
