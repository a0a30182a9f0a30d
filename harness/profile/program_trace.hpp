#pragma once

#include "profile/timeline.hpp"
#include "profile/trace.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// What programs told of their runs: a span for each scope of a component, on a track of its own for each
/// thread, and a counter for each gauge. What lies outside of its run is left out. Of more than some 20 000
/// spans the shorter ones are left out, which the track's name says; more than some 50 000 values of gauges
/// are thinned out evenly. Processes are left to be named; a run whose process is not known has a number that
/// no process has.
Trace program_trace(const std::vector<TimelineRun>& runs);

/// What of it lies outside of the run, in words; empty: nothing. Programs that take the time by another
/// clock.
std::string outside_in_words(const TimelineRun& run);

}  // namespace ratchet
