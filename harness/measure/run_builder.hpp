#pragma once

#include "measure/launcher.hpp"
#include "measure/plan_rules.hpp"
#include "model/plan.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// Everything that one launch left behind.
struct RunEvidence {
    int index = 1;
    int round = 1;
    LaunchResult launch;
    double limit_s = 0;                 ///< how long the program was given
    std::optional<std::string> result;  ///< content of the result file; absent: it wrote none
    std::string result_path;            ///< names the file in messages
    std::string result_problem;         ///< why the file could not be read; empty: it could, or is not there
    std::string error_output;           ///< the end of its standard error, bounded
    std::vector<int> cpus;
    NoiseEvidence noise;
};

/// One value per metric out of one launch, or the failure, with a message of its own: not started, timed out,
/// killed by a signal, non-zero exit code (these quote the last line of its standard error), unreadable
/// result, failed check. Of several the first of this list is told.
/// - `wall_time`: median of the iteration times that the program told; a command that tells none counts from
///   launch to exit.
/// - `throughput` and `bytes_per_second`: what one call does over `wall_time`; missing when that is 0.
/// - `peak_rss`: the program's own figure, else the kernel's, else missing with the reason.
/// - `startup_time`: from launch to the marker `ready` of the program's result, else to when `ready_line` was
///   seen; missing where that was not, absent where nobody told or asked. A marker outside of the run is an
///   unreadable result.
/// - a metric of the program's own is the median of its values. Its name must not be one of Ratchet's metrics
///   nor told twice: that is an unreadable result, and so are another scenario's name and, for a program that
///   was given a plan, another number of iterations or another batch than planned.
RunRecord build_run(const ScenarioSpec& spec, const Plan& plan, const RunEvidence& evidence);

/// An exploration, or in its place the failed run that it ended as.
struct ExplorationOutcome {
    std::optional<Exploration> exploration;
    RunRecord run;  ///< without metrics; `failure` is set exactly when there is no exploration
};
ExplorationOutcome build_exploration(const ScenarioSpec& spec, const RunEvidence& evidence);

}  // namespace ratchet
