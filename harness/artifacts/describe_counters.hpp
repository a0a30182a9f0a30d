#pragma once

#include "artifacts/fields.hpp"
#include "model/cpu_counters.hpp"

/// Fields of what the CPU counted.
namespace ratchet::artifacts {

void describe(auto& fields, Is<CpuCounters> auto& counters) {
    fields("counted", counters.counted);
    fields("missing", counters.missing);
    fields("enabled_ns", counters.enabled_ns);
    fields("running_ns", counters.running_ns);
    fields.require(counters.running_ns > 0, "running_ns", "is above 0");
    fields.derived("counted_share", [&] { return counted_share(counters); });
    fields.derived("scaled", [&] { return is_scaled(counters); });
    fields.derived("events", [&] { return event_counts(counters); });
    fields.derived("instructions_per_cycle",
                   [&] { return events_per(counters, cpu_event::instructions, cpu_event::cycles); });
    fields.derived("branch_misses_per_instruction",
                   [&] { return events_per(counters, cpu_event::branch_misses, cpu_event::instructions); });
    fields.derived("cache_misses_per_instruction",
                   [&] { return events_per(counters, cpu_event::cache_misses, cpu_event::instructions); });
}

}  // namespace ratchet::artifacts
