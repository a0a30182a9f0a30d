#pragma once

#include "artifacts/fields.hpp"
#include "model/session.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <cmath>

/// Fields of verdicts. Readers take changes from the log scale; the plain ratios beside them are for people.
namespace ratchet::artifacts {

/// A shift as a slowdown: a fraction, 0.064 for 6.4 % slower (or a rate that fell to 1/1.064), negative for
/// faster. Absent where the shift is so large that the ratio is no number.
struct Slowdown {
    std::optional<double> estimate, lower, upper;
};

inline Slowdown slowdown(const Shift& shift) {
    const auto ratio = [](double log_ratio) {
        const double fraction = std::expm1(log_ratio);
        return std::isfinite(fraction) ? std::optional(fraction) : std::nullopt;
    };
    return {ratio(shift.estimate), ratio(shift.lower), ratio(shift.upper)};
}

void describe(auto& fields, Is<Slowdown> auto& change) {
    fields("estimate", change.estimate);
    fields("lower", change.lower);
    fields("upper", change.upper);
}

void describe(auto& fields, Is<Warning> auto& warning) {
    fields("kind", warning.kind);
    fields("subject", warning.subject);
    fields("detail", warning.detail);
}

void describe(auto& fields, Is<Shift> auto& shift) {
    fields("estimate", shift.estimate);
    fields("lower", shift.lower);
    fields("upper", shift.upper);
}

void describe(auto& fields, Is<Tau> auto& tau) {
    fields("value", tau.value);
    fields("degrees_of_freedom", tau.degrees_of_freedom);
    fields("source", tau.source);
}

void describe(auto& fields, Is<BudgetResult> auto& budget) {
    fields("at_least", budget.at_least);
    fields("limit", budget.limit);
    fields("median", budget.median);
    fields("lower", budget.lower);
    fields("upper", budget.upper);
}

void describe(auto& fields, Is<GateVerdict> auto& gate) {
    fields("gate", gate.gate);
    fields("metric", gate.metric);
    fields("unit", gate.unit);
    fields("higher_is_better", gate.higher_is_better);
    fields("verdict", gate.verdict);
    fields("reason", gate.reason);
    fields("before_control", gate.before_control);
    fields("theta", gate.theta);
    fields("delta", gate.delta);
    fields("alpha", gate.alpha);
    fields("looks_planned", gate.looks_planned);
    fields("looks_taken", gate.looks_taken);
    fields("current_n", gate.current_n);
    fields("baseline_n", gate.baseline_n);
    fields("baseline_sessions", gate.baseline_sessions);
    fields("baseline_median", gate.baseline_median);
    fields("current_median", gate.current_median);
    fields("shift", gate.shift);
    fields.derived("change",
                   [&] { return gate.shift ? std::optional(slowdown(*gate.shift)) : std::nullopt; });
    fields("standard_error", gate.standard_error);
    fields("standard_error_without_tau", gate.standard_error_without_tau);
    fields("degrees_of_freedom", gate.degrees_of_freedom);
    fields("tau", gate.tau);
    fields("minimum_detectable", gate.minimum_detectable);
    fields("budget", gate.budget);
    fields("blocks", gate.blocks);
}

void describe(auto& fields, Is<ScenarioVerdict> auto& verdict) {
    fields("verdict", verdict.verdict);
    fields("reason", verdict.reason);
    fields("gates", verdict.gates);
    fields("hard_differences", verdict.hard_differences);
    fields("same_code", verdict.same_code);
    fields("host_moved", verdict.host_moved);
    fields("advisory", verdict.advisory);
    fields("cause", verdict.cause);
}

void describe(auto& fields, Is<GeometricMean> auto& mean) {
    fields("members", mean.members);
    fields("shift", mean.shift);
    fields.derived("change", [&] { return slowdown(mean.shift); });
    fields("verdict", mean.verdict);
}

}  // namespace ratchet::artifacts
