#pragma once

#include "statistics/two_proportions.hpp"

#include <vector>

// Many shares of two samples, compared at once.

namespace ratchet::statistics {

/// The same share in the current sample and in the one that it is compared with.
struct ShareChange {
    Proportion now;
    Proportion before;
};

/// How many standard deviations a change must lie away from none to be a discovery when all of `changes` are
/// tested together, so that of all discoveries at most the share `rate` is expected to be chance
/// (`discovery_threshold`): the `z` for `difference_interval`, whose bounds then do not hold 0 exactly for
/// discoveries. `ratio` multiplies the current shares. What one test alone would not find is none. Of no
/// changes the z of one test. Throws `Error(usage)` as those functions do.
double discovery_z(const std::vector<ShareChange>& changes, double rate, const Ratio& ratio = {});

}  // namespace ratchet::statistics
