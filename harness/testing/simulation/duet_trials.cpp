#include "testing/simulation/duet_trials.hpp"

#include "gate/replay.hpp"
#include "measure/block_order.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet::testing {
namespace {

double next_difference(SimulatedStretch& stretch, int block, double change) {
    std::vector<std::vector<double>> logs(2);
    for (const std::size_t side : block_order(2, block)) {
        logs[side].push_back(stretch.value(side == 0 ? 0.0 : change));
    }
    return block_differences(logs[0], logs[1]).front();
}

void append_blocks(std::vector<double>& differences, int count, SimulatedStretch& stretch, double change) {
    while (differences.size() < static_cast<std::size_t>(count)) {
        differences.push_back(next_difference(stretch, static_cast<int>(differences.size()), change));
    }
}

/// What the judge would have seen at every look of a duet that goes on to its end.
ReplayedSession whole_duet(const HostModel& host, const StatisticalPolicy& policy,
                           statistics::Random& random) {
    SimulatedStretch stretch(host, random);
    std::vector<double> differences;
    ReplayedSession seen;
    for (const int blocks : policy.looks) {
        append_blocks(differences, blocks, stretch, 0);
        seen.push_back(*estimate_duet(differences, policy.alpha, static_cast<int>(policy.looks.size())));
    }
    return seen;
}

Outcomes outcomes_at(double slowdown, const HostModel& host, int trials, const StatisticalPolicy& policy,
                     statistics::Random& random) {
    Outcomes outcomes;
    for (int i = 0; i < trials; ++i) {
        const DuetJudgement judged = simulate_duet(host, slowdown, policy, random).judged;
        outcomes.count(judged.verdict, judged.shift, slowdown);
    }
    return outcomes;
}

}  // namespace

SimulatedDuet simulate_duet(const HostModel& host, double slowdown, const StatisticalPolicy& policy,
                            statistics::Random& random) {
    SimulatedStretch stretch(host, random);
    SimulatedDuet duet;
    for (const int blocks : policy.looks) {
        append_blocks(duet.differences, blocks, stretch, std::log1p(slowdown));
        duet.judged = judge_duet(policy, duet.differences);
        if (!duet.judged.needs_more_blocks) {
            break;
        }
    }
    return duet;
}

Characteristics simulate_duets(const HostModel& host, int null_trials, int trials, std::uint64_t seed) {
    const StatisticalPolicy policy{.looks = duet_looks()};
    statistics::Random random(seed);
    Characteristics result;
    result.no_change = outcomes_at(0, host, null_trials, policy, random);
    result.at_theta = outcomes_at(policy.theta, host, trials, policy, random);
    result.at_delta = outcomes_at(policy.delta, host, trials, policy, random);
    std::vector<ReplayedSession> truth;
    for (int i = 0; i < trials; ++i) {
        truth.push_back(whole_duet(host, policy, random));
        const SimulatedDuet null = simulate_duet(host, 0, policy, random);
        const auto printed = minimum_detectable_regression(
            replay_null_duets(null.differences, policy, random.index(1U << 31U)), policy.theta, policy.delta);
        if (!printed) {
            ++result.printed_none;
            continue;
        }
        result.printed.push_back(*printed);
        const DuetJudgement judged = simulate_duet(host, *printed, policy, random).judged;
        result.at_detectable.count(judged.verdict, judged.shift, *printed);
    }
    std::ranges::sort(result.printed);
    result.oracle = minimum_detectable_regression(truth, policy.theta, policy.delta);
    return result;
}

}  // namespace ratchet::testing
