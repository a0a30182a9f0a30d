#include "gate/bisection.hpp"

#include "gate/judge.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

namespace ratchet {
namespace {

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

}  // namespace

std::optional<std::size_t> next_to_try(const std::vector<CommitState>& states) {
    const std::size_t bad = first_bad(states);
    const std::size_t good = last_good_before(states, bad);
    std::optional<std::size_t> nearest;
    const auto distance = [&](std::size_t i) {  // twice, to stay whole
        return 2 * i > good + bad ? 2 * i - good - bad : good + bad - 2 * i;
    };
    for (std::size_t i = good + 1; i < bad; ++i) {
        if (states[i] == CommitState::untried && (!nearest || distance(i) < distance(*nearest))) {
            nearest = i;
        }
    }
    return nearest;
}

std::pair<std::size_t, std::size_t> suspects(const std::vector<CommitState>& states) {
    const std::size_t bad = first_bad(states);
    return {last_good_before(states, bad) + 1, bad};
}

std::vector<BisectedCommit> suspects_of(const BisectionRecord& bisection) {
    if (!bisection.threshold) {
        return {};
    }
    std::vector<CommitState> states;
    std::ranges::transform(bisection.commits, std::back_inserter(states), &BisectedCommit::state);
    const auto [first, last] = suspects(states);
    return {bisection.commits.begin() + static_cast<std::ptrdiff_t>(first),
            bisection.commits.begin() + static_cast<std::ptrdiff_t>(last) + 1};
}

CommitState state_of(const Shift& shift, double threshold) {
    const double limit = std::log1p(threshold);
    return shift.lower > limit   ? CommitState::bad
           : shift.upper < limit ? CommitState::good
                                 : CommitState::undecided;
}

DuetAllowance allowance_for(std::size_t commits) {
    const int duets = 1 + 2 * steps_for(commits);
    return {duets, StatisticalPolicy{}.alpha / duets};
}

int steps_for(std::size_t commits) {
    return std::bit_width(commits);
}

}  // namespace ratchet
