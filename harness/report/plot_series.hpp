#pragma once

#include "model/baseline.hpp"
#include "model/session.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The baselines that scenarios were judged by, as far as a session keeps them.
using KeptBaselines = std::map<ScenarioName, Baseline>;

/// One metric of one scenario, as the plots show it.
struct PlotSeries {
    std::string scenario;  ///< full name
    std::string metric;
    MetricDefinition definition;
    Verdict verdict = Verdict::not_run;     ///< the worst of the metric's gates, else the scenario's
    std::vector<double> now;                ///< one value per run, in their order; empty: it has none
    std::vector<double> baseline;           ///< what it was compared with; empty: nothing
    std::optional<GateVerdict> comparison;  ///< the gate against the baseline, if it has one
    std::optional<BudgetResult> budget;

    /// Name, and the metric where that is not the wall time.
    [[nodiscard]] std::string label() const;
};

/// The metrics that each scenario is gated on, or its wall time where it has no gate; the worst scenario
/// first. A baseline that nothing can be compared with counts as none, as it does for the judge.
std::vector<PlotSeries> plot_series(const std::vector<ScenarioRecord>& scenarios, const HostFingerprint& host,
                                    const KeptBaselines& baselines);

}  // namespace ratchet
