#pragma once

#include "statistics/sample.hpp"

#include <optional>

namespace ratchet::statistics {

struct Interval {
    double lower = 0;
    double upper = 0;

    bool operator==(const Interval&) const = default;
};

/// The highest order statistic that lies at or below the population's median with probability of at least
/// `confidence` (one-sided), whatever the distribution: x(k) with P(B >= k) >= confidence, B binomial(n, 1/2)
/// (Conover, "Practical Nonparametric Statistics", confidence interval for a quantile). Values are taken as
/// independent. Nothing when even the smallest value does not reach the confidence: 99 % needs n >= 7.
/// Throws `Error(usage)` unless 0.5 <= confidence < 1.
std::optional<double> median_lower_bound(const Sample& sample, double confidence);

/// The mirror image of `median_lower_bound`.
std::optional<double> median_upper_bound(const Sample& sample, double confidence);

/// Both bounds, each at `1 - (1 - confidence) / 2`, so that together they hold with at least `confidence`
/// (two-sided). Nothing when n is too small: 99 % needs n >= 8. Throws `Error(usage)` unless
/// 0 <= confidence < 1.
std::optional<Interval> median_interval(const Sample& sample, double confidence);

}  // namespace ratchet::statistics
