#include "gate/bisection.hpp"

#include "gate/gate_language.hpp"
#include "gate/judge.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <numeric>
#include <variant>

namespace ratchet {
namespace {

/// With bounds no further apart than this, the bad end is beyond three quarters of the estimated change.
constexpr double precision_of_ends = 0.5;

/// A second duet that says nothing either is the scenario's or the host's nature.
constexpr int most_duets_of_one = 2;

std::size_t first_bad(const std::vector<CommitState>& states) {
    return static_cast<std::size_t>(std::ranges::find(states, CommitState::bad) - states.begin());
}

std::size_t last_good_before(const std::vector<CommitState>& states, std::size_t end) {
    std::size_t last = 0;
    for (std::size_t i = 0; i < end; ++i) {
        last = states[i] == CommitState::good ? i : last;
    }
    return last;
}

/// The one nearest to the middle of those between the last good and the first bad commit that `wanted` takes.
template <class Wanted>
std::optional<std::size_t> nearest_to_middle(const std::vector<CommitState>& states, const Wanted& wanted) {
    const std::size_t bad = first_bad(states);
    const std::size_t good = last_good_before(states, bad);
    std::optional<std::size_t> nearest;
    const auto distance = [&](std::size_t i) {  // twice, to stay whole
        return 2 * i > good + bad ? 2 * i - good - bad : good + bad - 2 * i;
    };
    for (std::size_t i = good + 1; i < bad; ++i) {
        if (wanted(i) && (!nearest || distance(i) < distance(*nearest))) {
            nearest = i;
        }
    }
    return nearest;
}

std::vector<CommitState> states_of(const BisectionRecord& bisection) {
    std::vector<CommitState> states;
    std::ranges::transform(bisection.commits, std::back_inserter(states), &BisectedCommit::state);
    return states;
}

bool may_be_measured_again(const BisectedCommit& commit) {
    return commit.state == CommitState::undecided && commit.duets < most_duets_of_one;
}

/// A gate that measures on until the bounds lie beyond a quarter of the change, or below three quarters.
std::string telling_gate(const BisectionRecord& bisection) {
    constexpr double most = 9;  // larger margins cannot be written, and need not be
    constexpr double apart = 0.01;
    const double half = std::log1p(*bisection.threshold);
    StatisticalGate gate{.metric = bisection.metric};
    gate.theta = std::min(std::expm1(half / 2), most - apart);
    if (bisection.metric != metric::instructions) {  // which are exact
        gate.delta = std::min(std::expm1(3 * half / 2), most);
    }
    return to_text(gate);
}

/// What two duets of one commit say together: the bounds of both hold.
Shift together(const Shift& first, const Shift& second) {
    const double lower = std::max(first.lower, second.lower);
    const double upper = std::min(first.upper, second.upper);
    return lower <= upper
               ? Shift{std::clamp((first.estimate + second.estimate) / 2, lower, upper), lower, upper}
               : second;
}

/// What the gate says of the bounds that hold by all duets of a commit.
Verdict by_all_duets(const BisectedCommit& commit, const std::string& text) {
    const Gate parsed = parse_gate(text);
    const auto* const named = std::get_if<StatisticalGate>(&parsed);
    const StatisticalGate gate = named != nullptr ? *named : StatisticalGate{};  // GATE none has the default
    const auto verdict =
        commit.shift ? decide(*commit.shift, gate.theta, gate.delta.value_or(StatisticalPolicy{}.delta))
                     : std::nullopt;
    return verdict.value_or(Verdict::inconclusive);
}

void note_ends(BisectionRecord& bisection, BisectedCommit& bad, Verdict verdict) {
    if (verdict == Verdict::regressed && bad.shift && bad.shift->lower > 0 && !is_known_roughly(*bad.shift)) {
        bad.state = CommitState::bad;
        bisection.threshold = std::expm1(bad.shift->estimate / 2);
    } else if (verdict == Verdict::unchanged || verdict == Verdict::improved) {
        bad.state = CommitState::good;
    }
}

}  // namespace

std::optional<BisectionStep> next_step(const BisectionRecord& bisection, const std::string& gate) {
    const std::vector<BisectedCommit>& commits = bisection.commits;
    if (duets_taken(bisection) >= allowance_for(commits.size() - 2).duets) {
        return std::nullopt;
    }
    if (!bisection.threshold) {
        const bool open =
            commits.back().state == CommitState::untried || may_be_measured_again(commits.back());
        return open ? std::optional(BisectionStep{commits.size() - 1, gate, precision_of_ends})
                    : std::nullopt;
    }
    const std::vector<CommitState> states = states_of(bisection);
    std::optional<std::size_t> next = next_to_try(states);
    if (!next) {
        next = nearest_to_middle(states, [&](std::size_t i) { return may_be_measured_again(commits[i]); });
    }
    return next ? std::optional(BisectionStep{*next, telling_gate(bisection), std::nullopt}) : std::nullopt;
}

void note_duet(BisectionRecord& bisection, const BisectionStep& step, Verdict verdict,
               const std::optional<Shift>& shift) {
    BisectedCommit& commit = bisection.commits[step.commit];
    ++commit.duets;
    if (shift) {
        commit.shift = commit.shift ? together(*commit.shift, *shift) : *shift;
    }
    commit.state = CommitState::undecided;
    if (!bisection.threshold) {
        note_ends(bisection, commit, commit.duets == 1 ? verdict : by_all_duets(commit, step.gate));
    } else if (commit.shift) {
        commit.state = state_of(*commit.shift, *bisection.threshold);
    }
}

int duets_taken(const BisectionRecord& bisection) {
    return std::accumulate(bisection.commits.begin(), bisection.commits.end(), 0,
                           [](int sum, const BisectedCommit& commit) { return sum + commit.duets; });
}

std::optional<std::size_t> next_to_try(const std::vector<CommitState>& states) {
    return nearest_to_middle(states, [&](std::size_t i) { return states[i] == CommitState::untried; });
}

std::pair<std::size_t, std::size_t> suspects(const std::vector<CommitState>& states) {
    const std::size_t bad = first_bad(states);
    return {last_good_before(states, bad) + 1, bad};
}

std::vector<BisectedCommit> suspects_of(const BisectionRecord& bisection) {
    if (!bisection.threshold) {
        return {};
    }
    const auto [first, last] = suspects(states_of(bisection));
    return {bisection.commits.begin() + static_cast<std::ptrdiff_t>(first),
            bisection.commits.begin() + static_cast<std::ptrdiff_t>(last) + 1};
}

CommitState state_of(const Shift& shift, double threshold) {
    const double half = std::log1p(threshold);
    const bool is_not_good = shift.lower > half / 2;
    const bool is_not_bad = shift.upper < 3 * half / 2;
    if (is_not_good && is_not_bad) {
        return shift.estimate > half ? CommitState::bad : CommitState::good;
    }
    return is_not_good ? CommitState::bad : is_not_bad ? CommitState::good : CommitState::undecided;
}

bool is_known_roughly(const Shift& change) {
    return change.lower > 0 && change.lower < change.estimate / 4;
}

DuetAllowance allowance_for(std::size_t commits) {
    constexpr double of_logarithm = 1.5;
    const int of_all =
        static_cast<int>(std::floor(of_logarithm * std::log2(static_cast<double>(commits + 2))));
    const int duets = std::max(2 + steps_for(commits), of_all);
    return {duets, StatisticalPolicy{}.alpha / duets};
}

int steps_for(std::size_t commits) {
    return std::bit_width(commits);
}

}  // namespace ratchet
