#include "gate/sensitivity.hpp"

#include "gate/duet.hpp"
#include "gate/duet_verdict.hpp"
#include "gate/replay.hpp"
#include "gate/tau.hpp"
#include "statistics/log_scale.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace ratchet {
namespace {

/// With one look.
StatisticalPolicy policy_for(double slowdown, int look) {
    return {.theta = tolerated_beside(slowdown), .delta = slowdown, .looks = {look}};
}

/// The first of `efforts` with which `replay` catches the slowdown.
template <std::size_t Count>
std::optional<int> fewest(
    const std::array<int, Count>& efforts, double slowdown,
    const std::function<std::vector<ReplayedSession>(const StatisticalPolicy&)>& replay) {
    constexpr double step = 0.0005;  // what is caught is known in steps of 0.1 %
    for (const int effort : efforts) {
        const StatisticalPolicy policy = policy_for(slowdown, effort);
        const auto caught = minimum_detectable_regression(replay(policy), policy.theta, policy.delta);
        if (caught && *caught <= slowdown + step) {
            return effort;
        }
    }
    return std::nullopt;
}

std::vector<double> differences(const DuetRecord& duet, const std::string& metric) {
    const MetricSeries before = series_of(duet, &DuetRecord::reference, metric);
    const MetricSeries now = series_of(duet, &DuetRecord::current, metric);
    const Direction direction = now.definition.direction;
    return block_differences(statistics::log_scale(before.values, direction, metric),
                             statistics::log_scale(now.values, direction, metric));
}

std::optional<double> caught(const std::optional<StoredDetectable>& stored) {
    return stored ? stored->slowdown : std::nullopt;
}

}  // namespace

double tolerated_beside(double slowdown) {
    return std::min(slowdown / 2, StatisticalPolicy{}.theta);
}

std::optional<int> runs_needed(const Baseline& baseline, const std::string& metric, double slowdown) {
    const BaselineSession& newest = baseline.sessions.back();
    const Reference reference = select_reference(baseline, metric, baseline.metrics.at(metric).direction,
                                                 newest.host.boot_id, newest.host.virtualised);
    return fewest(std::array{9, 14, 20, 30, 50, 100, 200}, slowdown, [&](const StatisticalPolicy& policy) {
        return replay_null_sessions(reference, policy, baseline.plan.seed);
    });
}

std::optional<int> blocks_needed(const DuetRecord& duet, const std::string& metric, double slowdown) {
    const std::vector<double> blocks = differences(duet, metric);
    return fewest(std::array{10, 14, 20, 30, 45, 60}, slowdown, [&](const StatisticalPolicy& policy) {
        return replay_null_duets(blocks, policy, duet.seed);
    });
}

std::vector<Sensitivity> assess_sensitivity(const Baseline& baseline, const DuetRecord& duet) {
    std::vector<Sensitivity> all;
    for (const GateVerdict& gate : duet.verdict.gates) {
        const MetricSeries series = series_of(duet, &DuetRecord::current, gate.metric);
        Sensitivity one;
        one.work = gate.metric;
        one.median_s = gate.current_median.value_or(0);
        one.scatter = statistics::robust_scale(statistics::Sample(statistics::residuals_from_medians(
            {statistics::log_scale(series.values, series.definition.direction, gate.metric)})));
        one.null = gate.verdict;
        one.null_shift = gate.shift;
        const auto margins = baseline.margins.find(gate.metric);
        if (margins != baseline.margins.end()) {
            one.same_boot = caught(margins->second.detectable_same_boot);
            one.other_boot = caught(margins->second.detectable_other_boot);
        }
        one.duet = gate.minimum_detectable;
        for (const double slowdown : {0.01, 0.02, 0.05}) {
            one.needed.push_back({slowdown, runs_needed(baseline, gate.metric, slowdown),
                                  blocks_needed(duet, gate.metric, slowdown)});
        }
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace ratchet
