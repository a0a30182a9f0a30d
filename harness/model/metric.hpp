#pragma once

#include "include/ratchet/metric.hpp"  // Direction, MetricScope: shared with authors of scenarios

#include <map>
#include <string>

namespace ratchet {

struct MetricDefinition {
    std::string unit;  ///< "s", "B", "1", "nodes/s", …
    Direction direction = Direction::lower_is_better;
    MetricScope scope = MetricScope::whole_process;

    bool operator==(const MetricDefinition&) const = default;
};

struct MetricValue {
    double value = 0;  ///< finite, in `definition.unit`
    MetricDefinition definition;

    bool operator==(const MetricValue&) const = default;
};

/// Metric name (`wall_time`, `peak_rss`, a program's own) to the one value that a run yields for it.
using MetricValues = std::map<std::string, MetricValue>;

/// Names of the metrics that Ratchet itself measures.
namespace metric {
inline constexpr auto wall_time = "wall_time";                        ///< s
inline constexpr auto throughput = "throughput";                      ///< items/s
inline constexpr auto bytes_per_second = "bytes_per_second";          ///< B/s
inline constexpr auto user_time = "user_time";                        ///< s, whole process
inline constexpr auto system_time = "system_time";                    ///< s, whole process
inline constexpr auto peak_rss = "peak_rss";                          ///< B, whole process
inline constexpr auto minor_faults = "minor_faults";                  ///< count, whole process
inline constexpr auto major_faults = "major_faults";                  ///< count, whole process
inline constexpr auto voluntary_switches = "voluntary_switches";      ///< count, whole process
inline constexpr auto involuntary_switches = "involuntary_switches";  ///< count, whole process
inline constexpr auto startup_time = "startup_time";  ///< s, launch to `ready`; of programs that say so
inline constexpr auto instructions = "instructions";  ///< count; of runs of its own, see InstructionCounts
}  // namespace metric

}  // namespace ratchet
