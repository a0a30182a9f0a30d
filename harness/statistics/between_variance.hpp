#pragma once

#include <vector>

namespace ratchet::statistics {

/// What was estimated of one group, and how far the estimate may be off by the scatter inside the group.
struct GroupCentre {
    double value = 0;
    double variance = 0;  ///< of `value` around the group's true centre; not negative
};

/// Groups around one unknown mean. At least two of them say something about the variance between them.
using GroupCentres = std::vector<GroupCentre>;

struct BetweenVariance {
    double value = 0;
    /// Groups less one of every set that took part; fewer where some sets know their centres much better than
    /// others (Kish's effective number of sets, weighted by what each says about the variance).
    double degrees_of_freedom = 0;
};

/// The variance between groups that all `sets` share, by the rule of Paule and Mandel ("Consensus Values and
/// Weighting Factors", 1982): the one with which the squared distances of the centres from their weighted
/// means, each in units of its own variance plus the one sought, are as large as their degrees of freedom.
/// Sets are weighted by what they say about it, as in the score of the normal likelihood, so that one whose
/// centres are uncertain does not drown the others. Without scatter inside the groups it is the pooled sample
/// variance.
///
/// Assumes independent normal centres and one variance between groups for all sets. Not below `least`, which
/// must be positive. Sets of fewer than two groups take no part; throws `Error(measurement)` when none is
/// left, and `Error(usage)` for a variance that is negative or not finite. About 50 passes over all pairs of
/// centres within a set.
BetweenVariance paule_mandel(const std::vector<GroupCentres>& sets, double least);

/// The same for sets in which a disturbance moved some centres: `paule_mandel` without the centres that lie
/// more than 5 standard deviations from their set's median. Those standard deviations come from the same
/// equation with its squares winsorised at 1, which up to 29 % of the centres of a large set cannot carry
/// away. Normal centres lose practically nothing by it, where the winsorised estimate itself would lose a
/// third of its degrees of freedom.
BetweenVariance robust_between_variance(const std::vector<GroupCentres>& sets, double least);

}  // namespace ratchet::statistics
