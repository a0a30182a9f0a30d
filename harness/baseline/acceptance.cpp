#include "baseline/acceptance.hpp"

#include "base/error.hpp"
#include "gate/baseline_comparison.hpp"
#include "gate/host_control.hpp"
#include "gate/instruction_gate.hpp"
#include "gate/judge.hpp"
#include "gate/tau.hpp"
#include "statistics/location.hpp"
#include "statistics/log_scale.hpp"
#include "statistics/sample.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

double median_of(const BaselineSession& session, const std::string& metric) {
    return statistics::median(statistics::Sample(values_of(session, metric)));
}

void compare(LevelChange& change, const BaselineComparison& comparison, const BaselineSession& fresh) {
    const Direction direction = change.definition.direction;
    const Reference reference = select_reference(*comparison.comparable, change.metric, direction,
                                                 fresh.host.boot_id, fresh.host.virtualised);
    const StatisticalPolicy policy{.looks = {static_cast<int>(values_of(fresh, change.metric).size())}};
    const Judgement judgement = judge_series(
        policy, reference, statistics::log_scale(values_of(fresh, change.metric), direction, change.metric));
    change.shift = judgement.estimate.shift;
    change.verdict = judgement.verdict;
    const HostControl control = control_host(comparison.calibrations, fresh.calibration);
    change.other_cause = cause_beside_code(change.verdict, *change.shift, control, comparison.same_code);
    if (change.other_cause) {
        change.verdict = Verdict::inconclusive;
    }
}

/// A metric that cannot be compared must not stand in the way of recording it anew.
void review(LevelChange& change, const Baseline& accepted, const BaselineComparison& comparison,
            const BaselineSession& fresh) {
    change.verdict = Verdict::incomparable;
    if (accepted.metrics.at(change.metric) != change.definition) {
        change.hard_differences.push_back("unit, direction or scope of " + change.metric);
    } else if (comparison.comparable) {
        try {
            compare(change, comparison, fresh);
            change.drift = drift_of(accepted, change.metric, change.after);
        } catch (const Error& error) {
            change.hard_differences.emplace_back(error.what());
        }
    }
}

/// Those that are compared, else any, which only show what cannot be. Nights that could not count have none.
const InstructionCounts* counts_before(const Baseline& accepted, const InstructionCounts& now) {
    if (const InstructionCounts* const counts = accepted_counts(accepted, now)) {
        return counts;
    }
    for (const BaselineSession& session : accepted.sessions) {
        if (session.instructions && !session.instructions->totals.empty()) {
            return &*session.instructions;
        }
    }
    return nullptr;
}

/// Counts of another meter are no drift of these.
void compare_counts(LevelChange& change, const Baseline& accepted, const BaselineComparison& comparison,
                    const InstructionCounts& now) {
    const StatisticalGate gate{.metric = change.metric, .theta = tolerated_growth_of_counts};
    const GateVerdict verdict =
        judge_instruction_gate(gate, now, *comparison.comparable, comparison.same_code).verdict;
    if (!verdict.shift) {
        change.hard_differences.push_back(verdict.reason);
        return;
    }
    change.shift = verdict.shift;
    change.verdict = verdict.verdict;
    change.drift = drift_of(accepted, change.metric, change.after);
    if (verdict.before_control) {
        change.other_cause = verdict.reason;
    }
}

/// Counts change by what a build does, and by nothing that a look at runs would show; what a rebuild may move
/// them by is tolerated.
void review_instructions(std::vector<LevelChange>& changes, const std::optional<Baseline>& accepted,
                         const BaselineComparison& comparison, const Baseline& proposed) {
    const std::optional<InstructionCounts>& now = proposed.sessions.back().instructions;
    if (!now) {
        return;
    }
    LevelChange change;
    change.scenario = proposed.scenario;
    change.metric = metric::instructions;
    change.definition = instructions_definition(*now);
    change.after = statistics::median(instructions_per_call(*now));
    change.hard_differences = comparison.hard_differences;
    if (const InstructionCounts* const before = accepted ? counts_before(*accepted, *now) : nullptr) {
        change.before = statistics::median(instructions_per_call(*before));
        change.verdict = Verdict::incomparable;
    }
    if (change.before && comparison.comparable) {
        compare_counts(change, *accepted, comparison, *now);
    }
    changes.push_back(std::move(change));
}

/// An undecided slowdown counts too: accepted again and again, it would creep.
bool seems_worse(const LevelChange& change) {
    return change.verdict == Verdict::regressed ||
           (change.verdict == Verdict::inconclusive && change.shift &&
            change.shift->estimate > std::log1p(StatisticalPolicy{}.theta));
}

/// Small steps, each too small to be asked about.
bool has_drifted(const LevelChange& change) {
    return change.drift && change.drift->is_far;
}

bool keeps_epoch(const LevelChange& change) {
    if (!change.drift || seems_worse(change) || has_drifted(change)) {
        return false;
    }
    return change.verdict != Verdict::improved || change.drift->shift >= 0;
}

/// Those with margins. A scenario of one run has none, and a level all the same.
std::vector<std::string> metrics_to_review(const Baseline& proposed) {
    std::vector<std::string> names;
    for (const auto& [name, margins] : proposed.margins) {
        names.push_back(name);
    }
    return names.empty() ? std::vector<std::string>{metric::wall_time} : names;
}

std::optional<std::string> unexplained(const LevelChange& change) {
    const std::string what = fmt::format("{} got worse in {}", change.scenario.full(), change.metric);
    if (seems_worse(change)) {
        return what + "; accept it on purpose with --reason \"...\"";
    }
    if (has_drifted(change)) {
        const char* const by_steps =
            change.verdict == Verdict::unchanged || change.metric != metric::instructions
                ? ", in steps that were each tolerated"
                : "";
        return fmt::format("{} ({}){}; accept it on purpose with --reason \"...\"", what,
                           to_text(*change.drift, change.definition.direction), by_steps);
    }
    return std::nullopt;
}

}  // namespace

std::vector<LevelChange> review_baseline(const std::optional<Baseline>& accepted, const Baseline& proposed) {
    const BaselineSession& fresh = proposed.sessions.back();
    BaselineComparison comparison;
    if (accepted) {
        comparison = compare_with_baseline(*accepted, newest_conditions(proposed));
    }
    std::vector<LevelChange> changes;
    for (const std::string& metric : metrics_to_review(proposed)) {
        LevelChange change;
        change.scenario = proposed.scenario;
        change.metric = metric;
        change.definition = proposed.metrics.at(metric);
        change.after = median_of(fresh, metric);
        change.hard_differences = comparison.hard_differences;
        if (accepted && accepted->metrics.contains(metric)) {
            change.before = median_of(accepted->sessions.back(), metric);
            review(change, *accepted, comparison, fresh);
        }
        changes.push_back(std::move(change));
    }
    review_instructions(changes, accepted, comparison, proposed);
    return changes;
}

void pin_epoch(Baseline& proposed, const std::optional<Baseline>& accepted,
               const std::vector<LevelChange>& changes) {
    proposed.epoch.clear();
    for (const LevelChange& change : changes) {
        const bool keeps = accepted && keeps_epoch(change);
        if (const auto level = epoch_of(keeps ? *accepted : proposed, change.metric)) {
            proposed.epoch[change.metric] = *level;
        }
    }
}

void limit_acceptance(Baseline& proposed, const std::optional<Baseline>& accepted,
                      const std::vector<LevelChange>& changes, const std::optional<std::string>& until) {
    const bool worse = std::ranges::any_of(
        changes, [](const LevelChange& change) { return seems_worse(change) || has_drifted(change); });
    const bool limited = accepted && accepted->accepted_until;
    if (worse || !accepted || (limited && !proposed.reason.empty())) {
        proposed.accepted_until = until;
    } else if (limited) {
        proposed.accepted_until = accepted->accepted_until;
        proposed.reason = accepted->reason;
    }
}

std::vector<std::string> objections(const AcceptanceRequest& request) {
    std::vector<std::string> found;
    if (!request.force) {
        for (const std::string& finding : request.unfit) {
            found.push_back(fmt::format("the host is not fit for recording: {}", finding));
        }
        for (const std::string& binary : request.stale) {
            found.push_back(fmt::format("a stale binary: {}; build first", binary));
        }
        if (request.dirty_tree) {
            found.emplace_back(
                "tracked files differ from the commit, or git does not tell (git status says why, as in a "
                "repository of another user), so that no commit names what was measured; commit first");
        }
        if (!found.empty()) {
            found.emplace_back("`ratchet baseline update --force` records it all the same");
        }
    }
    if (request.reason.empty()) {
        for (const LevelChange& change : request.changes) {
            if (const auto objection = unexplained(change)) {
                found.push_back(*objection);
            }
        }
    }
    return found;
}

}  // namespace ratchet
