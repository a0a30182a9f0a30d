#include "statistics/summary.hpp"

#include "statistics/location.hpp"
#include "statistics/median_interval.hpp"
#include "statistics/spread.hpp"

#include <algorithm>

namespace ratchet::statistics {

MetricSummary summarise(const std::vector<double>& values, const MetricDefinition& definition) {
    const Sample sample(values);
    const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
    MetricSummary summary;
    summary.definition = definition;
    summary.values = values;
    summary.min = *smallest;
    summary.max = *largest;
    summary.mean = mean(sample);
    summary.median = median(sample);
    summary.standard_deviation = standard_deviation(sample);
    summary.median_absolute_deviation = median_absolute_deviation(sample);
    summary.coefficient_of_variation = coefficient_of_variation(sample);
    summary.p5 = supported_quantile(sample, 0.05);
    summary.p25 = supported_quantile(sample, 0.25);
    summary.p75 = supported_quantile(sample, 0.75);
    summary.p95 = supported_quantile(sample, 0.95);
    if (const auto interval = median_interval(sample, 0.99)) {
        summary.median_lower = interval->lower;
        summary.median_upper = interval->upper;
    }
    return summary;
}

}  // namespace ratchet::statistics
