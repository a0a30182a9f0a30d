#pragma once

#include "gate/gate_judgement.hpp"
#include "gate/gate_language.hpp"
#include "gate/metric_series.hpp"
#include "model/baseline.hpp"
#include "model/instruction_counts.hpp"
#include "model/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

// Gates on `instructions`. A count is no sample of anything: where all counts of a build are equal its level
// is known, and the verdict needs no statistics. Where they are not (threads that wait for each other, seeds
// taken from a clock or an address) every count is taken for possible, and only what holds for all of them is
// said. How fast the host is says nothing about counts.

namespace ratchet {

/// Counts as a series of values per call. A fault, with the reason, where there is none; null: nobody
/// counted.
MetricSeries instruction_series(const InstructionCounts* counts);

/// The change from `before` to `now` (each at least one count, above 0) on the log scale where up is worse:
/// of the medians, within bounds that hold the change from any count to any other. Equal counts give equal
/// bounds.
Shift instruction_shift(const std::vector<double>& before, const std::vector<double>& now);

/// `regressed` or `improved` where both bounds are beyond the tolerated change, `unchanged` where both are
/// within it, and nothing where it lies between them.
std::optional<Verdict> decide_instructions(const Shift& shift, double theta);

/// The counts that those of now are held against: of the earliest session, whose level was accepted, that
/// counted as now was counted. Null where there is none. `baseline` must outlive the result.
const InstructionCounts* accepted_counts(const Baseline& baseline, const InstructionCounts& now);

/// What `counts` of a baseline or another build came from, where it is not what `now` came from: counts of
/// two sources are not of the same things.
std::string other_source(const InstructionCounts& counts, const InstructionCounts& now);

/// One gate against `before`, complete but for `gate`, the text it was written as. Both must have counts.
/// Nothing of it is a matter of chance, so alpha is 0 and delta is theta; the minimum detectable regression
/// is theta and what the counts scatter by.
GateVerdict judge_counts(const StatisticalGate& gate, const InstructionCounts& before,
                         const InstructionCounts& now);

/// The same against a baseline, all of whose sessions must be comparable: `no_baseline` or `incomparable`
/// where it has no counts, or none by the same means. `same_code`: the program is the accepted one, so that a
/// growth is not its own.
GateJudgement judge_instruction_gate(const StatisticalGate& gate, const InstructionCounts& now,
                                     const Baseline& baseline, bool same_code);

/// A limit: it must be kept by every count. As `judge_budget_gate` where there is no limit.
GateJudgement judge_instruction_budget(const Budget& budget, const InstructionCounts& now,
                                       const ReferenceSetting* reference);

}  // namespace ratchet
