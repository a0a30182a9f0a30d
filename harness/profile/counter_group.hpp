#pragma once

#include "model/cpu_counters.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The group of events that PROFILER counters counts, apart from the system calls (counters_linux.hpp).

namespace ratchet {

/// In the order in which they are opened; the first leads the group. No more than five: of the counters that
/// a CPU has for any event (four on Intel with two threads a core, where instructions and cycles have their
/// own; six on AMD's) the kernel's watchdog may keep one.
inline constexpr std::array<const char*, 5> counter_group_events{
    cpu_event::instructions, cpu_event::cycles, cpu_event::branches, cpu_event::branch_misses,
    cpu_event::cache_misses};

/// What the kernel tells of a group of the events in `opened`, in their order: `bytes` is what reading the
/// first one's descriptor gave (PERF_FORMAT_GROUP with both times). Throws `Error(measurement)`, with what to
/// do, for another number of bytes or events, for a group that was never on the counters, and for counters
/// that stand still, as some hypervisors' do.
CpuCounters read_counter_group(std::string_view bytes, const std::vector<std::string>& opened);

/// Why there are no counters, and what to do: `error` is what perf_event_open said of the group's first
/// event, `paranoid` of kernel.perf_event_paranoid (absent: not known).
std::string why_no_counters(int error, std::optional<int> paranoid);

/// Why one event more is not in a group that there is.
std::string why_not_in_group(int error);

}  // namespace ratchet
