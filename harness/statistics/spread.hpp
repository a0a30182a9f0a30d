#pragma once

#include "statistics/sample.hpp"

#include <optional>
#include <vector>

namespace ratchet::statistics {

/// Sample standard deviation, divisor n - 1, by the corrected two-pass algorithm (Chan, Golub and LeVeque,
/// "Algorithms for Computing the Sample Variance", 1983). Absent for n = 1.
std::optional<double> standard_deviation(const Sample& sample);

/// Median of the distances from the median, without the factor that makes it estimate a normal sd. Absent for
/// n = 1.
std::optional<double> median_absolute_deviation(const Sample& sample);

/// Standard deviation over mean. Absent for n = 1 and when the mean is not positive, where the ratio says
/// nothing.
std::optional<double> coefficient_of_variation(const Sample& sample);

/// Standard deviation of the bulk of the sample: 1.4826 MAD, raised to the sample standard deviation but to
/// no more than 1.5 times that (DESIGN §8, rule 2). The MAD alone misses the shoulders of a distribution with
/// two modes; the standard deviation alone is at the mercy of one outlier. 0 when more than half of the
/// values are equal. Throws `Error(measurement)` for n = 1.
double robust_scale(const Sample& sample);

/// Every value less the median of its own group, group after group. Each group must be what a `Sample`
/// accepts.
std::vector<double> residuals_from_medians(const std::vector<std::vector<double>>& groups);

}  // namespace ratchet::statistics
