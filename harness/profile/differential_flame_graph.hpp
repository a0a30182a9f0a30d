#pragma once

#include "profile/stacks.hpp"
#include "statistics/two_proportions.hpp"

#include <string>

// A flame graph of what changed between two profiles.
//
// What is compared is a frame's share of the samples, since one profile may have lasted longer than the
// other: at equal work per run, the share is of the time that a unit of work takes. Where it is known by how
// much that time itself changed (the judge measures it without a profiler), shares of the current profile are
// multiplied by the ratio: all numbers are then fractions of the baseline's time, and code that everywhere
// got slower by ten percent shows as grown by ten percent instead of not at all.
//
// A frame has a colour only where its change is no chance: the test is of two proportions, the samples being
// the trials (`statistics/two_proportions.hpp`). As hundreds of frames are tested at once, the level is set
// for all of them together (`statistics/false_discovery.hpp`): of two profiles of the same program 95 in 100
// pictures are wholly white, and of what has a colour one in 20 is expected to have it by chance. The
// interval in a tooltip is of the same level, so that a frame has a colour exactly where its interval does
// not hold 0. Samples are taken as independent. What differs from one run to the next beside sampling
// (addresses, frequencies, data) is not in it: two runs of one program may show such a difference, rightly.
//
// Others: B. Gregg, "Differential Flame Graphs" (2014), colours by the difference of counts, however small.

namespace ratchet {

/// What a differential flame graph says beside the stacks.
struct DifferentialFlameGraphOptions {
    std::string title;             ///< one line. Empty: "Differential flame graph"
    std::string subtitle;          ///< one line; which profiles were compared. May be empty
    std::string unit = "samples";  ///< of what the stacks count, as in `TakenProfile::unit`
    statistics::Ratio time_ratio;  ///< current time per unit of work / the baseline's; 1: shares are compared
    double false_discovery = 0.05;  ///< expected share of chance among what has a colour, inside (0, 1)
};

/// An SVG like that of `write_flame_graph`, as wide as the shares in `current`. Red grew, blue shrank, in
/// four steps (below 1, 3, 10, and from 10 percentage points); white did neither, as far as the samples tell;
/// purple are frames that the baseline has none of.
///
/// Switches: widths of the baseline instead, where what vanished is seen, in teal; and colours by the change
/// of self time instead of total time. Tooltips hold both shares and the difference with its interval.
///
/// Frames that are narrower than a tenth of a pixel in both are drawn as one grey box per caller. Stacks that
/// the baseline does not hold count as not seen: cut its rare ones to fewer frames rather than off. No stacks
/// on a side: a picture that says so. Throws `Error(usage)` for a ratio that is not positive and finite, and
/// unless 0 < false_discovery < 1.
std::string write_differential_flame_graph(const Stacks& current, const Stacks& baseline,
                                           const DifferentialFlameGraphOptions& options = {});

}  // namespace ratchet
