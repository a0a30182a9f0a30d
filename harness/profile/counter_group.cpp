#include "profile/counter_group.hpp"

#include "base/error.hpp"
#include "profile/sampling.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <system_error>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// What a kernel says where the CPU has no counters, or does not know an event: it depends on the CPU's
/// driver.
bool means_no_counter(int error) {
    return error == ENOENT || error == EOPNOTSUPP || error == ENODEV || error == EINVAL || error == ENXIO;
}

std::uint64_t number_at(std::string_view bytes, std::size_t position) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data() + position * sizeof number, sizeof number);
    return number;
}

constexpr auto who_has_them =
    "others use the CPU's counters; 'sysctl kernel.nmi_watchdog=0' frees the kernel's own, as root";

}  // namespace

CpuCounters read_counter_group(std::string_view bytes, const std::vector<std::string>& opened) {
    constexpr std::size_t before_values = 3;  // number of events, time enabled, time running
    const auto refuse = [](const std::string& why) { return Error(ErrorCode::measurement, why); };
    if (opened.empty() || bytes.size() != (before_values + opened.size()) * sizeof(std::uint64_t) ||
        number_at(bytes, 0) != opened.size()) {
        throw refuse(fmt::format("the kernel told {} bytes of {} events, which makes no sense", bytes.size(),
                                 opened.size()));
    }
    CpuCounters counters;
    counters.enabled_ns = number_at(bytes, 1);
    counters.running_ns = number_at(bytes, 2);
    if (counters.enabled_ns == 0) {
        throw refuse("the program was never on a CPU while its events were to be counted");
    }
    if (counters.running_ns == 0) {
        throw refuse(fmt::format("the {} events were never on the CPU's counters together: {}", opened.size(),
                                 who_has_them));
    }
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < opened.size(); ++i) {
        counters.counted[opened[i]] = number_at(bytes, before_values + i);
        all |= counters.counted[opened[i]];
    }
    if (all == 0) {
        throw refuse(
            "the CPU's counters stand still: this virtual machine has them in name alone; PROFILER callgrind "
            "counts instructions without them");
    }
    return counters;
}

std::string why_no_counters(int error, std::optional<int> paranoid) {
    if (means_no_counter(error)) {
        return fmt::format(
            "this CPU, or this virtual machine, offers no counters of events (perf_event_open: {}): use bare "
            "metal or a virtual machine with a PMU; PROFILER callgrind counts instructions without one",
            std::generic_category().message(error));
    }
    return why_no_perf_events(SamplingStep::open_event, error, paranoid);
}

std::string why_not_in_group(int error) {
    const std::string reason = std::generic_category().message(error);
    return means_no_counter(error)
               ? fmt::format("the CPU does not count it, or not together with the others ({})", reason)
               : fmt::format("perf_event_open failed ({})", reason);
}

}  // namespace ratchet
