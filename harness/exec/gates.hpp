#pragma once

#include "exec/runner.hpp"
#include "gate/gate_language.hpp"
#include "model/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The gates of a `ratchet exec`.
struct ExecGates {
    std::vector<StatisticalGate> comparisons;   ///< of each command with its reference
    std::vector<std::string> comparison_texts;  ///< as written
    std::vector<Budget> budgets;                ///< of each command that is not a reference
    std::vector<std::string> budget_texts;      ///< as written
    bool compares_by_default = false;  ///< no comparison was asked for: it is reported and fails nothing
};

/// Reads gates in the language of GATE; without a comparison among them `wall_time` is compared, which fails
/// nothing. Throws `Error(usage)` for what is no gate, for a metric that `exec` does not measure, for `none`
/// and limits relative to a reference, and for a gate that compares where nothing is compared.
ExecGates exec_gates(const std::vector<std::string>& texts, bool compares);

/// Refuses gates that were asked for and that so many runs of each command can never decide, by
/// `Error(usage)`: a comparison needs blocks enough for bounds at its last look, a limit 9 runs.
void require_enough_runs(const ExecGates& gates, const std::vector<int>& looks,
                         std::optional<int> repetitions);

/// Whether any command of the group is undecided by any gate after the blocks so far, the first command being
/// the reference, and a later look exists.
bool needs_more_blocks(const MeasuredGroup& group, const ExecGates& gates, const std::vector<int>& looks);

/// Every comparison gate's verdict on a command against its reference, complete. An error within one gate (a
/// metric without values, or one whose values are not positive) is that gate's `failed`.
std::vector<GateVerdict> judge_comparison(const MeasuredCommand& reference, const MeasuredCommand& current,
                                          const ExecGates& gates, const std::vector<int>& looks,
                                          std::uint64_t seed);

/// Every budget's verdict on a command that ran at least once, from all of its runs at one look. Fewer than 9
/// only report.
std::vector<GateVerdict> judge_budgets(const MeasuredCommand& command, const ExecGates& gates);

}  // namespace ratchet
