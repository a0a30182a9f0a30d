#pragma once

#include <vector>

namespace ratchet::statistics {

struct BoundedVariance {
    double estimate = 0;  ///< not negative, nor are the bounds
    double lower = 0;
    double upper = 0;
};

/// The variance between groups whose centres are all known equally well: the variance of the `centres` less
/// `within`, which is the variance of a centre around its group's true one, itself estimated with so many
/// degrees of freedom. Its bounds, each missed with a probability of about `error`, are those of Williams ("A
/// Confidence Interval for Variance Components", 1962) and Tukey (1951); the lower one is above 0 exactly
/// where the F test at `error` finds a difference between the groups. Assumes normal centres.
///
/// Throws `Error(usage)` for fewer than two centres, a `within` that is negative or not finite, degrees of
/// freedom that are not positive, and unless 0 < error < 0.5.
BoundedVariance bounded_variance_between(const std::vector<double>& centres, double within,
                                         double degrees_of_freedom, double error);

}  // namespace ratchet::statistics
