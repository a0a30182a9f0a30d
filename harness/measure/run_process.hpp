#pragma once

#include "measure/launcher.hpp"
#include "measure/run_builder.hpp"
#include "model/plan.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"
#include "model/warning.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// What all runs of a scenario in one session have in common.
struct RunContext {
    Launcher& launcher;
    std::filesystem::path session_directory;
    std::map<std::string, std::string> environment;  ///< the caller's; a run gets little of it
    std::vector<int> cpus;                           ///< pinned to these; empty: not pinned
    std::int64_t deadline_ns = 0;                    ///< monotonic; the program is killed then
    bool fixed_addresses = false;                    ///< without address space randomisation, where allowed
};

struct MeasuredRun {
    RunRecord record;
    std::vector<Warning> warnings;  ///< truncated_output, leftover_processes
    bool fixed_addresses = false;   ///< asked for and granted
};

/// Launches the scenario once and reads what it left, in the run's own directory, which is made: its output
/// in main.out and main.err (removed when empty, cut off at 1 MiB with a warning), its result in a file that
/// is removed again. Whatever the program does is a failed run, not an exception. Throws `Error` when the
/// directory cannot be written, and what the launcher throws.
MeasuredRun measure_run(const RunContext& context, const ScenarioSpec& spec, const Plan& plan, int index,
                        int round);

/// One of several runs that are launched together.
struct RunTogether {
    const ScenarioSpec& spec;  ///< must outlive the call
    int index = 0;
    std::vector<int> cpus;  ///< instead of the context's
};

/// The same for runs at the same time, at most two, launched in their order. What the host did to others
/// meanwhile is that of all of them, and so is what they left behind, which the first one's warnings tell.
std::vector<MeasuredRun> measure_together(const RunContext& context, const std::vector<RunTogether>& runs,
                                          const Plan& plan, int round);

struct MeasuredExploration {
    ExplorationOutcome outcome;
    std::vector<Warning> warnings;
};

/// The same for the exploration of an in-process scenario. It uses the directory of the run `index` that is
/// to follow, or to be recorded as failed in its place.
MeasuredExploration explore(const RunContext& context, const ScenarioSpec& spec, std::uint64_t seed,
                            int index);

}  // namespace ratchet
