#pragma once

#include "model/metric.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How many instructions the measured code of a scenario executed, counted in runs of their own beside the
/// timed ones: under the same plan, with fixed addresses and an environment of one size.
struct InstructionCounts {
    std::string source;  ///< what counted, with its version: "callgrind 3.19.0", "perf_event"; empty: nothing
    /// `iteration`: within the timed iterations, all threads; `whole_process`: from launch to exit, children
    /// included.
    MetricScope scope = MetricScope::iteration;
    std::uint64_t calls = 1;            ///< of the body, that each total is of; 1 for a whole process
    std::vector<std::uint64_t> totals;  ///< one per counting run, in order; each above 0
    bool fixed_addresses = true;        ///< false: the kernel refused to, so that counts may scatter
    std::optional<std::string> problem = std::nullopt;  ///< why there is no further total

    bool operator==(const InstructionCounts&) const = default;
};

/// Per call of the body (or per run), as `wall_time` is.
inline std::vector<double> instructions_per_call(const InstructionCounts& counts) {
    std::vector<double> values;
    values.reserve(counts.totals.size());
    for (const std::uint64_t total : counts.totals) {
        values.push_back(static_cast<double>(total) / static_cast<double>(counts.calls));
    }
    return values;
}

/// Of the metric `instructions`.
inline MetricDefinition instructions_definition(const InstructionCounts& counts) {
    return {"1", Direction::lower_is_better, counts.scope};
}

}  // namespace ratchet
