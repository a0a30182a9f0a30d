#pragma once

#include "model/session.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::artifacts {

/// What `scenario.json` keeps of a run: enough to derive every statistic and verdict again, and the way to
/// everything else.
struct RunReference {
    int index = 0;
    int round = 1;
    std::optional<Failure> failure;
    std::map<std::string, double> values;  ///< metric -> value; its definition stands in the metric's summary
    std::map<std::string, std::string> missing;
    std::optional<double> peak_rss_at_most_bytes;
    std::optional<ComponentSummary> components;
    std::string path;  ///< of `run.json`, relative to the session
};

std::vector<RunReference> refer_to_runs(const ScenarioRecord& scenario);

/// The runs again, as far as the references know them. A value of a metric without a summary in `metrics`
/// (there is none while the scenario is running) is left to its `run.json`.
std::vector<RunRecord> runs_referred_to(const std::vector<RunReference>& references,
                                        const std::map<std::string, MetricSummary>& metrics);

}  // namespace ratchet::artifacts
