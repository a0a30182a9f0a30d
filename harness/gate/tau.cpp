#include "gate/tau.hpp"

#include "base/error.hpp"
#include "statistics/between_variance.hpp"
#include "statistics/location.hpp"
#include "statistics/log_scale.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace ratchet {
namespace {

using statistics::Sample;

constexpr std::size_t fewest_groups = 3;

/// The medians of one scenario's groups, or nothing where there are too few.
std::optional<statistics::GroupCentres> medians_of(GroupedValues groups) {
    std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
    if (groups.size() < fewest_groups) {
        return std::nullopt;
    }
    const double scale = statistics::robust_scale(Sample(statistics::residuals_from_medians(groups)));
    statistics::GroupCentres centres;
    for (const auto& group : groups) {
        const double variance = std::numbers::pi / 2 * scale * scale / static_cast<double>(group.size());
        centres.push_back({statistics::median(Sample(group)), variance});
    }
    return centres;
}

/// Values of one session round by round, in the metric's unit; rounds without the metric are left out.
GroupedValues rounds_of(const BaselineSession& session, const std::string& metric) {
    GroupedValues rounds;
    for (const RoundValues& round : session.rounds) {
        const auto values = round.find(metric);
        if (values != round.end() && !values->second.empty()) {
            rounds.push_back(values->second);
        }
    }
    return rounds;
}

bool is_same_boot(const BaselineSession& session, const std::string& boot_id) {
    return !boot_id.empty() && session.host.boot_id == boot_id;
}

void append(std::vector<double>& all, const GroupedValues& groups) {
    for (const auto& group : groups) {
        all.insert(all.end(), group.begin(), group.end());
    }
}

/// Values boot by boot, in the metric's unit. Sessions of one boot share what the boot did to the host, so
/// they are one observation of it; sessions of an unknown boot stand alone.
GroupedValues boots_of(const Baseline& baseline, const std::string& metric) {
    std::vector<std::string> boot_ids;
    GroupedValues boots;
    for (const BaselineSession& session : baseline.sessions) {
        const auto known = std::find_if(boot_ids.begin(), boot_ids.end(),
                                        [&](const auto& boot_id) { return is_same_boot(session, boot_id); });
        const auto position = static_cast<std::size_t>(known - boot_ids.begin());
        if (known == boot_ids.end()) {
            boot_ids.push_back(session.host.boot_id);
            boots.emplace_back();
        }
        append(boots[position], rounds_of(session, metric));
    }
    return boots;
}

bool is_on_virtual_host(const Baseline& baseline) {
    return std::any_of(baseline.sessions.begin(), baseline.sessions.end(),
                       [](const BaselineSession& session) { return session.host.virtualised; });
}

GroupedValues log_groups(const GroupedValues& groups, Direction direction, const std::string& metric) {
    GroupedValues logs;
    for (const auto& group : groups) {
        logs.push_back(statistics::log_scale(group, direction, metric));
    }
    return logs;
}

bool all_positive(const GroupedValues& groups) {
    return std::all_of(groups.begin(), groups.end(), [](const auto& group) {
        return std::all_of(group.begin(), group.end(), [](double value) { return value > 0; });
    });
}

/// A spread is the same whichever direction is worse.
void add_logs(std::vector<GroupedValues>& scenarios, const GroupedValues& groups, const std::string& metric) {
    if (all_positive(groups)) {
        scenarios.push_back(log_groups(groups, Direction::lower_is_better, metric));
    }
}

Tau known_tau(const StoredTau& stored, TauSource source) {
    Tau tau{stored.value, std::nullopt, source};
    if (stored.degrees_of_freedom > 0) {
        tau.degrees_of_freedom = stored.degrees_of_freedom;
    }
    return tau;
}

/// The reference within this very boot, where the baseline supports one. In the metric's unit.
std::optional<Reference> same_boot_reference(const Baseline& baseline, const std::string& metric,
                                             const std::string& boot_id) {
    const auto stored = baseline.tau_same_boot.find(metric);
    if (stored == baseline.tau_same_boot.end()) {
        return std::nullopt;
    }
    Reference reference;
    bool has_rounds = false;
    for (const BaselineSession& session : baseline.sessions) {
        if (is_same_boot(session, boot_id)) {
            const GroupedValues rounds = rounds_of(session, metric);
            has_rounds = has_rounds || rounds.size() >= fewest_groups;
            append(reference.sessions.emplace_back(), rounds);
        }
    }
    reference.tau = known_tau(stored->second, TauSource::same_boot);
    return has_rounds ? std::optional(reference) : std::nullopt;
}

/// In the metric's unit.
Reference other_boot_reference(const Baseline& baseline, const std::string& metric, bool virtualised) {
    Reference reference;
    reference.sessions = boots_of(baseline, metric);
    const auto stored = baseline.tau_between_boots.find(metric);
    if (stored != baseline.tau_between_boots.end()) {
        reference.tau = known_tau(stored->second, TauSource::between_boots);
    } else if (virtualised) {
        reference.tau = {default_tau_virtual, std::nullopt, TauSource::default_virtual};
    } else {
        reference.tau = {default_tau_metal, std::nullopt, TauSource::default_metal};
    }
    return reference;
}

}  // namespace

std::optional<StoredTau> pooled_tau(const std::vector<GroupedValues>& scenarios, double floor) {
    std::vector<statistics::GroupCentres> sets;
    for (const GroupedValues& groups : scenarios) {
        if (auto centres = medians_of(groups)) {
            sets.push_back(std::move(*centres));
        }
    }
    if (sets.empty()) {
        return std::nullopt;
    }
    const auto between = statistics::robust_between_variance(sets, floor * floor);
    if (between.value <= floor * floor) {
        return StoredTau{floor, 0};
    }
    return StoredTau{std::sqrt(between.value), between.degrees_of_freedom};
}

std::optional<StoredTau> tau_over_rounds(const std::vector<Baseline>& baselines,
                                         const std::string& session_id, const std::string& metric) {
    std::vector<GroupedValues> scenarios;
    bool virtualised = false;
    for (const Baseline& baseline : baselines) {
        for (const BaselineSession& session : baseline.sessions) {
            if (session.id == session_id) {
                virtualised = session.host.virtualised;
                add_logs(scenarios, rounds_of(session, metric), metric);
            }
        }
    }
    std::optional<StoredTau> tau = pooled_tau(scenarios, tau_floor(virtualised));
    if (tau && tau->degrees_of_freedom > 0) {
        tau->value *= tau_per_round_spread;
    }
    return tau;
}

std::optional<StoredTau> tau_between_boots(const std::vector<Baseline>& baselines,
                                           const std::string& metric) {
    std::vector<GroupedValues> scenarios;
    bool virtualised = false;
    for (const Baseline& baseline : baselines) {
        add_logs(scenarios, boots_of(baseline, metric), metric);
        virtualised = virtualised || is_on_virtual_host(baseline);
    }
    return pooled_tau(scenarios, tau_floor(virtualised));
}

std::string boot_of_rounds(const Baseline& baseline) {
    const auto newest =
        std::find_if(baseline.sessions.rbegin(), baseline.sessions.rend(),
                     [](const BaselineSession& session) { return session.rounds.size() >= fewest_groups; });
    return newest == baseline.sessions.rend() ? std::string() : newest->host.boot_id;
}

Reference select_reference(const Baseline& baseline, const std::string& metric, Direction direction,
                           const std::string& boot_id, bool virtualised) {
    const auto same_boot = same_boot_reference(baseline, metric, boot_id);
    Reference reference = same_boot ? *same_boot : other_boot_reference(baseline, metric, virtualised);
    std::erase_if(reference.sessions, [](const auto& session) { return session.size() < 2; });
    if (reference.sessions.empty()) {
        throw Error(ErrorCode::artifact, "the baseline of " + baseline.scenario.full() +
                                             " holds no session with two values of " + metric +
                                             "; record it again");
    }
    reference.sessions = log_groups(reference.sessions, direction, metric);
    return reference;
}

}  // namespace ratchet
