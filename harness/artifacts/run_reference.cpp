#include "artifacts/run_reference.hpp"

#include "artifacts/layout.hpp"

namespace ratchet::artifacts {

std::vector<RunReference> refer_to_runs(const ScenarioRecord& scenario) {
    std::vector<RunReference> references;
    references.reserve(scenario.runs.size());
    for (const RunRecord& run : scenario.runs) {
        RunReference& reference = references.emplace_back();
        reference.index = run.index;
        reference.round = run.round;
        reference.failure = run.failure;
        for (const auto& [metric, value] : run.metrics) {
            reference.values[metric] = value.value;
        }
        reference.missing = run.missing;
        reference.peak_rss_at_most_bytes = run.peak_rss_at_most_bytes;
        reference.components = run.components;
        reference.path = run_file(scenario.name, run.index);
    }
    return references;
}

std::vector<RunRecord> runs_referred_to(const std::vector<RunReference>& references,
                                        const std::map<std::string, MetricSummary>& metrics) {
    std::vector<RunRecord> runs;
    runs.reserve(references.size());
    for (const RunReference& reference : references) {
        RunRecord& run = runs.emplace_back();
        run.index = reference.index;
        run.round = reference.round;
        run.failure = reference.failure;
        for (const auto& [metric, value] : reference.values) {
            if (const auto summary = metrics.find(metric); summary != metrics.end()) {
                run.metrics[metric] = {value, summary->second.definition};
            }
        }
        run.missing = reference.missing;
        run.peak_rss_at_most_bytes = reference.peak_rss_at_most_bytes;
        run.components = reference.components;
    }
    return runs;
}

}  // namespace ratchet::artifacts
