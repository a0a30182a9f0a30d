#include "gate/bisection.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using enum CommitState;
using States = std::vector<CommitState>;
using Range = std::pair<std::size_t, std::size_t>;

namespace {

/// Tries commits until none says more; each is what `answer` says. Returns how many were tried.
template <class Answer>
int search(States& states, const Answer& answer) {
    int tried = 0;
    while (const auto next = next_to_try(states)) {
        REQUIRE(states[*next] == untried);
        states[*next] = answer(*next);
        ++tried;
    }
    return tried;
}

States between_ends(std::size_t commits) {
    States states(commits + 2, untried);
    states.front() = good;
    states.back() = bad;
    return states;
}

}  // namespace

TEST_CASE("every culprit is found in as few steps as halving takes") {
    for (const std::size_t commits : {0U, 1U, 2U, 3U, 6U, 7U, 31U, 100U}) {
        for (std::size_t culprit = 1; culprit <= commits + 1; ++culprit) {
            CAPTURE(commits, culprit);
            States states = between_ends(commits);
            const int tried = search(states, [&](std::size_t i) { return i < culprit ? good : bad; });
            CHECK(suspects(states) == Range{culprit, culprit});
            CHECK(tried <= steps_for(commits));
        }
    }
    CHECK(steps_for(0) == 0);
    CHECK(steps_for(31) == 5);
    CHECK(steps_for(32) == 6);
}

TEST_CASE("the middle comes first, and beside what cannot be used its neighbours") {
    States states = between_ends(7);
    CHECK(next_to_try(states) == 4);
    states[4] = unusable;
    CHECK(next_to_try(states) == 3);
    states[3] = undecided;
    CHECK(next_to_try(states) == 5);
    states[5] = bad;
    CHECK(next_to_try(states) == 2);
}

TEST_CASE("what could not be told leaves a range, never a wrong commit") {
    for (std::size_t culprit = 1; culprit <= 32; ++culprit) {
        for (std::size_t hidden = 1; hidden < 32; ++hidden) {
            CAPTURE(culprit, hidden);
            States states = between_ends(31);
            const int tried = search(states, [&](std::size_t i) {
                if (i == hidden || i == hidden + 1) {
                    return i == hidden ? undecided : unusable;
                }
                return i < culprit ? good : bad;
            });
            const auto [first, last] = suspects(states);
            CHECK(first <= culprit);
            CHECK(culprit <= last);
            CHECK(last - first <= 2);
            CHECK(tried <= 9);
        }
    }
}

TEST_CASE("all between the ends may be suspect") {
    States states = between_ends(3);
    CHECK(search(states, [](std::size_t) { return undecided; }) == 3);
    CHECK(suspects(states) == Range{1, 4});
}

TEST_CASE("a commit is told by its bounds, whichever way it moved") {
    const auto state = [](double lower, double upper) { return state_of({0, lower, upper}, 0.05); };
    CHECK(state(0.06, 0.10) == bad);
    CHECK(state(-0.30, 0.02) == good);
    CHECK(state(-0.30, -0.20) == good);
    CHECK(state(0.04, 0.06) == undecided);
    CHECK(state(std::log1p(0.05) + 1e-9, 0.06) == bad);
}

TEST_CASE("the errors of all duets of a search add up to one in a hundred") {
    for (const std::size_t commits : {0U, 1U, 31U, 1000U}) {
        const DuetAllowance allowance = allowance_for(commits);
        CHECK(std::abs(allowance.duets * allowance.alpha - 0.01) < 1e-12);
        CHECK(allowance.duets >= 1 + steps_for(commits));
    }
    CHECK(allowance_for(31).duets == 11);
}
