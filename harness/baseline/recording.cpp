#include "baseline/recording.hpp"

#include "base/error.hpp"
#include "gate/gate_language.hpp"
#include "gate/replay.hpp"
#include "gate/tau.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

void require_measured(const ScenarioRecord& scenario) {
    for (const RunRecord& run : scenario.runs) {
        if (run.failure) {
            throw Error(ErrorCode::measurement,
                        fmt::format("run {} failed ({}); a baseline needs runs that all succeeded", run.index,
                                    run.failure->message),
                        scenario.name.full());
        }
    }
    const auto wall_time = scenario.metrics.find(metric::wall_time);
    if (wall_time == scenario.metrics.end() || wall_time->second.values.size() < 2) {
        throw Error(ErrorCode::measurement, "has fewer than two measured runs; measure it again",
                    scenario.name.full());
    }
    if (std::ranges::any_of(wall_time->second.values, [](double value) { return value <= 0; })) {
        throw Error(ErrorCode::measurement,
                    "took no time in some run, which nothing can be compared with; measure more work",
                    scenario.name.full());
    }
}

std::vector<RoundValues> values_by_round(const ScenarioRecord& scenario) {
    std::map<int, RoundValues> rounds;
    for (const RunRecord& run : scenario.runs) {
        for (const auto& [name, value] : run.metrics) {
            rounds[run.round][name].push_back(value.value);
        }
    }
    std::vector<RoundValues> in_order;
    in_order.reserve(rounds.size());
    for (auto& [round, values] : rounds) {
        in_order.push_back(std::move(values));
    }
    return in_order;
}

/// Without those that had a problem: a level that is not known is not accepted.
std::optional<InstructionCounts> counts_of(const ScenarioRecord& scenario) {
    const bool whole = scenario.instructions && !scenario.instructions->problem;
    return whole ? scenario.instructions : std::nullopt;
}

Baseline baseline_of(const SessionRecord& session, const ScenarioRecord& scenario,
                     const std::string& reason) {
    require_measured(scenario);
    Baseline baseline;
    baseline.scenario = scenario.name;
    baseline.host_class = session.host_class;
    baseline.plan = scenario.plan;
    baseline.reason = reason;
    for (const auto& [name, summary] : scenario.metrics) {
        baseline.metrics.emplace(name, summary.definition);
    }
    baseline.sessions.push_back({.id = session.id,
                                 .recorded_at = session.started_at,
                                 .git = session.git,
                                 .host = session.host,
                                 .build = scenario.spec.build,
                                 .digests = scenario.digests,
                                 .calibration = scenario.calibration,
                                 .rounds = values_by_round(scenario),
                                 .instructions = counts_of(scenario)});
    return baseline;
}

bool is_positive_throughout(const Baseline& baseline, const std::string& metric) {
    bool has_scatter = false;
    for (const BaselineSession& session : baseline.sessions) {
        const std::vector<double> values = values_of(session, metric);
        if (std::ranges::any_of(values, [](double value) { return value <= 0; })) {
            return false;
        }
        has_scatter = has_scatter || values.size() >= 2;
    }
    return has_scatter;
}

/// Metrics that a statistical gate names, and the two that gates have by default. Counts are judged by no
/// statistics.
std::set<std::string> judged_metrics(const std::vector<std::string>& gates) {
    std::set<std::string> names{metric::wall_time, metric::throughput};
    for (const Gate& gate : parse_gates(gates)) {
        const auto* statistical = std::get_if<StatisticalGate>(&gate);
        if (statistical != nullptr && statistical->metric != metric::instructions) {
            names.insert(statistical->metric);
        }
    }
    return names;
}

/// The gate that judges `metric`: the scenario's own, else the default one.
StatisticalGate gate_on(const std::vector<std::string>& gates, const std::string& metric) {
    for (const Gate& gate : parse_gates(gates)) {
        const auto* statistical = std::get_if<StatisticalGate>(&gate);
        if (statistical != nullptr && statistical->metric == metric) {
            return *statistical;
        }
    }
    return {.metric = metric};
}

}  // namespace

int rounds_for(std::size_t scenarios) {
    constexpr std::size_t degrees_of_freedom = 12;
    constexpr int least_rounds = 3;
    return std::max(least_rounds, 1 + static_cast<int>((degrees_of_freedom + scenarios - 1) / scenarios));
}

void require_counted(const std::vector<ScenarioRecord>& scenarios) {
    for (const ScenarioRecord& scenario : scenarios) {
        if (scenario.instructions && scenario.instructions->problem) {
            throw Error(ErrorCode::measurement,
                        fmt::format("its instructions, which a gate judges, could not be counted: {}",
                                    *scenario.instructions->problem),
                        scenario.name.full());
        }
    }
}

void store_margins(Baseline& baseline, const std::vector<std::string>& gates) {
    for (const std::string& name : judged_metrics(gates)) {
        const StatisticalGate gate = gate_on(gates, name);
        const StatisticalPolicy policy{.theta = gate.theta, .looks = baseline.plan.looks};
        if (policy.looks.front() >= 2 && is_positive_throughout(baseline, name)) {
            baseline.margins[name] = must_detect_margins(baseline, name, policy, gate.delta);
        }
    }
}

std::vector<Baseline> record_baselines(const SessionRecord& session,
                                       const std::vector<ScenarioRecord>& scenarios,
                                       const std::string& reason) {
    std::vector<Baseline> baselines;
    std::set<std::string> metrics;
    for (const ScenarioRecord& scenario : scenarios) {
        baselines.push_back(baseline_of(session, scenario, reason));
        metrics.merge(judged_metrics(scenario.spec.gates));
    }
    for (const std::string& name : metrics) {
        if (const auto tau = tau_over_rounds(baselines, session.id, name)) {
            for (Baseline& baseline : baselines) {
                baseline.tau_same_boot[name] = *tau;
            }
        }
    }
    for (std::size_t i = 0; i < baselines.size(); ++i) {
        store_margins(baselines[i], scenarios[i].spec.gates);
    }
    return baselines;
}

}  // namespace ratchet
