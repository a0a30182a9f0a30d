#pragma once

#include "measure/run_process.hpp"
#include "model/plan.hpp"
#include "model/program_timeline.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"
#include "profile/profiler_process.hpp"

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// What profiling a scenario gave.
struct ProfiledScenario {
    ProfilingOutcome outcome;
    std::vector<RunRecord> runs;             ///< `outcome.runs` of them, of a program that was being profiled
    std::vector<ProgramTimeline> timelines;  ///< of each of them: what the program told
    std::map<std::string, double> metrics;   ///< of the first run
};

/// Launches the scenario as a timed run is launched (plan, seed, environment, CPUs), as often as a useful
/// number of samples takes (`amount`), and profiles it. By callgrind it is launched as a run that
/// counts instructions is (`count_once`), by `callgrind_plan`, and of a program that marks its timed
/// iterations these alone are seen. What it writes is not kept, and `context.session_directory` is left
/// alone. A run that fails is `why_none`.
ProfiledScenario profile_scenario(const RunContext& context, const ScenarioSpec& spec, const Plan& plan,
                                  ProfilerChoice choice, const SamplingOptions& options,
                                  const ProfiledAmount& amount = {});

}  // namespace ratchet
