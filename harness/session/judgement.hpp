#pragma once

#include "gate/scenario_verdict.hpp"
#include "model/baseline.hpp"
#include "model/session.hpp"

#include <optional>
#include <string>

namespace ratchet {

/// Fills `record.metrics` from the values of the runs that succeeded. A metric that some of those runs lack
/// has no summary.
void summarise_metrics(ScenarioRecord& record);

/// The verdict on what a session has recorded of a scenario so far. The same records give the same verdict,
/// whenever it is asked for.
ScenarioJudgement judge_record(const ScenarioRecord& record, const SessionRecord& session,
                               const std::optional<Baseline>& baseline,
                               const std::string& no_baseline_reason);

}  // namespace ratchet
