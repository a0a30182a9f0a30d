#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ratchet {

/// Names of the events that the CPU counts.
namespace cpu_event {
inline constexpr auto instructions = "instructions";
inline constexpr auto cycles = "cycles";
inline constexpr auto branches = "branches";
inline constexpr auto branch_misses = "branch_misses";
inline constexpr auto cache_misses = "cache_misses";
}  // namespace cpu_event

/// What the CPU counted of one run of a program: in user space, in all its threads and children, from exec to
/// the end of the last one. The events are one group, which is on the CPU's counters as a whole or not at
/// all, so that each may be divided by another.
struct CpuCounters {
    std::map<std::string, std::uint64_t>
        counted;                                 ///< event to how often, while the group was on the counters
    std::map<std::string, std::string> missing;  ///< event to why there is no count of it
    std::uint64_t enabled_ns = 0;                ///< time that the program's threads had on CPUs
    /// The part of it in which the group was on the counters; above 0. Less than all of it: others wanted
    /// them too, and what is told of the whole is scaled up.
    std::uint64_t running_ns = 0;

    bool operator==(const CpuCounters&) const = default;
};

/// The part of the program's time that was counted, above 0 and at most 1.
inline double counted_share(const CpuCounters& counters) {
    return counters.running_ns >= counters.enabled_ns
               ? 1
               : static_cast<double>(counters.running_ns) / static_cast<double>(counters.enabled_ns);
}

/// Whether `event_count` is an estimate, scaled up from a part of the time.
inline bool is_scaled(const CpuCounters& counters) {
    return counters.running_ns < counters.enabled_ns;
}

/// How often `event` happened in the whole run, scaled up where `is_scaled`; nothing where it was not
/// counted.
inline std::optional<double> event_count(const CpuCounters& counters, const std::string& event) {
    const auto found = counters.counted.find(event);
    if (found == counters.counted.end()) {
        return std::nullopt;
    }
    return static_cast<double>(found->second) / counted_share(counters);
}

/// All of them by name.
inline std::map<std::string, double> event_counts(const CpuCounters& counters) {
    std::map<std::string, double> counts;
    for (const auto& [event, unused] : counters.counted) {
        counts[event] = *event_count(counters, event);
    }
    return counts;
}

/// How often `event` happened for each time that `other` did; needs no scaling. Nothing where one of the two
/// was not counted, or `other` never happened.
inline std::optional<double> events_per(const CpuCounters& counters, const std::string& event,
                                        const std::string& other) {
    const auto above = counters.counted.find(event);
    const auto below = counters.counted.find(other);
    if (above == counters.counted.end() || below == counters.counted.end() || below->second == 0) {
        return std::nullopt;
    }
    return static_cast<double>(above->second) / static_cast<double>(below->second);
}

}  // namespace ratchet
