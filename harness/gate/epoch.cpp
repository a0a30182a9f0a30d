#include "gate/epoch.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "model/instruction_counts.hpp"
#include "statistics/location.hpp"
#include "statistics/sample.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {

namespace {

/// Counts are kept beside the values of runs.
std::vector<double> level_values(const BaselineSession& session, const std::string& metric) {
    if (metric != metric::instructions) {
        return values_of(session, metric);
    }
    return session.instructions ? instructions_per_call(*session.instructions) : std::vector<double>{};
}

/// What a level may drift by, log scale; nothing for a metric that is not judged.
std::optional<double> room_for_drift(const Baseline& baseline, const std::string& metric) {
    if (metric == metric::instructions) {
        return std::log1p(tolerated_growth_of_counts);
    }
    const auto margins = baseline.margins.find(metric);
    return margins == baseline.margins.end() ? std::nullopt
                                             : std::optional(std::log1p(margins->second.delta_other_boot));
}

bool is_higher_better(const Baseline& baseline, const std::string& metric) {
    const auto definition = baseline.metrics.find(metric);
    return definition != baseline.metrics.end() &&
           definition->second.direction == Direction::higher_is_better;
}

}  // namespace

std::optional<EpochLevel> epoch_of(const Baseline& baseline, const std::string& metric) {
    if (const auto pinned = baseline.epoch.find(metric); pinned != baseline.epoch.end()) {
        return pinned->second;
    }
    const auto counts = [](const BaselineSession& session) {
        return session.instructions && !session.instructions->totals.empty();
    };
    const auto first_counted = std::ranges::find_if(baseline.sessions, counts);
    const BaselineSession& first = metric == metric::instructions && first_counted != baseline.sessions.end()
                                       ? *first_counted
                                       : baseline.sessions.front();
    const std::vector<double> values = level_values(first, metric);
    if (values.empty()) {
        return std::nullopt;
    }
    return EpochLevel{first.id, first.git.commit, first.recorded_at,
                      statistics::median(statistics::Sample(values))};
}

std::optional<Drift> drift_of(const Baseline& baseline, const std::string& metric, double median) {
    const std::optional<EpochLevel> since = epoch_of(baseline, metric);
    const std::optional<double> room = room_for_drift(baseline, metric);
    if (!since || !room || !(median > 0) || !(since->median > 0)) {
        return std::nullopt;
    }
    const double ratio = std::log(median / since->median);
    Drift drift{*since, is_higher_better(baseline, metric) ? -ratio : ratio};
    // A growth of exactly the tolerated share must not hang on the last bit of a logarithm.
    constexpr double rounding = 1e-12;
    drift.is_far = drift.shift > *room + rounding;
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
            warnings.push_back(
                {WarningKind::drifted_from_epoch, gate.metric,
                 to_text(*drift, is_higher_better(baseline, gate.metric) ? Direction::higher_is_better
                                                                         : Direction::lower_is_better)});
        }
    }
    return warnings;
}

std::string to_text(const Drift& drift, Direction direction) {
    const bool higher_is_better = direction == Direction::higher_is_better;
    return fmt::format("{} since {} ({})",
                       format_percent(relative_change(drift.shift, higher_is_better), Sign::always),
                       drift.since.commit.empty() ? drift.since.session : short_commit(drift.since.commit),
                       day_part(drift.since.recorded_at));
}

}  // namespace ratchet
