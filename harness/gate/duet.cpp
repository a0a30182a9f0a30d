#include "gate/duet.hpp"

#include "base/error.hpp"
#include "gate/reason.hpp"
#include "statistics/location.hpp"
#include "statistics/log_scale.hpp"
#include "statistics/random.hpp"
#include "statistics/signed_rank.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Values = std::vector<double>;
using statistics::Sample;

Values first(const Values& values, int count) {
    return {values.begin(), values.begin() + count};
}

/// A look that has no bounds yet decides nothing whatever the change.
Shift without_bounds() {
    constexpr double anything = 1e3;
    return {0, -anything, anything};
}

StatisticalPolicy policy_of(const StatisticalGate& gate, const std::vector<int>& looks) {
    StatisticalPolicy policy{.theta = gate.theta, .alpha = gate.alpha, .looks = looks};
    policy.delta = gate.delta.value_or(policy.delta);
    return policy;
}

Values differences_of(const MetricSeries& reference, const MetricSeries& current) {
    const Direction direction = current.definition.direction;
    return block_differences(statistics::log_scale(reference.values, direction, reference.metric),
                             statistics::log_scale(current.values, direction, current.metric));
}

/// Whether two series are of one thing; one without a value has no definition yet.
bool are_of_one_kind(const MetricSeries& reference, const MetricSeries& current) {
    return reference.values.empty() || current.values.empty() || reference.definition == current.definition;
}

/// Why a series cannot be judged, or nothing.
std::optional<std::string> fault_of(const MetricSeries& series) {
    if (series.fault) {
        return fmt::format("{} {}", series.metric, *series.fault);
    }
    try {
        static_cast<void>(statistics::log_scale(series.values, series.definition.direction, series.metric));
        return std::nullopt;
    } catch (const Error& error) {
        return error.what();
    }
}

/// What stands between a sound series and the reference's, which says nothing against this build.
std::optional<std::string> why_incomparable(const MetricSeries& reference, const MetricSeries& current) {
    if (auto fault = fault_of(reference)) {
        return "the reference: " + *fault;
    }
    if (!are_of_one_kind(reference, current)) {
        return fmt::format("the reference has another unit, direction or scope for {}", current.metric);
    }
    return std::nullopt;
}

/// Nothing where there are none, which judge_duet_gate tells.
std::optional<Values> possible_differences(const MetricSeries& reference, const MetricSeries& current) {
    return fault_of(current) || why_incomparable(reference, current)
               ? std::nullopt
               : std::optional(differences_of(reference, current));
}

/// What the duet, as far as it was taken, would have caught by replay of the blocks it used.
std::optional<double> detectable(const DuetJudgement& judged, const Values& used,
                                 const StatisticalPolicy& policy, std::uint64_t seed) {
    std::vector<ReplayedSession> duets = replay_null_duets(used, policy, seed);
    if (judged.needs_more_blocks) {
        // The time was up: looks that were not taken catch nothing.
        for (ReplayedSession& duet : duets) {
            duet.resize(static_cast<std::size_t>(std::max(judged.looks_taken, 1)));
        }
    }
    return minimum_detectable_regression(duets, policy.theta, policy.delta);
}

GateVerdict started_duet_verdict(const MetricSeries& current, const StatisticalPolicy& policy) {
    GateVerdict verdict = started_verdict(current);
    verdict.theta = policy.theta;
    verdict.delta = policy.delta;
    verdict.alpha = policy.alpha;
    verdict.looks_planned = static_cast<int>(policy.looks.size());
    return verdict;
}

GateVerdict judge_series(const StatisticalGate& gate, const MetricSeries& reference,
                         const MetricSeries& current, const std::vector<int>& looks, std::uint64_t seed) {
    const StatisticalPolicy policy = policy_of(gate, looks);
    const Values differences = differences_of(reference, current);
    const DuetJudgement judged = judge_duet(policy, differences);
    GateVerdict verdict = started_duet_verdict(current, policy);
    verdict.verdict = judged.verdict;
    verdict.looks_taken = judged.looks_taken;
    verdict.blocks = judged.blocks;
    verdict.current_n = verdict.baseline_n = 2 * judged.blocks;
    verdict.shift = judged.shift;
    if (judged.blocks == 0) {
        verdict.reason = verdict.metric + " is undecided: no block was measured to its end";
        return verdict;
    }
    const Values used = first(differences, judged.blocks);
    verdict.baseline_median = statistics::median(first(reference.values, verdict.baseline_n));
    verdict.current_median = statistics::median(first(current.values, verdict.current_n));
    if (judged.shift) {
        verdict.minimum_detectable = detectable(judged, used, policy, seed);
    }
    verdict.reason = duet_reason(verdict, statistics::pseudo_median(Sample(used)));
    return verdict;
}

}  // namespace

std::vector<int> duet_looks(double alpha) {
    std::vector<int> looks = {10, 14, 20, 30, 45, most_duet_blocks};
    const int least = least_blocks_for_bounds(alpha, static_cast<int>(looks.size()));
    for (std::size_t i = 0; i < looks.size(); ++i) {
        looks[i] = std::max(looks[i], least + static_cast<int>(i));  // they ascend
    }
    return looks;
}

std::vector<double> block_differences(const std::vector<double>& reference_logs,
                                      const std::vector<double>& current_logs) {
    const std::size_t blocks = std::min(reference_logs.size(), current_logs.size()) / 2;
    Values differences;
    differences.reserve(blocks);
    for (std::size_t i = 0; i < 2 * blocks; i += 2) {
        differences.push_back(
            (current_logs[i] + current_logs[i + 1] - reference_logs[i] - reference_logs[i + 1]) / 2);
    }
    return differences;
}

std::optional<Shift> estimate_duet(const std::vector<double>& differences, double alpha, int looks) {
    if (differences.empty()) {
        return std::nullopt;
    }
    const Sample sample(differences);
    const auto bounds = statistics::signed_rank_bounds(sample, alpha / looks);
    if (!bounds) {
        return std::nullopt;
    }
    return Shift{statistics::pseudo_median(sample), bounds->lower, bounds->upper};
}

int least_blocks_for_bounds(double alpha, int looks) {
    if (!(alpha / looks > 0)) {
        throw Error(ErrorCode::usage,
                    fmt::format("no number of blocks has bounds at the level {}", alpha / looks));
    }
    int blocks = 1;
    while (blocks <= most_duet_blocks &&
           statistics::signed_rank_probability(static_cast<std::size_t>(blocks), 0) > alpha / looks) {
        ++blocks;
    }
    return blocks;
}

DuetJudgement judge_duet(const StatisticalPolicy& policy, const std::vector<double>& differences) {
    require_valid(policy);
    const int looks = static_cast<int>(policy.looks.size());
    const auto estimate = [&](int blocks) {
        return estimate_duet(first(differences, blocks), policy.alpha, looks);
    };
    DuetJudgement judgement;
    for (const int blocks : policy.looks) {
        if (differences.size() < static_cast<std::size_t>(blocks)) {
            break;
        }
        ++judgement.looks_taken;
        judgement.blocks = blocks;
        judgement.shift = estimate(blocks);
        const auto verdict =
            judgement.shift ? decide(*judgement.shift, policy.theta, policy.delta) : std::nullopt;
        if (verdict) {
            judgement.verdict = *verdict;
            return judgement;
        }
    }
    if (judgement.looks_taken == 0) {
        judgement.blocks = static_cast<int>(differences.size());
        judgement.shift = estimate(judgement.blocks);
    }
    judgement.needs_more_blocks = judgement.looks_taken < looks;
    return judgement;
}

std::optional<Shift> duet_change(const StatisticalGate& gate, const MetricSeries& reference,
                                 const MetricSeries& current, const std::vector<int>& looks) {
    const std::optional<Values> differences = possible_differences(reference, current);
    const int of_looks = static_cast<int>(looks.size());
    return differences ? estimate_duet(*differences, policy_of(gate, looks).alpha, of_looks) : std::nullopt;
}

bool needs_more_blocks(const StatisticalGate& gate, const MetricSeries& reference,
                       const MetricSeries& current, const std::vector<int>& looks) {
    const std::optional<Values> differences = possible_differences(reference, current);
    return differences && judge_duet(policy_of(gate, looks), *differences).needs_more_blocks;
}

bool is_rough_slowdown(const Shift& change, double share) {
    return change.lower > 0 && change.upper - change.lower > share * change.estimate;
}

std::vector<ReplayedSession> replay_null_duets(const std::vector<double>& differences,
                                               const StatisticalPolicy& policy, std::uint64_t seed) {
    require_valid(policy);
    const double centre = statistics::pseudo_median(Sample(differences));
    const int looks = static_cast<int>(policy.looks.size());
    statistics::Random random(seed);
    std::vector<ReplayedSession> duets(replays);
    for (ReplayedSession& duet : duets) {
        Values drawn;
        for (const int blocks : policy.looks) {
            while (drawn.size() < static_cast<std::size_t>(blocks)) {
                drawn.push_back(differences[random.index(differences.size())] - centre);
            }
            duet.push_back(estimate_duet(drawn, policy.alpha, looks).value_or(without_bounds()));
        }
    }
    return duets;
}

GateVerdict judge_duet_gate(const StatisticalGate& gate, const std::string& text,
                            const MetricSeries& reference, const MetricSeries& current,
                            const std::vector<int>& looks, std::uint64_t seed) {
    GateVerdict verdict;
    if (const auto fault = fault_of(current)) {
        verdict = judge_without_numbers(current, Verdict::failed, *fault).verdict;
    } else if (const auto why_not = why_incomparable(reference, current)) {
        verdict = started_duet_verdict(current, policy_of(gate, looks));
        verdict.verdict = Verdict::incomparable;
        verdict.reason = *why_not;
    } else {
        verdict = judge_series(gate, reference, current, looks, seed);
    }
    verdict.gate = text;
    return verdict;
}

}  // namespace ratchet
