#include "gate/gate_judgement.hpp"

#include "base/text.hpp"
#include "gate/budget.hpp"
#include "gate/budget_limit.hpp"
#include "gate/judge.hpp"
#include "gate/reason.hpp"
#include "gate/replay.hpp"
#include "gate/tau.hpp"
#include "statistics/location.hpp"
#include "statistics/log_scale.hpp"
#include "statistics/spread.hpp"

#include <cmath>
#include <numbers>
#include <variant>

#include <fmt/format.h>

namespace ratchet {

namespace {

using Values = std::vector<double>;

bool is_report_only(const Plan& plan) {
    return plan.looks.front() < least_runs_to_gate;
}

/// Runs that were asked for in too small a number decide nothing, whatever they show.
void report_only(GateJudgement& judgement, const Plan& plan) {
    GateVerdict& verdict = judgement.verdict;
    judgement.needs_more_runs = verdict.current_n < plan.looks.front();
    verdict.verdict = Verdict::inconclusive;
    verdict.looks_taken = 0;
    verdict.reason = fmt::format("{} is only reported: {} asked for, a gate needs {}", verdict.metric,
                                 runs_text(plan.looks.front()), least_runs_to_gate);
    if (verdict.shift) {
        verdict.reason += "; " + shift_text(*verdict.shift, verdict.higher_is_better);
    }
}

void fill_reference(GateVerdict& verdict, const Reference& reference) {
    Values all;
    for (const Values& session : reference.sessions) {
        for (const double log : session) {
            all.push_back(std::exp(verdict.higher_is_better ? -log : log));
        }
    }
    verdict.baseline_n = static_cast<int>(all.size());
    verdict.baseline_sessions = static_cast<int>(reference.sessions.size());
    verdict.baseline_median = statistics::median(all);
    verdict.tau = reference.tau;
}

/// What the baseline stores of a metric for sessions like this one.
struct StoredPower {
    double delta = 0;
    std::optional<StoredDetectable> detectable;
};

std::optional<StoredPower> stored_power(const Baseline& baseline, const std::string& metric, TauSource source,
                                        const HostFingerprint& host, const Plan& plan) {
    const auto found = baseline.margins.find(metric);
    if (found == baseline.margins.end()) {
        return std::nullopt;
    }
    const StoredMargins& stored = found->second;
    const bool same_boot = source == TauSource::same_boot;
    StoredPower power = same_boot ? StoredPower{stored.delta_same_boot, stored.detectable_same_boot}
                                  : StoredPower{stored.delta_other_boot, stored.detectable_other_boot};
    const bool replayed_so = baseline.plan.looks == plan.looks && baseline.plan.seed == plan.seed &&
                             (!same_boot || baseline.sessions.back().host.boot_id == host.boot_id);
    if (!replayed_so) {
        power.detectable.reset();
    }
    return power;
}

/// Delta and the minimum detectable regression, both of which say what the gate can see: as the baseline
/// stores them, which takes no time, else by replay. A stored delta that does not exceed theta was recorded
/// for another gate.
void fill_power(GateVerdict& verdict, const StatisticalGate& gate, const Reference& reference,
                const std::optional<StoredPower>& stored, const Plan& plan) {
    std::optional<double> delta = gate.delta;
    if (!delta && stored && stored->delta > gate.theta) {
        delta = stored->delta;
    }
    if (delta && stored && stored->detectable && stored->detectable->theta == gate.theta &&
        stored->detectable->delta == *delta) {
        verdict.delta = *delta;
        verdict.minimum_detectable = stored->detectable->slowdown;
        return;
    }
    const StatisticalPolicy policy{.theta = gate.theta, .looks = plan.looks};
    const std::vector<ReplayedSession> replayed = replay_null_sessions(reference, policy, plan.seed);
    verdict.delta = delta ? *delta : must_detect_margin(replayed, gate.theta);
    verdict.minimum_detectable = minimum_detectable_regression(replayed, gate.theta, verdict.delta);
}

/// A bound that has to be beyond what is excused, instead of beyond theta, takes a slowdown larger by just
/// that.
void raise_detectable(GateVerdict& verdict, double excused) {
    const double more = excused - std::log1p(verdict.theta);
    if (verdict.minimum_detectable && more > 0) {
        verdict.minimum_detectable = std::expm1(std::log1p(*verdict.minimum_detectable) + more);
    }
}

/// What the scatter of the runs adds to the squared standard error (DESIGN §8, rule 2).
double run_variance(const Values& logs) {
    const double scale = statistics::robust_scale(statistics::Sample(logs));
    return std::numbers::pi / 3 * scale * scale / static_cast<double>(logs.size());
}

/// Judges the log values, of which there are at least two, at the plan's looks.
void look(GateJudgement& judgement, const Reference& reference, const Values& logs, const Plan& plan,
          const OtherCause& other_cause) {
    GateVerdict& verdict = judgement.verdict;
    const auto overrules = [&](Verdict decided, const Shift& shift, int runs) {
        return other_cause(decided, shift, runs).has_value();
    };
    const Judgement judged = judge_series(
        {.theta = verdict.theta, .delta = verdict.delta, .looks = plan.looks}, reference, logs, overrules);
    judgement.needs_more_runs = judged.needs_more_runs;
    verdict.verdict = judged.overruled.value_or(judged.verdict);
    verdict.looks_taken = judged.looks_taken;
    if (judged.looks_taken > 0) {
        verdict.current_n = plan.looks[static_cast<std::size_t>(judged.looks_taken) - 1];
    }
    verdict.shift = judged.estimate.shift;
    verdict.standard_error = judged.estimate.standard_error;
    verdict.standard_error_without_tau = judged.estimate.standard_error_without_tau;
    verdict.degrees_of_freedom = judged.estimate.degrees_of_freedom;
    verdict.reason =
        statistical_reason(verdict, run_variance({logs.begin(), logs.begin() + verdict.current_n}));
    if (judged.overruled) {
        verdict.before_control = judged.overruled;
        verdict.verdict = Verdict::inconclusive;
        verdict.reason =
            fmt::format("{}; otherwise: {}",
                        *other_cause(*judged.overruled, *verdict.shift, verdict.current_n), verdict.reason);
    }
}

}  // namespace

GateVerdict started_verdict(const MetricSeries& current) {
    GateVerdict verdict;
    verdict.metric = current.metric;
    verdict.unit = current.definition.unit;
    verdict.higher_is_better = current.definition.direction == Direction::higher_is_better;
    verdict.alpha = StatisticalPolicy{}.alpha;
    verdict.current_n = static_cast<int>(current.values.size());
    return verdict;
}

GateJudgement judge_without_numbers(const MetricSeries& current, Verdict verdict, const std::string& reason) {
    GateJudgement judgement{.verdict = started_verdict(current), .needs_more_runs = false};
    judgement.verdict.verdict = verdict;
    judgement.verdict.reason = reason;
    if (verdict != Verdict::failed) {
        judgement.verdict.current_median = statistics::median(current.values);
    }
    return judgement;
}

GateJudgement judge_faulty_series(const Gate& gate, const MetricSeries& current, std::size_t runs,
                                  const Plan& plan) {
    const auto* const budget = std::get_if<Budget>(&gate);
    if (budget != nullptr && budget->comparison == Comparison::at_most && !budget->relative_to_reference &&
        current.at_most) {
        GateJudgement kept{.verdict = started_verdict(current)};
        const std::optional<double> limit = limit_in_unit(*budget, kept.verdict.unit);
        if (limit && *current.at_most <= *limit) {
            kept.verdict.verdict = Verdict::unchanged;
            kept.verdict.current_n = static_cast<int>(runs);
            kept.verdict.looks_planned = static_cast<int>(plan.looks.size());
            kept.verdict.reason = fmt::format(
                "{} keeps its budget: at most {}, the limit is {}", current.metric,
                format_metric(*current.at_most, kept.verdict.unit), format_metric(*limit, kept.verdict.unit));
            if (is_report_only(plan)) {
                report_only(kept, plan);
            }
            return kept;
        }
    }
    return judge_without_numbers(current, Verdict::failed,
                                 fmt::format("{} {}", current.metric, *current.fault));
}

GateJudgement judge_budget_gate(const Budget& budget, const MetricSeries& current, const Plan& plan,
                                const ReferenceSetting* reference) {
    const std::variant<double, GateJudgement> given = limit_of(budget, current, reference);
    if (const auto* const none = std::get_if<GateJudgement>(&given)) {
        return *none;
    }
    const double limit = std::get<double>(given);
    GateJudgement judgement{.verdict = started_verdict(current)};
    GateVerdict& verdict = judgement.verdict;
    const BudgetJudgement judged =
        judge_budget(budget.comparison, limit, current.values, plan.looks, verdict.alpha);
    judgement.needs_more_runs = judged.needs_more_runs;
    verdict.verdict = judged.verdict;
    verdict.looks_planned = static_cast<int>(plan.looks.size());
    verdict.looks_taken = judged.looks_taken;
    verdict.current_n = judged.current_n;
    verdict.current_median = judged.median;
    if (judged.bounds) {
        verdict.budget = BudgetResult{limit, judged.median, judged.bounds->lower, judged.bounds->upper,
                                      budget.comparison == Comparison::at_least};
    }
    verdict.reason = budget_reason(verdict, budget.comparison,
                                   least_runs_for_budget(verdict.alpha, verdict.looks_planned));
    if (budget.relative_to_reference) {
        verdict.reason += fmt::format(" (the reference is {})", reference->name);
    }
    if (is_report_only(plan)) {
        report_only(judgement, plan);
    }
    return judgement;
}

GateJudgement judge_statistical_gate(const StatisticalGate& gate, const MetricSeries& current,
                                     const Baseline& baseline, const HostFingerprint& host, const Plan& plan,
                                     const Doubt& doubt) {
    const Reference reference = select_reference(baseline, current.metric, current.definition.direction,
                                                 host.boot_id, host.virtualised);
    const Values logs = statistics::log_scale(current.values, current.definition.direction, current.metric);

    GateJudgement judgement{.verdict = started_verdict(current), .needs_more_runs = true};
    GateVerdict& verdict = judgement.verdict;
    verdict.theta = gate.theta;
    verdict.looks_planned = static_cast<int>(plan.looks.size());
    fill_reference(verdict, reference);
    verdict.reason = fmt::format("{} is undecided: one run cannot be compared", verdict.metric);
    if (logs.size() >= 2 && plan.looks.front() >= 2) {
        fill_power(verdict, gate, reference,
                   stored_power(baseline, current.metric, reference.tau.source, host, plan), plan);
        raise_detectable(verdict, doubt.excused);
        look(judgement, reference, logs, plan, doubt.other_cause);
        verdict.current_median =
            statistics::median({current.values.begin(), current.values.begin() + verdict.current_n});
    }
    if (is_report_only(plan)) {
        report_only(judgement, plan);
    }
    return judgement;
}

}  // namespace ratchet
