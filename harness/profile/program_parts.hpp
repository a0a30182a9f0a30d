#pragma once

#include "profile/timeline.hpp"
#include "profile/trace.hpp"

#include <vector>

namespace ratchet {

/// What programs told of their runs: a span for each scope of a component, on a track of its own for each
/// thread, and a counter for each gauge. What lies outside of its run is left out, and of more than some 20
/// 000 spans the shorter ones, which the track's name says. Processes are left to be named.
Trace program_parts(const std::vector<TimelineRun>& runs);

}  // namespace ratchet
