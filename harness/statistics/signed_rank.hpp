#pragma once

#include "statistics/median_interval.hpp"
#include "statistics/sample.hpp"

#include <cstddef>
#include <optional>

namespace ratchet::statistics {

/// The largest sample that `signed_rank_bounds` takes: its probabilities are exact up to here, and no duet is
/// longer.
inline constexpr std::size_t most_signed_ranks = 60;

/// Probability that Wilcoxon's signed-rank statistic of n values is at most `statistic`, when they scatter
/// symmetrically around zero: the share of the subsets of {1 … n} whose sum is no larger (Wilcoxon,
/// "Individual Comparisons by Ranking Methods", 1945). Exact for the n that are allowed, 1 to
/// `most_signed_ranks`; throws `Error(usage)` for another. O(n^3), about 10 us for 60.
double signed_rank_probability(std::size_t n, std::size_t statistic);

/// Centre of a sample that scatters symmetrically around it: the median of all Walsh averages, the means of
/// every two values and of each with itself (Hodges and Lehmann, "Estimates of Location Based on Rank Tests",
/// 1963). Nearly as efficient as the mean for normal scatter, and holds when up to 29 % of the values are
/// arbitrary. For n = 1 the value itself. O(n^2) time and space.
double pseudo_median(const Sample& differences);

/// Bounds of that centre, each of which misses it with a probability of at most `error`: the Walsh averages
/// that the signed-rank test leaves (Tukey 1949; Hollander and Wolfe, "Nonparametric Statistical Methods",
/// section 3.3). Values are taken as independent and symmetric around one centre; nothing else is assumed of
/// their distribution.
///
/// Nothing is dropped and nothing is ranked, so equal values and zeros need no rule: where they make Walsh
/// averages coincide the bounds can only be too wide, as follows from breaking the ties at random.
///
/// Nothing when even the extreme values do not reach the error, 2^-n > error: 0.01 needs n >= 7, 0.01/6 needs
/// n >= 10. Throws `Error(usage)` unless 0 < error <= 0.5, and for n above `most_signed_ranks`. O(n^3).
std::optional<Interval> signed_rank_bounds(const Sample& differences, double error);

}  // namespace ratchet::statistics
