#pragma once

#include "model/grown_functions.hpp"
#include "profile/taken_profile.hpp"
#include "statistics/two_proportions.hpp"

#include <optional>
#include <string>

// Which functions a program that got slower spends the added time in.
//
// A function's growth is the current time ratio · its share of the current profile's samples - its share of
// the baseline's, as self time: a fraction of the time that a unit of work took in the baseline, so that the
// growths of all functions add up to that of the whole. The statistic and its assumptions are those of
// `profile/differential_flame_graph.hpp`; here each function is one, whoever calls it.

namespace ratchet {

/// Why growths of time cannot be told of these two; nothing where they can: they are comparable, and count
/// samples.
std::optional<std::string> why_no_growth(const TakenProfile& now, const TakenProfile& baseline);

/// The functions whose self time grew by what is no chance (at most `false_discovery` of them are expected to
/// be there by it), most first, at most 20; their sources stay empty. Where there are none, `note` says
/// whether more samples would help. `time_ratio` is that of what is sampled: CPU time for a unit of work, now
/// / baseline, of user code alone unless `both_see_kernel`, for then samples within the kernel are left out
/// of both. Frames of the profiler's own ("[unknown]", "[rest]") are never named. Functions are matched by
/// `match_functions`. Throws `Error(usage)` for profiles that are not comparable, a ratio that is not
/// positive and finite, and unless 0 < false_discovery < 1.
GrownFunctions grown_functions(const TakenProfile& now, const TakenProfile& baseline,
                               const statistics::Ratio& time_ratio, double false_discovery = 0.05);

}  // namespace ratchet
