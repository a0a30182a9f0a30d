#include "gate/instruction_gate.hpp"

#include "gate/budget.hpp"
#include "gate/budget_limit.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Values = std::vector<double>;

/// As many digits as a count deserves: "+0.53 %", "0 %".
std::string exact_change(double shift) {
    return shift == 0 ? "0 %" : fmt::format("{:+.3g} %", 100 * std::expm1(shift));
}

std::string exact_count(double count) {
    return count >= 1000 || count == std::floor(count) ? fmt::format("{:.0f}", count)
                                                       : fmt::format("{:.4g}", count);
}

std::string per(MetricScope scope) {
    return scope == MetricScope::iteration ? "per iteration" : "per run";
}

/// ln of the largest to the smallest.
double log_range_of(const Values& values) {
    const auto [least, most] = std::ranges::minmax(values);
    return std::log(most / least);
}

std::string scatter_text(const Values& before, const Values& now, bool fixed_addresses) {
    return fmt::format(
        "the counts of one build differ by {}: let every run do the same (one thread, fixed seeds, no "
        "clock{}), or tolerate more",
        exact_change(std::max(log_range_of(before), log_range_of(now))).substr(1),
        fixed_addresses ? "" : ", and addresses, which the kernel refused to fix");
}

std::string levels_text(const GateVerdict& gate, MetricScope scope) {
    return fmt::format("from {} to {} {}", exact_count(gate.baseline_median.value()),
                       exact_count(gate.current_median.value()), per(scope));
}

std::string bounds_text(const Shift& shift) {
    return shift.lower == shift.upper ? exact_change(shift.estimate)
                                      : fmt::format("{} (between {} and {})", exact_change(shift.estimate),
                                                    exact_change(shift.lower), exact_change(shift.upper));
}

std::string reason_of(const GateVerdict& gate, const Values& before, const Values& now,
                      const InstructionCounts& counts) {
    const Shift& shift = gate.shift.value();
    const std::string tolerated = exact_change(std::log1p(gate.theta));
    switch (gate.verdict) {
        case Verdict::regressed:
            return fmt::format("instructions regressed: {}, {}, tolerated {}", bounds_text(shift),
                               levels_text(gate, counts.scope), tolerated);
        case Verdict::improved:
            return fmt::format("instructions improved: {}, {}", bounds_text(shift),
                               levels_text(gate, counts.scope));
        case Verdict::unchanged:
            return fmt::format("instructions are unchanged: {}, {}; more than {} would have been caught",
                               bounds_text(shift), levels_text(gate, counts.scope),
                               exact_change(std::log1p(gate.minimum_detectable.value())));
        default:
            return fmt::format("instructions are undecided: {}, tolerated {}; {}", bounds_text(shift),
                               tolerated, scatter_text(before, now, counts.fixed_addresses));
    }
}

/// All that a verdict on counts has whatever it is.
GateVerdict counted_verdict(const MetricSeries& now) {
    GateVerdict verdict = started_verdict(now);
    verdict.alpha = 0;
    verdict.current_median = statistics::median(now.values);
    return verdict;
}

GateJudgement without_level(const StatisticalGate& gate, const InstructionCounts& now, Verdict verdict,
                            const std::string& reason) {
    GateJudgement judgement = judge_without_numbers(instruction_series(&now), verdict, reason);
    judgement.verdict.alpha = 0;
    judgement.verdict.theta = judgement.verdict.delta = gate.theta;
    return judgement;
}

bool has_counts(const BaselineSession& session) {
    return session.instructions && !session.instructions->totals.empty();
}

}  // namespace

MetricSeries instruction_series(const InstructionCounts* counts) {
    MetricSeries series{.metric = metric::instructions, .definition = {}, .values = {}, .fault = {}};
    if (counts == nullptr) {
        series.fault = "were not counted in this session";
        return series;
    }
    series.definition = instructions_definition(*counts);
    series.values = instructions_per_call(*counts);
    if (counts->problem) {
        series.fault = "could not be counted: " + *counts->problem;
    } else if (series.values.empty()) {
        series.fault = "were not counted yet";
    }
    return series;
}

Shift instruction_shift(const std::vector<double>& before, const std::vector<double>& now) {
    const auto [least_before, most_before] = std::ranges::minmax(before);
    const auto [least_now, most_now] = std::ranges::minmax(now);
    return {std::log(statistics::median(now) / statistics::median(before)), std::log(least_now / most_before),
            std::log(most_now / least_before)};
}

std::optional<Verdict> decide_instructions(const Shift& shift, double theta) {
    const double tolerated = std::log1p(theta);
    // A growth of exactly the tolerated share must not hang on the last bit of a logarithm.
    constexpr double rounding = 1e-12;
    if (shift.lower > tolerated + rounding) {
        return Verdict::regressed;
    }
    if (shift.upper < -tolerated - rounding) {
        return Verdict::improved;
    }
    const bool within = shift.lower >= -tolerated - rounding && shift.upper <= tolerated + rounding;
    return within ? std::optional(Verdict::unchanged) : std::nullopt;
}

const InstructionCounts* accepted_counts(const Baseline& baseline, const InstructionCounts& now) {
    const auto found = std::ranges::find_if(baseline.sessions, [&](const BaselineSession& session) {
        return has_counts(session) && other_source(*session.instructions, now).empty();
    });
    return found == baseline.sessions.end() ? nullptr : &*found->instructions;
}

std::string other_source(const InstructionCounts& counts, const InstructionCounts& now) {
    if (counts.source != now.source) {
        return fmt::format("counted by {} there and by {} here", counts.source, now.source);
    }
    return counts.scope == now.scope ? "" : "counted in another part of the process there";
}

GateVerdict judge_counts(const StatisticalGate& gate, const InstructionCounts& before,
                         const InstructionCounts& now) {
    const MetricSeries current = instruction_series(&now);
    const Values reference = instructions_per_call(before);
    GateVerdict verdict = counted_verdict(current);
    verdict.theta = verdict.delta = gate.theta;
    verdict.baseline_n = static_cast<int>(reference.size());
    verdict.baseline_sessions = 1;
    verdict.baseline_median = statistics::median(reference);
    verdict.shift = instruction_shift(reference, current.values);
    verdict.minimum_detectable =
        std::expm1(std::log1p(gate.theta) + log_range_of(reference) + log_range_of(current.values));
    verdict.verdict = decide_instructions(*verdict.shift, gate.theta).value_or(Verdict::inconclusive);
    verdict.reason =
        fmt::format("{} (counted by {})", reason_of(verdict, reference, current.values, now), now.source);
    return verdict;
}

GateJudgement judge_instruction_gate(const StatisticalGate& gate, const InstructionCounts& now,
                                     const Baseline& baseline, bool same_code) {
    const InstructionCounts* const accepted = accepted_counts(baseline, now);
    if (accepted == nullptr) {
        const auto other = std::ranges::find_if(baseline.sessions, has_counts);
        return other == baseline.sessions.end()
                   ? without_level(gate, now, Verdict::no_baseline,
                                   "the baseline has no count of instructions: record it again")
                   : without_level(
                         gate, now, Verdict::incomparable,
                         fmt::format("instructions are not comparable with the baseline's: {}; record "
                                     "it again",
                                     other_source(*other->instructions, now)));
    }
    GateJudgement judgement{.verdict = judge_counts(gate, *accepted, now)};
    GateVerdict& verdict = judgement.verdict;
    if (same_code && verdict.verdict == Verdict::regressed) {
        verdict.before_control = verdict.verdict;
        verdict.verdict = Verdict::inconclusive;
        verdict.reason =
            "same code: what it uses beside the project has changed, such as a library of the system; "
            "otherwise: " +
            verdict.reason;
    }
    return judgement;
}

GateJudgement judge_instruction_budget(const Budget& budget, const InstructionCounts& now,
                                       const ReferenceSetting* reference) {
    const MetricSeries current = instruction_series(&now);
    std::variant<double, GateJudgement> given = limit_of(budget, current, reference);
    if (auto* const none = std::get_if<GateJudgement>(&given)) {
        return *none;
    }
    const double limit = std::get<double>(given);
    const auto [least, most] = std::ranges::minmax(current.values);
    GateJudgement judgement{.verdict = counted_verdict(current)};
    GateVerdict& verdict = judgement.verdict;
    const bool at_least = budget.comparison == Comparison::at_least;
    verdict.budget = BudgetResult{limit, *verdict.current_median, least, most, at_least};
    verdict.verdict = decide_budget(budget.comparison, limit, {.lower = least, .upper = most})
                          .value_or(Verdict::inconclusive);
    const char* const what = verdict.verdict == Verdict::regressed   ? "break their budget"
                             : verdict.verdict == Verdict::unchanged ? "keep their budget"
                                                                     : "keep their budget in some runs only";
    verdict.reason = fmt::format("instructions {}: {}{} {}, the limit is {} (counted by {})", what,
                                 exact_count(least), least == most ? "" : " to " + exact_count(most),
                                 per(now.scope), exact_count(limit), now.source);
    return judgement;
}

}  // namespace ratchet
