#include "testing/simulation/stage1.hpp"

#include "gate/replay.hpp"
#include "gate/tau.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

constexpr int scenarios = 6;
constexpr int runs_per_round = 10;
constexpr int runs_between = 100;  ///< that would fit between a recording and a session of the same boot
constexpr auto judged_boot = "boot of the judged session";
const std::vector<int> looks{9, 14, 20};

std::vector<double> seconds(std::vector<double> logs) {
    std::ranges::transform(logs, logs.begin(), [](double log) { return std::exp(log); });
    return logs;
}

std::vector<Baseline> empty_baselines() {
    Baseline baseline;
    baseline.metrics[metric::wall_time] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.plan.looks = looks;
    return std::vector<Baseline>(scenarios, baseline);
}

/// The first scenario's stretch, and those of the others. What moves one from round to round moves the others
/// hardly: over the three rounds of 16 recorded scenarios the correlation of their medians is -0.06.
using Stretches = std::vector<SimulatedStretch>;

Stretches stretches_from(const SimulatedStretch& first, const HostModel& host, statistics::Random& random) {
    Stretches stretches{first};
    while (stretches.size() < static_cast<std::size_t>(scenarios)) {
        stretches.emplace_back(host, random);
    }
    return stretches;
}

void add_session(std::vector<Baseline>& baselines, const std::string& boot, bool virtualised, int rounds,
                 Stretches& stretches) {
    for (Baseline& baseline : baselines) {
        BaselineSession& session = baseline.sessions.emplace_back();
        session.id = boot;
        session.host.boot_id = boot;
        session.host.virtualised = virtualised;
    }
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < baselines.size(); ++i) {
            baselines[i].sessions.back().rounds.push_back(
                {{metric::wall_time, seconds(stretches[i].values(runs_per_round, 0))}});
            stretches[i].pass((scenarios - 1) * runs_per_round);
        }
    }
}

/// Judged at the policy's looks as a session would be, run after run.
Judgement judge_session(const RecordedBaseline& baseline, SimulatedStretch& stretch, double slowdown) {
    const std::vector<double> runs = stretch.values(baseline.policy.looks.back(), std::log1p(slowdown));
    return judge_series(baseline.policy, baseline.reference, runs);
}

ReplayedSession whole_session(const RecordedBaseline& baseline, SimulatedStretch& stretch) {
    const std::vector<double> runs = stretch.values(baseline.policy.looks.back(), 0);
    ReplayedSession seen;
    for (const int look : baseline.policy.looks) {
        seen.push_back(estimate_shift(baseline.reference, {runs.begin(), runs.begin() + look},
                                      baseline.policy.alpha, static_cast<int>(looks.size()))
                           .shift);
    }
    return seen;
}

/// A stretch in which a session may be judged, and the baseline it is judged by.
struct Trial {
    SimulatedStretch stretch;
    RecordedBaseline baseline;

    Trial(const HostModel& host, StoredBaseline kind, statistics::Random& random)
        : stretch(host, random), baseline(record_baseline(kind, stretch, host, random)) {}
};

}  // namespace

RecordedBaseline record_baseline(StoredBaseline kind, SimulatedStretch& stretch, const HostModel& host,
                                 statistics::Random& random) {
    std::vector<Baseline> baselines = empty_baselines();
    if (kind == StoredBaseline::same_boot) {
        constexpr int rounds = 3;
        Stretches stretches = stretches_from(stretch, host, random);
        add_session(baselines, judged_boot, host.virtualised, rounds, stretches);
        stretches.front().pass(runs_between);
        stretch.continue_from(stretches.front());
        baselines.front().tau_same_boot[metric::wall_time] =
            tau_over_rounds(baselines, judged_boot, metric::wall_time).value();
    } else {
        constexpr int sessions = 5;
        for (int i = 0; i < sessions; ++i) {
            Stretches others = stretches_from(SimulatedStretch(host, random), host, random);
            add_session(baselines, fmt::format("boot {}", i), host.virtualised, 1, others);
        }
        baselines.front().tau_between_boots[metric::wall_time] =
            tau_between_boots(baselines, metric::wall_time).value();
    }
    RecordedBaseline recorded;
    recorded.policy.looks = looks;
    recorded.reference = select_reference(baselines.front(), metric::wall_time, Direction::lower_is_better,
                                          judged_boot, host.virtualised);
    const auto replayed = replay_null_sessions(recorded.reference, recorded.policy, random.index(1U << 31U));
    recorded.policy.delta = must_detect_margin(replayed, recorded.policy.theta);
    recorded.detectable =
        minimum_detectable_regression(replayed, recorded.policy.theta, recorded.policy.delta);
    return recorded;
}

Characteristics simulate_stage1(const HostModel& host, StoredBaseline kind, int trials, std::uint64_t seed) {
    statistics::Random random(seed);
    Characteristics result;
    std::vector<ReplayedSession> truth;
    for (int i = 0; i < trials; ++i) {
        Trial trial(host, kind, random);
        // Each judged session begins where the recording ended: copies of one stretch go on independently.
        const auto count = [&](Outcomes& outcomes, double slowdown) {
            SimulatedStretch stretch = trial.stretch;
            const Judgement judged = judge_session(trial.baseline, stretch, slowdown);
            outcomes.count(judged.verdict, judged.estimate.shift, slowdown);
        };
        count(result.no_change, 0);
        count(result.at_theta, trial.baseline.policy.theta);
        count(result.at_delta, trial.baseline.policy.delta);
        if (trial.baseline.detectable) {
            result.printed.push_back(*trial.baseline.detectable);
            count(result.at_detectable, *trial.baseline.detectable);
        } else {
            ++result.printed_none;
        }
        SimulatedStretch stretch = trial.stretch;
        truth.push_back(whole_session(trial.baseline, stretch));
    }
    std::ranges::sort(result.printed);
    const StatisticalPolicy policy{.looks = looks};
    result.oracle =
        minimum_detectable_regression(truth, policy.theta, must_detect_margin(truth, policy.theta));
    return result;
}

}  // namespace ratchet::testing
