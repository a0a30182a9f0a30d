#include "gate/replay.hpp"

#include "base/error.hpp"
#include "gate/tau.hpp"
#include "statistics/location.hpp"
#include "statistics/random.hpp"
#include "statistics/spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ratchet {
namespace {

constexpr int steps_per_unit = 1000;

/// Where the next session's level lies, in standard deviations of which so many degrees of freedom are known:
/// the less is known of them, the further out it may be.
double next_level(const std::optional<double>& degrees_of_freedom, statistics::Random& random) {
    const double normal = random.normal();
    if (!degrees_of_freedom) {
        return normal;
    }
    const long terms = std::max(std::lround(*degrees_of_freedom), 1L);
    double sum = 0;
    for (long i = 0; i < terms; ++i) {
        const double term = random.normal();
        sum += term * term;
    }
    return normal / std::sqrt(sum / static_cast<double>(terms));
}

/// How many of n sessions are 90 %.
std::size_t nine_tenths(std::size_t n) {
    return (9 * n + 9) / 10;
}

double mean_of_medians(const Reference& reference) {
    double total = 0;
    for (const auto& session : reference.sessions) {
        total += statistics::median(statistics::Sample(session));
    }
    return total / static_cast<double>(reference.sessions.size());
}

/// The margin (log scale) above which this session ends unchanged; infinite when it ends otherwise at any
/// margin.
double margin_needed(const ReplayedSession& session, double theta) {
    double needed = std::numeric_limits<double>::infinity();
    for (const Shift& shift : session) {
        const bool decided_at_any_margin = decide(shift, theta, 0).has_value();
        if (decided_at_any_margin) {
            break;
        }
        needed = std::min(needed, std::max(-shift.lower, shift.upper));
    }
    return needed;
}

bool ends_regressed(const ReplayedSession& session, double slowdown, double theta, double delta) {
    const double change = std::log1p(slowdown);
    for (const Shift& shift : session) {
        const Shift slowed{shift.estimate + change, shift.lower + change, shift.upper + change};
        if (const auto verdict = decide(slowed, theta, delta)) {
            return verdict == Verdict::regressed;
        }
    }
    return false;
}

/// So many of n sessions that 90 % of all are caught: the smallest slowdown of many with which just 90 % of
/// these are is a lucky one, by about a standard error of the count.
std::size_t surely_nine_tenths(std::size_t n) {
    const auto count = static_cast<double>(n);
    return std::min(n, static_cast<std::size_t>(std::ceil(0.9 * count + std::sqrt(0.9 * 0.1 * count))));
}

/// Whether 90 % of the sessions end regressed; stops counting when too many have not.
bool is_caught(const std::vector<ReplayedSession>& sessions, double slowdown, double theta, double delta) {
    std::size_t may_escape = sessions.size() - surely_nine_tenths(sessions.size());
    for (const ReplayedSession& session : sessions) {
        if (!ends_regressed(session, slowdown, theta, delta)) {
            if (may_escape == 0) {
                return false;
            }
            --may_escape;
        }
    }
    return true;
}

}  // namespace

std::vector<ReplayedSession> replay_null_sessions(const Reference& reference, const StatisticalPolicy& policy,
                                                  std::uint64_t seed) {
    require_valid(policy);
    statistics::Random random(seed);
    const std::vector<double> residuals = statistics::residuals_from_medians(reference.sessions);
    const double centre = mean_of_medians(reference);
    // The reference may as well have been recorded at an unlucky moment as the session is measured at one.
    const double level_sd = std::hypot(reference.tau.value, level_error(reference));
    const int looks = static_cast<int>(policy.looks.size());
    std::vector<ReplayedSession> sessions(replays);
    for (ReplayedSession& session : sessions) {
        const double level = centre + level_sd * next_level(reference.tau.degrees_of_freedom, random);
        std::vector<double> values;
        for (const int runs : policy.looks) {
            while (values.size() < static_cast<std::size_t>(runs)) {
                values.push_back(level + residuals[random.index(residuals.size())]);
            }
            session.push_back(estimate_shift(reference, values, policy.alpha, looks).shift);
        }
    }
    return sessions;
}

double must_detect_margin(const std::vector<ReplayedSession>& sessions, double theta) {
    std::vector<double> needed(sessions.size());
    std::transform(sessions.begin(), sessions.end(), needed.begin(),
                   [&](const ReplayedSession& session) { return margin_needed(session, theta); });
    const auto last = needed.begin() + static_cast<std::ptrdiff_t>(nine_tenths(needed.size()) - 1);
    std::nth_element(needed.begin(), last, needed.end());
    const double margin = std::min(std::expm1(*last), largest_delta);
    // A session ends unchanged strictly inside the margin, hence the next step and not the nearest.
    return std::clamp((std::floor(margin * steps_per_unit) + 1) / steps_per_unit, smallest_delta,
                      largest_delta);
}

std::optional<double> minimum_detectable_regression(const std::vector<ReplayedSession>& sessions,
                                                    double theta, double delta) {
    if (is_caught(sessions, delta, theta, delta)) {
        return delta;
    }
    for (int steps = static_cast<int>(delta * steps_per_unit) + 1; steps <= steps_per_unit; ++steps) {
        const double slowdown = static_cast<double>(steps) / steps_per_unit;
        if (is_caught(sessions, slowdown, theta, delta)) {
            return slowdown;
        }
    }
    return std::nullopt;
}

StoredMargins must_detect_margins(const Baseline& baseline, const std::string& metric,
                                  const StatisticalPolicy& policy, std::optional<double> written_delta) {
    const auto definition = baseline.metrics.find(metric);
    if (definition == baseline.metrics.end() || baseline.sessions.empty()) {
        throw Error(ErrorCode::artifact, "the baseline of " + baseline.scenario.full() + " has no metric " +
                                             metric + "; record it again");
    }
    const bool virtualised = baseline.sessions.back().host.virtualised;
    const auto replayed = [&](const std::string& boot_id) {
        const Reference reference =
            select_reference(baseline, metric, definition->second.direction, boot_id, virtualised);
        return replay_null_sessions(reference, policy, baseline.plan.seed);
    };
    const auto detectable = [&](const std::vector<ReplayedSession>& sessions, double automatic) {
        const double delta = written_delta.value_or(automatic);
        return StoredDetectable{policy.theta, delta,
                                minimum_detectable_regression(sessions, policy.theta, delta)};
    };
    const std::vector<ReplayedSession> same_boot = replayed(boot_of_rounds(baseline));
    const std::vector<ReplayedSession> other_boot = replayed("");
    StoredMargins margins{must_detect_margin(same_boot, policy.theta),
                          must_detect_margin(other_boot, policy.theta)};
    margins.detectable_same_boot = detectable(same_boot, margins.delta_same_boot);
    margins.detectable_other_boot = detectable(other_boot, margins.delta_other_boot);
    return margins;
}

}  // namespace ratchet
