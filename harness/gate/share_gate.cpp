#include "gate/share_gate.hpp"

#include "base/text.hpp"
#include "gate/budget.hpp"
#include "gate/share_metric.hpp"
#include "statistics/two_proportions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Of the normal distribution, one-sided 1 %.
constexpr double share_bound_z = 2.3263478740408408;

/// More than anyone would take: a quarter of an hour of CPU time.
constexpr double most_useful_samples = 1e6;

/// What is known of one share.
struct KnownShare {
    double matched = 0;
    double samples = 0;
    double lost = 0;
    double unknown = 0;  ///< samples that may have matched: lost, or with a stack that is not whole
    bool exact = false;
    std::optional<double> frequency_hz;

    [[nodiscard]] double share() const { return matched / samples; }
};

KnownShare known_share(const SampledShare& found, const ProfileRecord& profile) {
    KnownShare known;
    const std::uint64_t incomplete =
        std::min(profile.truncated.value_or(0) + profile.unrooted.value_or(0), found.samples - found.matched);
    known.matched = static_cast<double>(found.matched);
    known.samples = static_cast<double>(found.samples);
    known.lost = static_cast<double>(profile.lost.value_or(0));
    known.unknown = static_cast<double>(incomplete + profile.lost.value_or(0));
    known.exact = profile.rung == ProfileRung::callgrind;
    known.frequency_hz = profile.frequency_hz;
    return known;
}

/// With everything that is not known, or as if nothing were missing.
statistics::Interval bounds_of(const KnownShare& known, bool complete) {
    const double total = known.samples + (complete ? 0 : known.lost);
    const double most = known.matched + (complete ? 0 : known.unknown);
    if (known.exact) {
        return {.lower = known.matched / total, .upper = most / total};
    }
    const auto bounds = [total](double events) {
        return statistics::share_interval(
            {static_cast<std::uint64_t>(events), static_cast<std::uint64_t>(total)}, share_bound_z);
    };
    return {.lower = bounds(known.matched).lower, .upper = bounds(most).upper};
}

/// So many samples of this share have bounds that leave the limit out.
double samples_to_decide(double share, double limit) {
    return std::ceil(std::pow(share_bound_z / (share - limit), 2) * limit * (1 - limit));
}

std::string what_would_decide(const KnownShare& known, const Budget& budget) {
    if (decide_budget(budget.comparison, budget.limit, bounds_of(known, true))) {
        return fmt::format(
            "{:.0f} samples were lost or have stacks that are not whole, and may hide it: build with -g and "
            "unwind tables",
            known.unknown);
    }
    const double samples = std::max(samples_to_decide(known.share(), budget.limit), known.samples + 1);
    if (!(samples <= most_useful_samples)) {
        return "the share lies so near the limit that no number of samples would decide it";
    }
    const std::string time =
        known.frequency_hz
            ? fmt::format(" ({} of CPU time)", format_duration_s(samples / *known.frequency_hz))
            : "";
    return fmt::format("about {:.0f} samples{} would decide it: let a run do more work, or move the limit",
                       samples, time);
}

std::string reason_of(const GateVerdict& gate, const Budget& budget, const KnownShare& known) {
    const bool at_most = budget.comparison == Comparison::at_most;
    const auto percent = [](double value) { return format_percent(value / 100); };
    const std::string lower = percent(gate.budget->lower);
    const std::string upper = percent(gate.budget->upper);
    const std::string share = fmt::format("{} of {:.0f} {}", percent(*gate.current_median), known.samples,
                                          known.exact ? "instructions" : "samples");
    const std::string limit = percent(gate.budget->limit);
    const std::string none = known.matched > 0 ? "" : "; no function of that name ran";
    switch (gate.verdict) {
        case Verdict::regressed:
            return fmt::format("{} breaks its budget: {} (at {} {}), the limit is {}{}", gate.metric, share,
                               at_most ? "least" : "most", at_most ? lower : upper, limit, none);
        case Verdict::unchanged:
            return fmt::format("{} keeps its budget: {} (at {} {}), the limit is {}{}", gate.metric, share,
                               at_most ? "most" : "least", at_most ? upper : lower, limit, none);
        default:
            return fmt::format("{} is undecided: {} (between {} and {}), the limit is {}{}; {}", gate.metric,
                               share, lower, upper, limit, none, what_would_decide(known, budget));
    }
}

/// Why there is nothing to judge, or nothing.
std::optional<std::string> why_unknown(const ProfileRecord* profile, const SampledShare* found) {
    if (profile == nullptr) {
        return "was not sampled: there is no profile; PROFILER none switches profiles off, PROFILER auto "
               "takes the best that is to be had";
    }
    if (!profile->rung) {
        return "could not be sampled: " + profile->why;
    }
    if (profile->rung == ProfileRung::counters) {
        return "was not sampled: counters have no stacks; PROFILER auto takes the best profile that has";
    }
    if (profile->samples == 0) {
        return fmt::format("has no samples to be a share of: {}", profile->why);
    }
    if (found == nullptr || found->samples == 0 || found->matched > found->samples) {
        return "was not looked up in this session's profile: measure again";
    }
    return std::nullopt;
}

}  // namespace

GateJudgement judge_share_budget(const Budget& budget, const ProfileRecord* profile) {
    const SampledShare* found = nullptr;
    if (profile != nullptr) {
        const auto known = std::ranges::find(profile->shares, share_pattern(budget.metric).value_or(""),
                                             &SampledShare::pattern);
        found = known == profile->shares.end() ? nullptr : &*known;
    }
    GateJudgement judgement;
    GateVerdict& verdict = judgement.verdict;
    verdict = started_verdict({.metric = budget.metric,
                               .definition = {"%", Direction::lower_is_better, MetricScope::whole_process},
                               .values = {},
                               .fault = {}});
    if (const std::optional<std::string> why = why_unknown(profile, found)) {
        verdict.verdict = Verdict::failed;
        verdict.reason = fmt::format("{} {}", budget.metric, *why);
        return judgement;
    }
    const bool at_least = budget.comparison == Comparison::at_least;
    const KnownShare known = known_share(*found, *profile);
    const statistics::Interval bounds = bounds_of(known, false);
    verdict.higher_is_better = at_least;
    verdict.alpha = known.exact ? 0 : verdict.alpha;
    verdict.looks_planned = verdict.looks_taken = 1;
    verdict.current_n = profile->runs;
    verdict.current_median = 100 * known.share();
    verdict.budget = BudgetResult{100 * budget.limit, *verdict.current_median, 100 * bounds.lower,
                                  100 * bounds.upper, at_least};
    verdict.verdict = decide_budget(budget.comparison, budget.limit, bounds).value_or(Verdict::inconclusive);
    verdict.reason = reason_of(verdict, budget, known);
    return judgement;
}

std::vector<std::string> wanted_shares(const std::vector<std::string>& texts) {
    std::vector<std::string> patterns;
    for (const Gate& gate : parse_gates(texts)) {
        const auto* const budget = std::get_if<Budget>(&gate);
        const auto pattern = budget == nullptr ? std::nullopt : share_pattern(budget->metric);
        if (pattern && std::ranges::find(patterns, *pattern) == patterns.end()) {
            patterns.push_back(*pattern);
        }
    }
    return patterns;
}

}  // namespace ratchet
