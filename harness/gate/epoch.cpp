#include "gate/epoch.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "statistics/location.hpp"
#include "statistics/sample.hpp"

#include <cmath>

#include <fmt/format.h>

namespace ratchet {

std::optional<EpochLevel> epoch_of(const Baseline& baseline, const std::string& metric) {
    if (const auto pinned = baseline.epoch.find(metric); pinned != baseline.epoch.end()) {
        return pinned->second;
    }
    const BaselineSession& first = baseline.sessions.front();
    const std::vector<double> values = values_of(first, metric);
    if (values.empty()) {
        return std::nullopt;
    }
    return EpochLevel{first.id, first.git.commit, first.recorded_at,
                      statistics::median(statistics::Sample(values))};
}

std::optional<Drift> drift_of(const Baseline& baseline, const std::string& metric, double median) {
    const std::optional<EpochLevel> since = epoch_of(baseline, metric);
    const auto margins = baseline.margins.find(metric);
    const auto definition = baseline.metrics.find(metric);
    if (!since || margins == baseline.margins.end() || definition == baseline.metrics.end() ||
        !(median > 0) || !(since->median > 0)) {
        return std::nullopt;
    }
    const double ratio = std::log(median / since->median);
    Drift drift{*since, definition->second.direction == Direction::higher_is_better ? -ratio : ratio};
    drift.is_far = drift.shift > std::log1p(margins->second.delta_other_boot);
    return drift;
}

std::vector<Warning> warn_of_drift(const Baseline& baseline, const ScenarioVerdict& verdict) {
    std::vector<Warning> warnings;
    for (const GateVerdict& gate : verdict.gates) {
        if (gate.verdict != Verdict::unchanged || gate.budget || !gate.current_median) {
            continue;
        }
        const std::optional<Drift> drift = drift_of(baseline, gate.metric, *gate.current_median);
        if (drift && drift->is_far && drift->shift > std::log1p(gate.delta)) {
            warnings.push_back({WarningKind::drifted_from_epoch, gate.metric,
                                to_text(*drift, baseline.metrics.at(gate.metric).direction)});
        }
    }
    return warnings;
}

std::string to_text(const Drift& drift, Direction direction) {
    constexpr std::size_t digits = 12;
    const bool higher_is_better = direction == Direction::higher_is_better;
    return fmt::format(
        "{} since {} ({})", format_percent(relative_change(drift.shift, higher_is_better), Sign::always),
        drift.since.commit.empty() ? drift.since.session : drift.since.commit.substr(0, digits),
        day_part(drift.since.recorded_at));
}

}  // namespace ratchet
