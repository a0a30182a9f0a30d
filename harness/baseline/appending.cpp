#include "baseline/appending.hpp"

#include "base/error.hpp"
#include "baseline/acceptance.hpp"
#include "baseline/agreement.hpp"
#include "baseline/recording.hpp"
#include "gate/gate_language.hpp"
#include "gate/tau.hpp"
#include "model/change.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::set<std::string> improved_metrics(const std::vector<LevelChange>& changes) {
    std::set<std::string> metrics;
    for (const LevelChange& change : changes) {
        if (change.verdict == Verdict::improved) {
            metrics.insert(change.metric);
        }
    }
    return metrics;
}

bool is_reference_of(const DuetSide& reference, const BaselineSession& accepted) {
    const bool same_program =
        !reference.digests.executable.empty() && reference.digests.executable == accepted.digests.executable;
    const bool same_commit = !reference.commit.empty() && reference.commit == accepted.git.commit;
    return same_program || same_commit;
}

enum class DuetWord { nothing, confirms, contradicts };

/// What the session's duet with the accepted build says of these improvements, if there was one. Counts of
/// instructions are exact, and say nothing of the time.
DuetWord word_of_duet(const ScenarioRecord& measured, std::set<std::string> metrics,
                      const Baseline& accepted) {
    metrics.erase(metric::instructions);
    if (metrics.empty() || !measured.duet ||
        !is_reference_of(measured.duet->reference, accepted.sessions.front())) {
        return DuetWord::nothing;
    }
    std::size_t confirmed = 0;
    for (const GateVerdict& gate : measured.duet->verdict.gates) {
        if (metrics.contains(gate.metric)) {
            if (gate.verdict == Verdict::unchanged || gate.verdict == Verdict::regressed) {
                return DuetWord::contradicts;
            }
            confirmed += gate.verdict == Verdict::improved ? 1 : 0;
        }
    }
    return confirmed == metrics.size() ? DuetWord::confirms : DuetWord::nothing;
}

/// Whether the level that another session showed is the same one. Undecided is no sign against it; a change
/// that the host or the same code is held for is one.
bool is_same_level(const Baseline& fresh, const Baseline& other, const std::set<std::string>& metrics) {
    return std::ranges::none_of(review_baseline(fresh, other), [&](const LevelChange& change) {
        return metrics.contains(change.metric) && (change.verdict == Verdict::regressed ||
                                                   change.verdict == Verdict::improved || change.other_cause);
    });
}

bool lacks_counts(const Baseline& fresh, const AppendRequest& request) {
    return want_instructions(request.gates) && !fresh.sessions.back().instructions;
}

/// The session before, where it shows all of these improvements against what is accepted, at one level with
/// the fresh one.
std::optional<BaselineSession> session_that_confirms(const AppendRequest& request,
                                                     const std::set<std::string>& metrics,
                                                     const Baseline& accepted, const Baseline& fresh) {
    const MeasuredBefore& before = *request.before;
    try {
        const Baseline other = record_baselines(before.session, {before.scenario}, "").front();
        const std::vector<LevelChange> changes = review_baseline(accepted, other);
        const bool confirms = std::ranges::includes(improved_metrics(changes), metrics) &&
                              !disagreement(accepted, other, before.scenario, changes) &&
                              is_same_level(fresh, other, metrics) && !lacks_counts(other, request);
        return confirms ? std::optional(other.sessions.back()) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // a session with failed runs confirms nothing
    }
}

void add_session(Baseline& baseline, const Baseline& fresh) {
    baseline.metrics.insert(fresh.metrics.begin(), fresh.metrics.end());
    baseline.sessions.push_back(fresh.sessions.back());
    if (baseline.sessions.size() > most_sessions) {
        baseline.sessions.erase(baseline.sessions.begin() + 1);
    }
}

/// What an append did to one baseline.
struct Appended {
    std::optional<std::string> why_not;
    bool moved_level = false;
};

std::string unconfirmed(const std::vector<LevelChange>& changes) {
    const LevelChange& first = *std::ranges::find(changes, Verdict::improved, &LevelChange::verdict);
    return fmt::format(
        "{} {}, by this session alone: another session or a duet (RATCHET_CONFIRM=always) must show it too "
        "before the level moves by itself; or update the baseline",
        first.metric, format_change(*first.shift, first.definition.direction == Direction::higher_is_better));
}

/// Makes the fresh baseline's level the accepted one, if more than its session shows the improvement.
Appended take_improvement(Baseline& baseline, Baseline fresh, const AppendRequest& request,
                          const std::vector<LevelChange>& changes) {
    const std::set<std::string> metrics = improved_metrics(changes);
    std::optional<BaselineSession> before;
    if (request.before && request.before->session.id != fresh.sessions.back().id) {
        before = session_that_confirms(request, metrics, baseline, fresh);
    }
    const DuetWord duet = word_of_duet(*request.measured, metrics, baseline);
    if (duet == DuetWord::contradicts || (duet == DuetWord::nothing && !before)) {
        return {unconfirmed(changes)};
    }
    if (before) {
        fresh.sessions.push_back(*before);
        std::ranges::sort(fresh.sessions, {}, &BaselineSession::recorded_at);
    }
    fresh.plan = baseline.plan;
    pin_epoch(fresh, baseline, changes);
    baseline = std::move(fresh);
    return {std::nullopt, true};
}

/// Appends to `baseline`, or says why not.
Appended append(Baseline& baseline, const SessionRecord& session, const AppendRequest& request) {
    try {
        Baseline fresh = record_baselines(session, {*request.measured}, "").front();
        if (lacks_counts(fresh, request)) {
            const auto& counted = request.measured->instructions;
            return {"has no count of instructions, which a gate asks for" +
                    (counted && counted->problem ? ": " + *counted->problem : "")};
        }
        const std::vector<LevelChange> changes = review_baseline(baseline, fresh);
        if (auto found = disagreement(baseline, fresh, *request.measured, changes)) {
            return {*found};
        }
        if (!improved_metrics(changes).empty()) {
            return take_improvement(baseline, std::move(fresh), request, changes);
        }
        add_session(baseline, fresh);
        return {};
    } catch (const Error& error) {
        return {error.message()};
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
            const Appended appended = append(baselines.back(), session, request);
            if (appended.why_not) {
                result.left_out.push_back({request.scenario, *appended.why_not});
            } else {
                result.grown.push_back(request.scenario.full());
            }
            if (appended.moved_level) {
                result.moved.push_back(request.scenario.full());
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
