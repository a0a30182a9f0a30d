#pragma once

#include "exec/runner.hpp"
#include "measure/launcher.hpp"
#include "model/exec_record.hpp"
#include "profile/profile_parts.hpp"
#include "profile/timeline.hpp"

#include <vector>

namespace ratchet::cli {

/// From launch to where the command said that it is ready, of each run that did.
std::vector<TimeWindow> start_ups(const MeasuredCommand& command);

/// The runs of a command for the timeline of its profile: those that were measured (null: none), and those
/// that were profiled behind them.
std::vector<TimelineRun> exec_timeline(const ExecCommand* measured, const MeasuredCommand& profiled);

/// A profiled run that ended too badly to be measured.
TimelineRun timeline_run(const LaunchResult& result);

}  // namespace ratchet::cli
