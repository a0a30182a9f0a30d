#pragma once

#include "gate/duet_verdict.hpp"
#include "gate/scenario_verdict.hpp"
#include "model/baseline.hpp"
#include "model/session.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Statistics of every metric over the runs that succeeded. A metric that some of those lack is summarised
/// from the others; `warn_of_runs` tells. One that the runs define differently has no summary.
std::map<std::string, MetricSummary> summarise_metrics(const std::vector<RunRecord>& runs);

/// The verdict on what a session has recorded of a scenario so far. `reference` is the record of its
/// `reference_setting`, where that is another scenario and was measured. The same records give the same
/// verdict, whenever it is asked for.
ScenarioJudgement judge_record(const ScenarioRecord& record, const SessionRecord& session,
                               const std::optional<Baseline>& baseline, const std::string& no_baseline_reason,
                               const std::optional<ScenarioRecord>& reference = std::nullopt);

/// What a duet decides of the record's scenario, which has one.
DuetGates duet_gates(const ScenarioRecord& record);

/// Judges the record's duet, and takes its verdict together with `record.verdict`, which is then that of the
/// first stage; where there are no runs but the duet's, the duet's alone.
void judge_with_duet(ScenarioRecord& record, const SessionRecord& session);

}  // namespace ratchet
