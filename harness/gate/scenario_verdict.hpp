#pragma once

#include "gate/comparability.hpp"
#include "gate/gate_judgement.hpp"
#include "model/baseline.hpp"
#include "model/calibration.hpp"
#include "model/instruction_counts.hpp"
#include "model/profile_record.hpp"
#include "model/run_record.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ratchet {

/// Everything that a scenario's verdict follows from: the same request gives the same verdict.
struct JudgeRequest {
    std::vector<std::string> gates;      ///< gate language, as written; empty: the default gates
    bool items_vary = false;             ///< the number of items changes from run to run
    std::span<const RunRecord> runs;     ///< so far, in order of launch; must outlive the call
    Conditions now;                      ///< `now.plan` has the looks and the seed
    Calibration calibration;             ///< a value before the first run and one after each
    const Baseline* baseline = nullptr;  ///< null: there is none; must outlive the call
    std::string no_baseline_reason;      ///< where there is none: why, and how to record one
    std::optional<ReferenceSetting> reference = std::nullopt;  ///< of the GRID this is a setting of
    const InstructionCounts* instructions = nullptr;     ///< null: nobody counted; must outlive the call
    const ProfileRecord* profile = nullptr;              ///< null: there is none; must outlive the call
    std::optional<double> layout_spread = std::nullopt;  ///< how far layout alone moves the time, log scale
};

struct ScenarioJudgement {
    ScenarioVerdict verdict;
    bool needs_more_runs = false;   ///< go on measuring, then judge again with all the runs
    std::vector<Warning> warnings;  ///< soft_difference, calibration_missing, few_runs, baseline_stale
};

/// The verdict on a scenario. In this order:
/// 1. a failed run makes it `failed`, quoting the first one;
/// 2. an unoptimised or sanitizer build makes it `incomparable` (no run is needed to say so);
/// 3. without any run it is `not_run`;
/// 4. else each gate is judged and the worst wins.
///
/// A gate on a metric without values is `failed`, and so is one within which an error occurs. A gate against
/// the baseline is `no_baseline`, or `incomparable` where every session of the baseline has hard differences
/// or the metric is defined otherwise; sessions with hard differences take no part where others have none.
/// `regressed` and `improved` become `inconclusive` when the host moved beside the runs they rest on as far
/// as would explain it, and `regressed` when the code is identical, or when more than a fifth of the runs
/// were disturbed and the others show less than half of it, or the fastest quarter of all; `before_control`
/// keeps what it was. Budgets are absolute: all this is nothing to them.
///
/// Gates on `instructions` are judged by their counts (`judge_instruction_gate`), those on shares by their
/// samples (`judge_share_budget`): neither the number of runs nor the host says anything about them. Where
/// wall time has a gate beside one on `instructions`, both together say what kind of change it was
/// (`diagnose`); the reason ends with it.
///
/// More runs are needed up to the first look, even after a failed run, so that "2 of 9" can be told from
/// "always"; after it while a gate is undecided with a look to come, unless another has failed or regressed.
///
/// `GATE none` is judged like `wall_time` and marked `advisory`. Throws `Error(usage)` for a malformed gate
/// and a plan without looks.
ScenarioJudgement judge_scenario(const JudgeRequest& request);

/// The scenario's verdict is the worst of its gates', of which there is at least one, and its reason that of
/// every gate with this verdict.
void take_worst(ScenarioVerdict& scenario);

}  // namespace ratchet
