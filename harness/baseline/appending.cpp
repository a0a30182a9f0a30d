#include "baseline/appending.hpp"

#include "base/error.hpp"
#include "baseline/acceptance.hpp"
#include "baseline/recording.hpp"
#include "gate/baseline_comparison.hpp"
#include "gate/judge.hpp"
#include "gate/tau.hpp"
#include "model/change.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Whether a session tells enough of a metric, and nothing that has no logarithm.
bool can_be_judged(const BaselineSession& session, const std::string& metric) {
    const std::vector<double> values = values_of(session, metric);
    return values.size() >= 2 && std::ranges::all_of(values, [](double value) { return value > 0; });
}

/// Why the session does not fit into the file at all, or nothing.
std::optional<std::string> misfit(const Baseline& accepted, const Baseline& fresh,
                                  const ScenarioRecord& measured) {
    const std::string& id = fresh.sessions.back().id;
    if (std::ranges::any_of(accepted.sessions, [&](const auto& session) { return session.id == id; })) {
        return "holds this session already";
    }
    const auto first_look = static_cast<std::size_t>(accepted.plan.looks.front());
    if (measured.runs.size() < first_look) {
        return fmt::format("has {} runs of the {} that the judge first looks at", measured.runs.size(),
                           first_look);
    }
    for (const auto& [metric, margins] : accepted.margins) {
        if (!can_be_judged(fresh.sessions.back(), metric)) {
            return fmt::format("has too few values of {}, or some that are not positive", metric);
        }
    }
    for (const auto& [metric, definition] : fresh.metrics) {
        const auto known = accepted.metrics.find(metric);
        if (known != accepted.metrics.end() && known->second != definition) {
            return fmt::format("has another unit, direction or scope of {}: record it again", metric);
        }
    }
    return std::nullopt;
}

/// Why the change of one metric speaks against the level still being the accepted one, or nothing.
std::optional<std::string> moved(const LevelChange& change, bool same_code) {
    if (change.verdict == Verdict::incomparable) {
        return fmt::format("cannot be compared: {}", fmt::join(change.hard_differences, "; "));
    }
    if (!change.shift) {
        return std::nullopt;
    }
    const std::string by =
        fmt::format("{} {}", change.metric,
                    format_change(*change.shift, change.definition.direction == Direction::higher_is_better));
    if (change.verdict == Verdict::regressed || change.verdict == Verdict::improved) {
        return fmt::format("{}: that is another level; update or promote the baseline to accept it", by);
    }
    const bool far = std::abs(change.shift->estimate) > std::log1p(StatisticalPolicy{}.theta);
    if (change.verdict == Verdict::inconclusive && far && !same_code) {
        return fmt::format("{}, undecided, and by other code: the level would creep", by);
    }
    return std::nullopt;
}

std::optional<std::string> objection(const Baseline& accepted, const Baseline& fresh,
                                     const ScenarioRecord& measured) {
    if (auto found = misfit(accepted, fresh, measured)) {
        return found;
    }
    const bool same_code = compare_with_baseline(accepted, newest_conditions(fresh)).same_code;
    for (const LevelChange& change : review_baseline(accepted, fresh)) {
        if (auto found = moved(change, same_code)) {
            return found;
        }
    }
    return std::nullopt;
}

void add_session(Baseline& baseline, const Baseline& fresh) {
    baseline.metrics.insert(fresh.metrics.begin(), fresh.metrics.end());
    baseline.sessions.push_back(fresh.sessions.back());
    if (baseline.sessions.size() > most_sessions) {
        baseline.sessions.erase(baseline.sessions.begin() + 1);
    }
}

/// Appends to `baseline`, or says why not.
std::optional<std::string> append(Baseline& baseline, const SessionRecord& session,
                                  const ScenarioRecord& measured) {
    try {
        const Baseline fresh = record_baselines(session, {measured}, "").front();
        if (auto found = objection(baseline, fresh, measured)) {
            return found;
        }
        add_session(baseline, fresh);
        return std::nullopt;
    } catch (const Error& error) {
        return error.message();
    }
}

std::set<std::string> judged_metrics(const std::vector<Baseline>& baselines) {
    std::set<std::string> metrics;
    for (const Baseline& baseline : baselines) {
        for (const auto& [metric, margins] : baseline.margins) {
            metrics.insert(metric);
        }
    }
    return metrics;
}

void pool_tau(std::vector<Baseline>& baselines, const std::string& session_id) {
    for (const std::string& metric : judged_metrics(baselines)) {
        const auto between_boots = tau_between_boots(baselines, metric);
        const auto over_rounds = tau_over_rounds(baselines, session_id, metric);
        for (Baseline& baseline : baselines) {
            baseline.tau_between_boots.erase(metric);
            if (between_boots) {
                baseline.tau_between_boots[metric] = *between_boots;
            }
            if (over_rounds && baseline.sessions.back().id == session_id) {
                baseline.tau_same_boot[metric] = *over_rounds;
            }
        }
    }
}

}  // namespace

AppendedBaselines append_session(const SessionRecord& session, const std::vector<AppendRequest>& requests) {
    AppendedBaselines result;
    std::vector<Baseline> baselines;
    std::vector<const AppendRequest*> origins;
    for (const AppendRequest& request : requests) {
        if (!request.accepted) {
            if (request.measured) {
                result.left_out.push_back({request.scenario, "has no baseline yet: promote or update it"});
            }
            continue;
        }
        baselines.push_back(*request.accepted);
        origins.push_back(&request);
        if (request.measured) {
            if (auto why = append(baselines.back(), session, *request.measured)) {
                result.left_out.push_back({request.scenario, *why});
            } else {
                result.grown.push_back(request.scenario.full());
            }
        }
    }
    if (result.grown.empty()) {
        return result;
    }
    pool_tau(baselines, session.id);
    for (std::size_t i = 0; i < baselines.size(); ++i) {
        if (baselines[i] != *origins[i]->accepted) {
            store_margins(baselines[i], origins[i]->gates);
            result.baselines.push_back(std::move(baselines[i]));
        }
    }
    return result;
}

}  // namespace ratchet
