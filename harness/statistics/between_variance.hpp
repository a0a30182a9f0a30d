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
    /// Groups less one of every set, and fewer where some sets know their centres much better than others
    /// (Kish's effective number of sets, each weighted by its information on the variance).
    double degrees_of_freedom = 0;
};

/// The variance between groups that all `sets` share, by the rule of Paule and Mandel ("Consensus Values and
/// Weighting Factors", 1982): the one with which the squared distances of the centres from their weighted
/// means, each in units of its own variance plus the one sought, add up to their number of degrees of
/// freedom. A set whose centres are uncertain therefore says little, where a plain average of excess
/// variances would let its errors drown all others. Without scatter inside the groups it is the pooled sample
/// variance.
///
/// Assumes independent centres and one variance between groups for all sets. Not below `least`, which must be
/// positive. Sets of fewer than two groups take no part; throws `Error(measurement)` when none is left, and
/// `Error(usage)` for a variance that is negative or not finite. About 50 passes over the centres.
BetweenVariance between_variance(const std::vector<GroupCentres>& sets, double least);

}  // namespace ratchet::statistics
