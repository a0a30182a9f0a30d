#pragma once

#include "statistics/sample.hpp"

namespace ratchet::statistics {

/// How far `current` lies above `reference`: the median of all differences `y - x` (Hodges and Lehmann,
/// "Estimates of Location Based on Rank Tests", 1963). Exact under a pure shift of any distribution; holds
/// when up to 29 % of the values are arbitrary. Equivariant: adding c to every `current` value adds c.
/// Defined from one value each. O(n m) time and space.
double hodges_lehmann_shift(const Sample& reference, const Sample& current);

}  // namespace ratchet::statistics
