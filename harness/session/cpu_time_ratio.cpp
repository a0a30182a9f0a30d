#include "session/cpu_time_ratio.hpp"

#include "gate/judge.hpp"
#include "gate/time_ratio.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <vector>

namespace ratchet {
namespace {

using statistics::Ratio;

/// On the log scale, run by run; nothing where a value is missing or no time at all.
std::vector<double> logs_of_sums(const std::vector<double>& user, const std::vector<double>& system,
                                 bool with_kernel) {
    std::vector<double> logs;
    if (with_kernel && user.size() != system.size()) {
        return logs;
    }
    for (std::size_t i = 0; i < user.size(); ++i) {
        const double time_s = user[i] + (with_kernel ? system[i] : 0);
        if (!(time_s > 0 && std::isfinite(time_s))) {
            return {};
        }
        logs.push_back(std::log(time_s));
    }
    return logs;
}

std::vector<double> metric_values(const std::map<std::string, MetricSummary>& metrics, const char* metric) {
    const auto found = metrics.find(metric);
    return found == metrics.end() ? std::vector<double>() : found->second.values;
}

std::vector<double> cpu_times(const std::map<std::string, MetricSummary>& metrics, bool with_kernel) {
    return logs_of_sums(metric_values(metrics, metric::user_time),
                        metric_values(metrics, metric::system_time), with_kernel);
}

/// A reference without sessions where one of them has too few values.
Reference cpu_reference(const std::vector<std::vector<double>>& sessions, const std::optional<Tau>& tau) {
    const bool whole =
        std::ranges::all_of(sessions, [](const std::vector<double>& values) { return values.size() >= 2; });
    return {whole ? sessions : std::vector<std::vector<double>>(), tau.value_or(Tau{0, std::nullopt, {}})};
}

std::optional<Ratio> ratio_to(const Reference& reference, const std::vector<double>& current) {
    if (reference.sessions.empty() || current.size() < 2) {
        return std::nullopt;
    }
    const UnboundedShift shift = estimate_without_bounds(reference, current);
    const double tau = reference.tau.value;
    const double error = std::hypot(shift.standard_error,
                                    tau * std::sqrt(1 + 1 / static_cast<double>(reference.sessions.size())));
    const double value = std::exp(shift.estimate);
    return std::isfinite(value * error) ? std::optional(Ratio{value, value * error}) : std::nullopt;
}

std::optional<Ratio> ratio_of_cpu_times(const ScenarioRecord& record, const GateVerdict& gate,
                                        const std::optional<Baseline>& baseline, bool with_kernel) {
    if (gate.blocks && record.duet) {
        return ratio_to(cpu_reference({cpu_times(record.duet->reference.metrics, with_kernel)}, std::nullopt),
                        cpu_times(record.duet->current.metrics, with_kernel));
    }
    if (!baseline) {
        return std::nullopt;
    }
    std::vector<std::vector<double>> sessions;
    for (const BaselineSession& session : baseline->sessions) {
        sessions.push_back(logs_of_sums(values_of(session, metric::user_time),
                                        values_of(session, metric::system_time), with_kernel));
    }
    return ratio_to(cpu_reference(sessions, gate.tau), cpu_times(record.metrics, with_kernel));
}

/// What the gate alone found.
std::optional<Ratio> ratio_of_gate(const GateVerdict& gate) {
    ScenarioVerdict alone;
    alone.gates = {gate};
    return time_ratio(alone);
}

/// The first on `wall_time`, else on `throughput`, of those that have compared something and are wanted.
const GateVerdict* gate_on_time(const ScenarioVerdict& verdict,
                                const std::function<bool(const GateVerdict&)>& is_wanted) {
    for (const char* metric : {metric::wall_time, metric::throughput}) {
        for (const GateVerdict& gate : verdict.gates) {
            if (gate.metric == metric && gate.shift && !gate.budget && is_wanted(gate)) {
                return &gate;
            }
        }
    }
    return nullptr;
}

/// Whether every run of the kind calls what it measures equally often.
bool does_fixed_work(ScenarioKind kind) {
    return kind == ScenarioKind::program || kind == ScenarioKind::command;
}

}  // namespace

const GateVerdict* regressed_in_time(const ScenarioRecord& record) {
    const bool regressed = record.verdict && record.verdict->verdict == Verdict::regressed;
    return regressed
               ? gate_on_time(*record.verdict,
                              [](const GateVerdict& gate) { return gate.verdict == Verdict::regressed; })
               : nullptr;
}

std::optional<Ratio> cpu_time_ratio(const ScenarioRecord& record, const std::optional<Baseline>& baseline,
                                    bool with_kernel) {
    const GateVerdict* gate = regressed_in_time(record);
    if (gate == nullptr && record.verdict) {
        gate = gate_on_time(*record.verdict, [](const GateVerdict&) { return true; });
    }
    if (gate == nullptr) {
        return std::nullopt;
    }
    if (does_fixed_work(record.spec.kind)) {
        if (const auto ratio = ratio_of_cpu_times(record, *gate, baseline, with_kernel)) {
            return ratio;
        }
    }
    return ratio_of_gate(*gate);
}

}  // namespace ratchet
