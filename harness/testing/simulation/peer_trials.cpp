#include "testing/simulation/peer_trials.hpp"

#include "statistics/location.hpp"
#include "testing/simulation/duet_trials.hpp"
#include "testing/simulation/stage1.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet::testing {
namespace {

constexpr int processes = 10;

struct Runs {
    std::vector<std::vector<double>> iterations;  ///< log scale
    std::vector<double> values;

    Runs(SimulatedStretch& stretch, int count, double level) {
        for (int i = 0; i < count; ++i) {
            iterations.push_back(stretch.run(level));
            values.push_back(statistics::median(iterations.back()));
        }
    }
};

std::vector<double> times(std::vector<double> logs, int count) {
    logs.resize(std::min(logs.size(), static_cast<std::size_t>(count)));
    std::ranges::transform(logs, logs.begin(), [](double log) { return std::exp(log); });
    return logs;
}

BeforeAndNow sample_of(const Runs& before, const Runs& now) {
    return {times(before.iterations.front(), iterations_per_run),
            times(now.iterations.front(), iterations_per_run), times(before.values, processes),
            times(now.values, processes)};
}

}  // namespace

std::vector<RuleAlarms> simulate_peers(const HostModel& host, const std::vector<double>& slowdowns,
                                       int trials, std::uint64_t seed) {
    statistics::Random random(seed);
    const std::vector<PeerRule> rules = peer_rules();
    std::vector<RuleAlarms> result;
    for (const PeerRule& rule : rules) {
        result.push_back({rule.name, {}});
    }
    result.push_back({"Ratchet, stored baseline alone", {}});
    result.push_back({"Ratchet, duet", {}});
    const StatisticalPolicy duet_policy{.looks = duet_looks()};
    for (const double slowdown : slowdowns) {
        for (RuleAlarms& rule : result) {
            rule.at.push_back({slowdown, trials, 0});
        }
        for (int i = 0; i < trials; ++i) {
            SimulatedStretch stretch(host, random);
            const Runs before(stretch, processes, 0);
            const RecordedBaseline baseline =
                record_baseline(StoredBaseline::same_boot, stretch, host, random);
            const Runs now(stretch, baseline.policy.looks.back(), std::log1p(slowdown));
            const BeforeAndNow sample = sample_of(before, now);
            for (std::size_t rule = 0; rule < rules.size(); ++rule) {
                result[rule].at.back().alarms += rules[rule].says_slower(sample, random) ? 1 : 0;
            }
            const Verdict stored = judge_series(baseline.policy, baseline.reference, now.values).verdict;
            result[rules.size()].at.back().alarms += stored == Verdict::regressed ? 1 : 0;
            const Verdict duet = simulate_duet(host, slowdown, duet_policy, random).judged.verdict;
            result[rules.size() + 1].at.back().alarms += duet == Verdict::regressed ? 1 : 0;
        }
    }
    return result;
}

}  // namespace ratchet::testing
