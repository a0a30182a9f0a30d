#pragma once

#include "model/digests.hpp"
#include "model/host.hpp"
#include "model/instruction_counts.hpp"
#include "model/metric_summary.hpp"
#include "model/run_record.hpp"
#include "model/scenario.hpp"
#include "model/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One of a duet's two builds, and what its runs came to.
struct DuetSide {
    std::string name;     ///< for people: a commit, a build directory, a program
    std::string commit;   ///< of its sources; empty: not known
    std::string program;  ///< what was run
    BuildInfo build;
    Digests digests;
    std::vector<int> runs;  ///< numbers of those that succeeded, in order of launch; two turns a block
    std::optional<Failure> failure;                 ///< of the run that ended the duet
    std::map<std::string, MetricSummary> metrics;   ///< values in the order of `runs`
    std::optional<InstructionCounts> instructions;  ///< absent: the duet counted none

    bool operator==(const DuetSide&) const = default;
};

/// The build that a duet compares with.
struct DuetReference {
    DuetSide side;      ///< without runs
    ScenarioSpec spec;  ///< how the scenario is run there
};

/// A reference build and this build run in turns, or at the same time, and what that says of the scenario's
/// gates.
struct DuetRecord {
    DuetSide reference;
    DuetSide current;
    std::vector<int> looks;  ///< numbers of blocks, ascending
    std::uint64_t seed = 0;
    double budget_s = 0;      ///< that the blocks were given
    double alpha = 0.01;      ///< one-sided, over all looks
    int runs_per_turn = 1;    ///< launches of a side in a row, which count as their better quartile
    bool parallel = false;    ///< both builds at the same time on CPUs of their own, exchanged within a block
    ScenarioVerdict verdict;  ///< of the duet alone
    std::optional<ScenarioVerdict> first_stage;  ///< what the stored baseline said; absent: it was not asked

    bool operator==(const DuetRecord&) const = default;
};

}  // namespace ratchet
