#pragma once

#include "statistics/sample.hpp"

#include <optional>

namespace ratchet::statistics {

/// Longest sample whose trend is exact.
inline constexpr std::size_t most_exact_trend = 60;

/// Whether values, in the order in which they were measured, rise or fall.
struct Trend {
    double score = 0;        ///< Kendall's S: pairs that rise less pairs that fall; its sign is the direction
    double probability = 1;  ///< of a score at least so far from 0, either way, for values without a trend
};

/// The test of Mann ("Nonparametric Tests Against Trend", 1945) and Kendall. Exact, by counting permutations,
/// for up to `most_exact_trend` values that all differ; else by the normal approximation with the correction
/// for continuity and for ties (Kendall, "Rank Correlation Methods", 1970, section 4). Fewer than three
/// values have no trend. O(n^3), about 20 us for 20.
Trend mann_kendall(const Sample& in_order);

/// How values follow the one before: correlation of each value with the next, from -1 to 1, both around the
/// mean of all. Absent for fewer than three values and where all are equal. Of n independent values it is
/// near -1/n with a standard deviation of 1/sqrt(n).
std::optional<double> lag_one_autocorrelation(const Sample& in_order);

/// Share of the values that lie beyond Tukey's fences, 1.5 times the interquartile range outside the
/// quartiles
/// ("Exploratory Data Analysis", 1977). 0 where more than half of the values are equal.
double outlier_share(const Sample& sample);

}  // namespace ratchet::statistics
