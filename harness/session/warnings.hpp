#pragma once

#include "model/baseline.hpp"
#include "model/session.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <vector>

namespace ratchet {

/// What a record's runs, and the summaries of their metrics, give reason to warn of: metrics that some runs
/// lack, a program that was to say when it is ready and never did, a host that was busy with something else
/// while a typical run was measured (more than 5 % of its time under pressure for a CPU, input and output or
/// memory, or more than 1 % stolen by the hypervisor), component timers that cost more than 2 % of what they
/// time; and of nine runs or more whose wall time has a trend (Mann-Kendall, p <= 0.01), follows that of the
/// run before (lag-1 autocorrelation above 2/sqrt(n)) or has more than 15 % outliers (Tukey's fences).
std::vector<Warning> warn_of_runs(const ScenarioRecord& record);

/// What the baseline by which `session` came to `verdict` gives reason to warn of: a level that was accepted
/// for a time which is over, a newest session that is more than 90 days old, and what `warn_of_drift` finds.
std::vector<Warning> warn_of_baseline(const Baseline& baseline, const SessionRecord& session,
                                      const ScenarioVerdict& verdict);

}  // namespace ratchet
