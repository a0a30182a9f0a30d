#pragma once

#include "model/layout_spread.hpp"

#include <cstdint>
#include <vector>

namespace ratchet {

/// What layouts did to a program that was run under each of them in turns. `layouts`: the values of each on
/// the log scale, in order of launch, as many for each and two a block. What a block's runs share (a drift of
/// the host) is taken out first; a layout's centre is the Hodges-Lehmann estimate of its values.
///
/// Whether the centres differ is a randomisation test: since the order within each block was drawn, and
/// mirrored, the pairs of a block might as well have been other layouts', and the variance of the centres is
/// compared with those that 999 further draws give (Fisher, "The Design of Experiments", 1935). Nothing is
/// assumed of the scatter: what disturbs some runs by much makes it blind, not wrong. How far they differ is
/// `statistics::bounded_variance_between`, with the variance of a centre from the robust scatter within
/// layouts (pi/3 s^2/n); the lower bound is 0 where the test finds nothing. The same seed gives the same
/// result. About 50 ms.
///
/// Throws `Error(usage)` for fewer than two layouts or two blocks, or where they are not equally long.
LayoutSpread assess_layouts(const std::vector<std::vector<double>>& layouts, std::uint64_t seed);

}  // namespace ratchet
