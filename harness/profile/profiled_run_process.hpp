#pragma once

#include "measure/run_process.hpp"
#include "model/plan.hpp"
#include "model/scenario.hpp"
#include "profile/profiler_process.hpp"
#include "profile/timeline.hpp"

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// What profiling a scenario gave.
struct ProfiledScenario {
    ProfilingOutcome outcome;
    std::vector<TimelineRun> runs;          ///< that were profiled, in order
    std::map<std::string, double> metrics;  ///< of the first run; of a program that was being profiled
};

/// Launches the scenario as a timed run is launched (plan, seed, environment, CPUs), as often as a useful
/// number of samples takes (`ProfiledAmount`), and profiles it. What it writes is not kept, and
/// `context.session_directory` is left alone. A run that fails is `why_none`.
ProfiledScenario profile_scenario(const RunContext& context, const ScenarioSpec& spec, const Plan& plan,
                                  ProfilerChoice choice, const SamplingOptions& options);

}  // namespace ratchet
