#pragma once

#include "model/metric.hpp"
#include "model/run_record.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratchet {

/// The values of one metric over the runs of a scenario.
struct MetricSeries {
    std::string metric;
    MetricDefinition definition;
    std::vector<double> values;        ///< one per run, in order of launch
    std::optional<std::string> fault;  ///< why the values cannot be judged: "was not measured: …"
    std::optional<double> at_most = std::nullopt;  ///< of all values, where some are missing
};

/// Collects `metric` over `runs` (at least one, none failed). A fault where a run has no value, quoting the
/// reason it gave, or where unit, direction or scope change between runs. Of peak memory that is missing it
/// may be known what it was at most.
MetricSeries collect_series(std::span<const RunRecord> runs, const std::string& metric);

}  // namespace ratchet
