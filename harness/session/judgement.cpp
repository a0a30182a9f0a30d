#include "session/judgement.hpp"

#include "statistics/summary.hpp"

#include <cmath>

namespace ratchet {
namespace {

/// Items per call, which a run does not keep: its rate times its time.
std::optional<double> items_of(const RunRecord& run) {
    const auto rate = run.metrics.find(metric::throughput);
    const auto time = run.metrics.find(metric::wall_time);
    if (rate == run.metrics.end() || time == run.metrics.end()) {
        return std::nullopt;
    }
    return rate->second.value * time->second.value;
}

bool items_vary(const std::vector<RunRecord>& runs) {
    constexpr double rounding = 1e-9;
    std::optional<double> first;
    for (const RunRecord& run : runs) {
        const std::optional<double> items = items_of(run);
        if (first && items && std::abs(*items - *first) > rounding * std::abs(*first)) {
            return true;
        }
        first = first ? first : items;
    }
    return false;
}

}  // namespace

void summarise_metrics(ScenarioRecord& record) {
    struct Series {
        MetricDefinition definition;
        std::vector<double> values;
    };
    std::map<std::string, Series> series;
    std::size_t succeeded = 0;
    for (const RunRecord& run : record.runs) {
        succeeded += run.failure ? 0 : 1;
        for (const auto& [name, value] : run.metrics) {
            series[name].definition = value.definition;
            series[name].values.push_back(value.value);
        }
    }
    record.metrics.clear();
    for (const auto& [name, metric] : series) {
        if (metric.values.size() == succeeded) {
            record.metrics[name] = statistics::summarise(metric.values, metric.definition);
        }
    }
}

ScenarioJudgement judge_record(const ScenarioRecord& record, const SessionRecord& session,
                               const std::optional<Baseline>& baseline,
                               const std::string& no_baseline_reason) {
    return judge_scenario({.gates = record.spec.gates,
                           .items_vary = items_vary(record.runs),
                           .runs = record.runs,
                           .now = {session.host, record.spec.build, record.digests, record.plan},
                           .calibration = record.calibration,
                           .baseline = baseline,
                           .no_baseline_reason = no_baseline_reason});
}

}  // namespace ratchet
