#pragma once

#include "gate/judge.hpp"
#include "statistics/between_variance.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

/// Slow twins of every estimator, written straight from the textbook definitions with full sorts and no code
/// in common with what they check. Values must be finite and not empty; nothing is validated here.
namespace ratchet::testing::reference {

using Values = std::vector<double>;

double mean(const Values& values);
double median(Values values);
double quantile(Values values, double probability);
/// The following three need at least two values.
double standard_deviation(const Values& values);
double median_absolute_deviation(const Values& values);
double robust_scale(const Values& values);
double hodges_lehmann_shift(const Values& reference, const Values& current);

/// Order statistics that miss the median with probability of at most `error` on each side, by counting all
/// subsets of n things in Pascal's triangle; n up to 60.
std::optional<std::pair<double, double>> median_bounds(Values values, double error);

/// P(T <= statistic) of the signed-rank statistic by listing all 2^n signs; n up to about 16.
double signed_rank_probability(std::size_t n, std::size_t statistic);

/// The median of all means of two values, by a full sort.
double pseudo_median(const Values& values);

/// Order statistics of those means that miss the centre with probability of at most `error` on each side, by
/// halving the probability at each rank; any n.
std::optional<std::pair<double, double>> signed_rank_bounds(const Values& values, double error);

/// The share of all orders of the values, none equal, whose Kendall score is as far from 0; n up to about 8.
double trend_probability(const Values& values);

double lag_one_autocorrelation(const Values& values);

/// Energy distance with exponent 1 of two samples of at least two values, times nm/(n + m).
double divergence(const Values& before, const Values& after);

/// By bisection on the numerically integrated density; degrees of freedom of at least 3.
double student_t_quantile(double probability, double degrees_of_freedom);
/// By bisection on the complementary error function.
double normal_quantile(double probability);

struct Term {
    double variance = 0;
    std::optional<double> degrees_of_freedom;  ///< absent: infinitely many
};
/// Absent: infinitely many.
std::optional<double> welch_satterthwaite(const std::vector<Term>& terms);

ShiftEstimate estimate_shift(const Reference& reference, const Values& current, double alpha, int looks);

/// By bisection; every set has at least two groups.
double paule_mandel(const std::vector<statistics::GroupCentres>& sets, double least);

/// Medians of each scenario's groups with their variances. Every group has at least two values.
std::vector<statistics::GroupCentres> group_centres(const std::vector<std::vector<Values>>& scenarios);

}  // namespace ratchet::testing::reference
