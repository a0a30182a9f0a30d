#include "gate/scenario_verdict.hpp"

#include "base/error.hpp"
#include "gate/baseline_comparison.hpp"
#include "gate/diagnosis.hpp"
#include "gate/disturbed_runs.hpp"
#include "gate/gate_judgement.hpp"
#include "gate/gate_language.hpp"
#include "gate/host_control.hpp"
#include "gate/instruction_gate.hpp"
#include "gate/metric_series.hpp"
#include "gate/reason.hpp"
#include "gate/share_gate.hpp"
#include "gate/share_metric.hpp"
#include "gate/tau.hpp"
#include "statistics/log_scale.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace ratchet {

namespace {

/// What the gates of a scenario are judged with.
struct Context {
    const JudgeRequest& request;
    BaselineComparison comparison;
    std::map<std::size_t, HostControl> controls;  ///< by number of runs: each is wanted several times
};

/// The host as its calibration values beside the first `runs` runs show it.
const HostControl& control_over(std::size_t runs, Context& context) {
    const auto known = context.controls.find(runs);
    if (known != context.controls.end()) {
        return known->second;
    }
    Calibration beside = context.request.calibration;
    for (auto& [kernel, values] : beside.kernels) {
        values.resize(std::min(values.size(), runs + 1));
    }
    return context.controls.emplace(runs, control_host(context.comparison.calibrations, beside))
        .first->second;
}

/// A session needs two values for its scatter to be known.
bool has_values(const Baseline& baseline, const std::string& metric) {
    return std::any_of(
        baseline.sessions.begin(), baseline.sessions.end(),
        [&](const BaselineSession& session) { return values_of(session, metric).size() >= 2; });
}

std::string join(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, "; "));
}

/// Why the slowdown that so many runs show is not the code's, by each of them and the kernels beside it.
std::optional<std::string> cause_by_runs(const MetricSeries& current, const Shift& found, std::size_t runs,
                                         const Context& context) {
    const Direction direction = current.definition.direction;
    const HostFingerprint& host = context.request.now.host;
    std::vector<double> logs = statistics::log_scale(current.values, direction, current.metric);
    logs.resize(runs);
    const Reference reference = select_reference(*context.comparison.comparable, current.metric, direction,
                                                 host.boot_id, host.virtualised);
    const bool higher_is_better = direction == Direction::higher_is_better;
    const auto undisturbed =
        undisturbed_runs(context.comparison.calibrations, context.request.calibration, runs);
    const auto disturbed = cause_in_disturbed_runs(found, logs, undisturbed, reference, higher_is_better);
    return disturbed ? disturbed : cause_in_slow_runs(found, logs, reference, higher_is_better);
}

GateJudgement undecidable(const StatisticalGate& gate, const MetricSeries& current, Verdict verdict,
                          const std::string& reason) {
    GateJudgement judgement = judge_without_numbers(current, verdict, reason);
    judgement.verdict.theta = gate.theta;
    judgement.verdict.delta = gate.delta.value_or(0);
    return judgement;
}

/// Where there is nothing to judge any metric against.
std::optional<GateJudgement> without_baseline(const StatisticalGate& gate, const MetricSeries& current,
                                              const Context& context) {
    if (context.request.baseline == nullptr) {
        return undecidable(gate, current, Verdict::no_baseline, context.request.no_baseline_reason);
    }
    if (!context.comparison.comparable) {
        return undecidable(
            gate, current, Verdict::incomparable,
            fmt::format("not comparable with the baseline: {}", join(context.comparison.hard_differences)));
    }
    return std::nullopt;
}

GateJudgement judge_against_baseline(const StatisticalGate& gate, const MetricSeries& current,
                                     Context& context) {
    if (auto without = without_baseline(gate, current, context)) {
        return *std::move(without);
    }
    const JudgeRequest& request = context.request;
    const BaselineComparison& comparison = context.comparison;
    const auto defined = comparison.comparable->metrics.find(gate.metric);
    if (defined == comparison.comparable->metrics.end() || !has_values(*comparison.comparable, gate.metric)) {
        return undecidable(
            gate, current, Verdict::no_baseline,
            fmt::format("the baseline has too few values of {}: record it again", gate.metric));
    }
    if (defined->second != current.definition) {
        return undecidable(
            gate, current, Verdict::incomparable,
            fmt::format("the baseline has another unit, direction or scope for {}: record it again",
                        gate.metric));
    }
    const auto other_cause = [&](Verdict verdict, const Shift& shift, int runs) {
        const auto count = static_cast<std::size_t>(runs);
        const auto cause =
            cause_beside_code(verdict, shift, control_over(count, context), comparison.same_code);
        return cause || verdict != Verdict::regressed ? cause : cause_by_runs(current, shift, count, context);
    };
    return judge_statistical_gate(gate, current, *comparison.comparable, request.now.host, request.now.plan,
                                  {other_cause, control_over(request.runs.size(), context).slower.shift});
}

const std::string& metric_of(const Gate& gate) {
    const auto* const budget = std::get_if<Budget>(&gate);
    return budget != nullptr ? budget->metric : std::get<StatisticalGate>(gate).metric;
}

/// Of what was counted, in runs of their own.
GateJudgement judge_counted(const Gate& gate, const Context& context) {
    const InstructionCounts* const now = context.request.instructions;
    const MetricSeries current = instruction_series(now);
    if (current.fault) {
        return judge_without_numbers(current, Verdict::failed,
                                     fmt::format("{} {}", current.metric, *current.fault));
    }
    if (const auto* const budget = std::get_if<Budget>(&gate)) {
        const std::optional<ReferenceSetting>& reference = context.request.reference;
        return judge_instruction_budget(*budget, *now, reference ? &*reference : nullptr);
    }
    const auto& growth = std::get<StatisticalGate>(gate);
    if (auto without = without_baseline(growth, current, context)) {
        return *std::move(without);
    }
    return judge_instruction_gate(growth, *now, *context.comparison.comparable, context.comparison.same_code);
}

/// An error within one gate is that gate's verdict: the others are judged all the same.
GateJudgement judge_gate(const Gate& gate, Context& context) {
    if (metric_of(gate) == metric::instructions) {
        return judge_counted(gate, context);
    }
    if (share_pattern(metric_of(gate))) {
        return judge_share_budget(std::get<Budget>(gate), context.request.profile);
    }
    const MetricSeries current = collect_series(context.request.runs, metric_of(gate));
    if (current.fault) {
        return judge_faulty_series(gate, current, context.request.runs.size(), context.request.now.plan);
    }
    try {
        if (const auto* const budget = std::get_if<Budget>(&gate)) {
            const std::optional<ReferenceSetting>& reference = context.request.reference;
            return judge_budget_gate(*budget, current, context.request.now.plan,
                                     reference ? &*reference : nullptr);
        }
        return judge_against_baseline(std::get<StatisticalGate>(gate), current, context);
    } catch (const Error& error) {
        return judge_without_numbers(current, Verdict::failed, error.what());
    }
}

/// A verdict that precedes all gates, or nothing.
std::optional<ScenarioVerdict> preceding_verdict(const JudgeRequest& request) {
    const auto verdict = [](Verdict value, const std::string& reason) {
        ScenarioVerdict result;
        result.verdict = value;
        result.reason = reason;
        return result;
    };
    const auto has_failed = [](const RunRecord& run) { return run.failure.has_value(); };
    const auto first = std::find_if(request.runs.begin(), request.runs.end(), has_failed);
    if (first != request.runs.end()) {
        const auto failed = std::count_if(first, request.runs.end(), has_failed);
        return verdict(Verdict::failed, fmt::format("{} of {} failed; the first, run {}: {}", failed,
                                                    runs_text(static_cast<double>(request.runs.size())),
                                                    first->index, first->failure->message));
    }
    if (const auto refusal = refuse_build(request.now.build)) {
        return verdict(Verdict::incomparable, *refusal);
    }
    return request.runs.empty() ? std::optional(verdict(Verdict::not_run, "no run was made")) : std::nullopt;
}

struct GatesInForce {
    std::vector<Gate> gates;
    std::vector<std::string> texts;  ///< what a reader knows each by
    bool advisory = false;
};

GatesInForce gates_in_force(const JudgeRequest& request) {
    GatesInForce result;
    if (request.gates.empty()) {
        result.gates = default_gates(request.items_vary);
        for (const Gate& gate : result.gates) {
            result.texts.push_back(to_text(gate));
        }
        return result;
    }
    result.gates = parse_gates(request.gates);
    result.texts = request.gates;
    result.advisory = std::holds_alternative<GateNone>(result.gates.front());
    if (result.advisory) {
        result.gates = default_gates(false);
    }
    return result;
}

void add_warnings(ScenarioJudgement& judgement, const Plan& plan) {
    for (const GateVerdict& gate : judgement.verdict.gates) {
        if (plan.looks.front() < least_runs_to_gate && !is_taken_apart(gate.metric)) {
            judgement.warnings.push_back(
                {WarningKind::few_runs, gate.metric, fmt::format("{}", plan.looks.front())});
        }
        if (gate.verdict == Verdict::improved) {
            judgement.warnings.push_back({WarningKind::baseline_stale, gate.metric,
                                          change_text(gate.shift->estimate, gate.higher_is_better)});
        }
    }
}

ScenarioJudgement judge_gates(const JudgeRequest& request, const GatesInForce& in_force) {
    Context context{.request = request, .comparison = {}, .controls = {}};
    if (request.baseline != nullptr) {
        context.comparison = compare_with_baseline(*request.baseline, request.now);
    }
    ScenarioJudgement judgement;
    ScenarioVerdict& scenario = judgement.verdict;
    bool undecided = false;
    bool settled = false;
    for (std::size_t i = 0; i < in_force.gates.size(); ++i) {
        GateJudgement judged = judge_gate(in_force.gates[i], context);
        judged.verdict.gate = in_force.texts[i];
        const Verdict verdict = judged.verdict.verdict;
        undecided = undecided || judged.needs_more_runs;
        settled = settled || verdict == Verdict::failed || verdict == Verdict::regressed;
        scenario.gates.push_back(std::move(judged.verdict));
    }
    scenario.hard_differences = context.comparison.hard_differences;
    scenario.same_code = context.comparison.same_code;
    judgement.warnings = std::move(context.comparison.warnings);
    const auto is_timed = [](const GateVerdict& gate) { return !is_taken_apart(gate.metric); };
    if (context.comparison.comparable && std::ranges::any_of(scenario.gates, is_timed)) {
        const HostControl& control = control_over(request.runs.size(), context);
        const auto excused = [](const GateVerdict& gate) { return gate.before_control.has_value(); };
        const auto stands = [&](const GateVerdict& gate) {
            return is_timed(gate) && gate.shift &&
                   (gate.verdict == Verdict::regressed || gate.verdict == Verdict::improved);
        };
        // What is larger than a move of the host explains is the code's all the same.
        scenario.host_moved = (control.moved && std::ranges::none_of(scenario.gates, stands)) ||
                              (!scenario.same_code && std::ranges::any_of(scenario.gates, excused));
        judgement.warnings.insert(judgement.warnings.end(), control.warnings.begin(), control.warnings.end());
    }
    take_worst(scenario);
    if (has_both_meters(scenario)) {
        const auto& comparable = context.comparison.comparable;
        add_diagnosis(scenario, {.before = comparable ? run_times(*comparable) : std::nullopt,
                                 .now = run_times(request.runs, request.now.plan),
                                 .host_moved = scenario.host_moved,
                                 .same_code = scenario.same_code,
                                 .layout_spread = request.layout_spread});
    }
    judgement.needs_more_runs = undecided && !settled;
    add_warnings(judgement, request.now.plan);
    return judgement;
}

}  // namespace

void take_worst(ScenarioVerdict& scenario) {
    const auto worst = std::min_element(scenario.gates.begin(), scenario.gates.end(),
                                        [](const auto& a, const auto& b) { return a.verdict < b.verdict; });
    scenario.verdict = worst->verdict;
    std::vector<std::string> reasons;
    for (const GateVerdict& gate : scenario.gates) {
        if (gate.verdict == worst->verdict &&
            std::find(reasons.begin(), reasons.end(), gate.reason) == reasons.end()) {
            reasons.push_back(gate.reason);
        }
    }
    scenario.reason = join(reasons);
}

ScenarioJudgement judge_scenario(const JudgeRequest& request) {
    const std::vector<int>& looks = request.now.plan.looks;
    if (looks.empty() || looks.front() < 1) {
        throw Error(ErrorCode::usage, "a plan needs a look at one run or more", "plan");
    }
    const GatesInForce gates = gates_in_force(request);
    ScenarioJudgement judgement;
    if (auto preceding = preceding_verdict(request)) {
        judgement.verdict = std::move(*preceding);
    } else {
        judgement = judge_gates(request, gates);
    }
    judgement.verdict.advisory = gates.advisory;
    if (request.runs.size() < static_cast<std::size_t>(looks.front())) {
        judgement.needs_more_runs = !refuse_build(request.now.build);
    }
    return judgement;
}

}  // namespace ratchet
