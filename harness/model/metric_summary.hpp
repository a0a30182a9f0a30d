#pragma once

#include "model/metric.hpp"

#include <optional>
#include <vector>

namespace ratchet {

/// n, location and spread of one metric over a scenario's successful runs. A quantile is absent below the n
/// that supports it, a spread below n = 2.
struct MetricSummary {
    MetricDefinition definition;
    std::vector<double> values;  ///< raw, in run order
    double min = 0;
    double max = 0;
    double mean = 0;
    double median = 0;
    std::optional<double> standard_deviation;  ///< sample
    std::optional<double> median_absolute_deviation;
    std::optional<double> coefficient_of_variation;
    std::optional<double> p5, p25, p75, p95;
    std::optional<double> median_lower, median_upper;  ///< two-sided 99 % order-statistic interval

    bool operator==(const MetricSummary&) const = default;
};

}  // namespace ratchet
