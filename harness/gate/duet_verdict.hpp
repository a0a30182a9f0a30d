#pragma once

#include "gate/comparability.hpp"
#include "gate/diagnosis.hpp"
#include "gate/gate_language.hpp"
#include "gate/metric_series.hpp"
#include "model/duet.hpp"
#include "model/verdict.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// The gates of a scenario that a duet can decide: those that compare, with what a reader knows each by.
/// Limits and the advisory `none` decide nothing by comparison; `none` is judged like `wall_time`. Those on
/// `instructions` compare counts, which no block makes better.
struct DuetGates {
    std::vector<StatisticalGate> gates;
    std::vector<std::string> texts;
    bool advisory = false;  ///< `none`: reported, never failing
};

/// Of gates as a scenario has them; empty texts stand for the default ones. `items_vary`: as for
/// `default_gates`. Throws `Error(usage)` for a malformed gate.
DuetGates duet_gates(const std::vector<std::string>& texts, bool items_vary);

/// The values of a metric over the turns of one side, two a block: of each the quartile of its runs on
/// the better side. What is of no whole turn is left out; a fault where a run has no value.
MetricSeries series_of(const DuetRecord& duet, DuetSide DuetRecord::*side, const std::string& metric);

/// The first of the gates that blocks decide; null where instructions alone are judged.
const StatisticalGate* first_timed(const DuetGates& gates);

/// Whether any of the gates compares counts of instructions.
bool compares_counts(const DuetGates& gates);

/// Whether the builds have no hard differences (inputs, compiler, flags), beside which a change says nothing
/// about the code. `host` and `plan` are those of both.
bool are_comparable(const DuetRecord& duet, const HostFingerprint& host, const Plan& plan);

/// Whether any gate is undecided by the blocks so far and has a later look.
bool needs_more_blocks(const DuetRecord& duet, const DuetGates& gates);

/// The duet's own verdict: the worst of its gates (at least one). `failed` where a run of the current build
/// failed; `incomparable` where one of the reference did, and where the builds are not `are_comparable`.
/// Gates on `instructions` are left out where the duet counted none: these are the first stage's, whose
/// counts are as good; and `incomparable` where one side could not be counted. `layout_spread`: how far
/// layout alone was seen to move the time, log scale.
ScenarioVerdict judge_duet(const DuetRecord& duet, const DuetGates& gates, const HostFingerprint& host,
                           const Plan& plan, const std::optional<double>& layout_spread = std::nullopt);

/// A scenario's verdict after both stages: the duet's gates take the place of those that the stored baseline
/// decided by the same text, limits stay, and the worst wins. Where the duet is `failed` by the current build
/// that is the verdict; where it ended before its first look the first stage's stands, and of each gate that
/// the duet could not compare. The reason tells both stages, and what the duet's time and the first stage's
/// instructions say together; `about`: where the duet's time went.
ScenarioVerdict overrule(const ScenarioVerdict& first_stage, const ScenarioVerdict& duet,
                         const DiagnosisRequest& about = {});

/// Where the time of a typical run went on both sides of a duet.
DiagnosisRequest known_beside(const DuetRecord& duet, const Plan& plan,
                              const std::optional<double>& layout_spread = std::nullopt);

}  // namespace ratchet
