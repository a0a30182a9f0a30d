#pragma once

#include "statistics/sample.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ratchet::statistics {

/// Where the distribution of a series changes.
struct ChangePoint {
    std::size_t index = 0;   ///< of the first value after the change
    double divergence = 0;   ///< Q of the two segments that met here when it was found; larger is clearer
    double probability = 0;  ///< of a divergence at least so large in segments without a change

    bool operator==(const ChangePoint&) const = default;
};

struct ChangePointPolicy {
    double significance = 0.01;  ///< a change point is kept up to this probability
    int permutations = 999;      ///< the probability is a multiple of 1/(permutations + 1)
    std::size_t shortest = 3;    ///< values in the shortest segment, at least 2
    std::uint64_t seed = 1;      ///< of the permutations
};

/// E-divisive with exponent 1 (Matteson and James, "A Nonparametric Approach for Multiple Change Point
/// Analysis of Multivariate Data", Journal of the American Statistical Association 109, 2014): the series is
/// split where the scaled energy distance between what lies before and after within a segment is largest, as
/// long as a permutation of the values within segments seldom finds as large a one; then the parts are split
/// again. It sees changes of level, spread and shape, and takes nothing of the distribution for granted but
/// that values are exchangeable between changes.
///
/// Sorted by index; the same series and policy give the same points. Empty for fewer than two shortest
/// segments. Throws `Error(usage)` for a policy that cannot be. O(n^2) for each of the permutations and
/// points: about 50 ms for 100 values and one point.
std::vector<ChangePoint> change_points(const Sample& in_order, const ChangePointPolicy& policy = {});

}  // namespace ratchet::statistics
