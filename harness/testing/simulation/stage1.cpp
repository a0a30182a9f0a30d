#include "testing/simulation/stage1.hpp"

#include "gate/replay.hpp"
#include "gate/tau.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet::testing {
namespace {

constexpr int scenarios = 6;
constexpr int rounds = 3;
constexpr std::size_t runs_per_round = 10;
constexpr auto recording_boot = "boot of the recording";
constexpr auto later_boot = "a later boot";
const std::vector<int> looks{9, 14, 20};

std::vector<double> seconds(std::vector<double> logs) {
    std::transform(logs.begin(), logs.end(), logs.begin(), [](double log) { return std::exp(log); });
    return logs;
}

Baseline record_scenario(const SimulatedHost& host, statistics::Random& random) {
    const double session_level = host.same_boot ? 0 : host.tau * random.normal();
    const double round_sd = host.same_boot ? host.tau : host.tau / 3;
    Baseline baseline;
    baseline.metrics[metric::wall_time] = {"s", Direction::lower_is_better, MetricScope::iteration};
    BaselineSession& session = baseline.sessions.emplace_back();
    session.id = "recording";
    session.host.boot_id = recording_boot;
    session.host.virtualised = true;
    SyntheticSession noise(host.noise, random);
    for (int round = 0; round < rounds; ++round) {
        const double level = session_level + round_sd * random.normal();
        session.rounds.push_back({{metric::wall_time, seconds(noise.take(runs_per_round, level))}});
    }
    return baseline;
}

/// The first scenario's baseline, with the τ of the whole session.
Baseline record_session(const SimulatedHost& host, statistics::Random& random) {
    std::vector<Baseline> baselines(scenarios);
    for (Baseline& baseline : baselines) {
        baseline = record_scenario(host, random);
    }
    Baseline baseline = baselines.front();
    baseline.tau_same_boot[metric::wall_time] =
        tau_over_rounds(baselines, "recording", metric::wall_time).value();
    baseline.plan.seed = random.index(1U << 31U);
    return baseline;
}

void count(Outcomes& cell, const StatisticalPolicy& policy, const Judgement& judgement) {
    switch (judgement.verdict) {
        case Verdict::regressed:
            ++cell.regressed;
            break;
        case Verdict::improved:
            ++cell.improved;
            break;
        case Verdict::unchanged:
            ++cell.unchanged;
            break;
        default:
            ++cell.inconclusive;
    }
    const double truth = std::log1p(cell.slowdown);
    const Shift& shift = judgement.estimate.shift;
    cell.covered += shift.lower <= truth && truth <= shift.upper ? 1 : 0;
    cell.runs += policy.looks[static_cast<std::size_t>(judgement.looks_taken) - 1];
}

}  // namespace

std::vector<SimulatedHost> studied_hosts() {
    return {
        {"quiet, same boot (0.5 %, 0.3 %)", {.run_sd = 0.005, .drift_share = 0.2}, 0.003, true},
        {"VM idle, same boot (3 %, 0.8 %)", {.run_sd = 0.03, .drift_share = 0.3}, 0.008, true},
        {"VM loaded, same boot (5 %, 1.5 %)", {.run_sd = 0.05, .drift_share = 0.4}, 0.015, true},
        {"VM, other boot (3 %, 2 %; default 2 %)", {.run_sd = 0.03, .drift_share = 0.3}, 0.02, false},
        {"VM, other boot, τ underestimated (3 %, 4 %; default 2 %)",
         {.run_sd = 0.03, .drift_share = 0.3},
         0.04,
         false},
    };
}

HostCharacteristics simulate_stage1(const SimulatedHost& host, const std::vector<double>& slowdowns,
                                    int trials, statistics::Random& random) {
    HostCharacteristics result;
    for (const double slowdown : slowdowns) {
        result.cells.push_back({.slowdown = slowdown});
    }
    StatisticalPolicy policy;
    policy.looks = looks;
    for (int trial = 0; trial < trials; ++trial) {
        const Baseline baseline = record_session(host, random);
        const Reference reference = select_reference(baseline, metric::wall_time, Direction::lower_is_better,
                                                     host.same_boot ? recording_boot : later_boot, true);
        policy.delta =
            must_detect_margin(replay_null_sessions(reference, policy, baseline.plan.seed), policy.theta);
        result.mean_delta += policy.delta / trials;

        SyntheticSession noise(host.noise, random);
        const double level = host.tau * random.normal();
        const std::vector<double> unchanged = noise.take(static_cast<std::size_t>(looks.back()), level);
        for (Outcomes& cell : result.cells) {
            std::vector<double> slowed = unchanged;
            for (double& value : slowed) {
                value += std::log1p(cell.slowdown);
            }
            count(cell, policy, judge_series(policy, reference, slowed));
        }
    }
    return result;
}

}  // namespace ratchet::testing
