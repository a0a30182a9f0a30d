#include "gate/bisection.hpp"

#include "catch.hpp"
#include "gate/gate_language.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

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

TEST_CASE("a commit is told by what its bounds exclude: the good end, or the bad one") {
    // Of a change of ln(1.05) twice: a quarter is 0.024, half 0.049, three quarters 0.073.
    const auto state = [](double lower, double estimate, double upper) {
        return state_of({estimate, lower, upper}, 0.05);
    };
    CHECK(state(0.03, 0.09, 0.15) == bad);
    CHECK(state(-0.03, 0.01, 0.07) == good);
    CHECK(state(-0.30, -0.25, -0.20) == good);
    CHECK(state(0.02, 0.05, 0.08) == undecided);
    const double quarter = std::log1p(0.05) / 2;
    CHECK(state(quarter + 1e-9, 0.09, 0.15) == bad);
    CHECK(state(quarter - 1e-9, 0.09, 0.15) == undecided);
    CHECK(state(0.01, 0.05, 3 * quarter - 1e-9) == good);
    CHECK(state(0.01, 0.05, 3 * quarter + 1e-9) == undecided);
}

TEST_CASE("what lies between the ends for certain is taken for the nearer one") {
    CHECK(state_of({0.050, 0.045, 0.055}, 0.05) == bad);
    CHECK(state_of({0.048, 0.043, 0.053}, 0.05) == good);
    const double half = std::log1p(0.05);
    CHECK(state_of({half, half - 0.005, half + 0.005}, 0.05) == good);
}

TEST_CASE("the errors of all duets of a search add up to one in a hundred") {
    for (const std::size_t commits : {0U, 1U, 2U, 30U, 31U, 1000U}) {
        const DuetAllowance allowance = allowance_for(commits);
        CAPTURE(commits);
        CHECK(std::abs(allowance.duets * allowance.alpha - 0.01) < 1e-12);
        CHECK(allowance.duets > 1 + steps_for(commits));  // one may come to nothing
    }
    CHECK(allowance_for(30).duets == 7);  // of 32 commits: 1.5 times log2(32), whole
    CHECK(allowance_for(1022).duets == 15);
}

namespace {

constexpr auto own_gate = "wall_time 2%";

BisectionRecord history(std::size_t commits) {
    BisectionRecord record;
    record.metric = "wall_time";
    record.commits.resize(commits);
    record.commits.front().state = good;
    return record;
}

/// Bounds as near as 0.001 to the change.
Shift exactly(double change) {
    return {change, change - 0.001, change + 0.001};
}

/// A search in which every commit from `culprit` on is slower by `change` (log scale); `answer` may make a
/// duet say less. Gives the positions that were measured.
std::vector<std::size_t> search(BisectionRecord& record, std::size_t culprit, double change,
                                const std::function<std::optional<Shift>(std::size_t)>& answer = nullptr) {
    std::vector<std::size_t> measured;
    while (const auto step = next_step(record, own_gate)) {
        REQUIRE(measured.size() < 100);
        measured.push_back(step->commit);
        std::optional<Shift> shift = answer ? answer(step->commit) : std::nullopt;
        if (!shift) {
            shift = exactly(step->commit < culprit ? 0 : change);
        }
        const bool regressed = shift->lower > std::log1p(0.02);
        const bool unchanged = shift->upper < std::log1p(0.05);
        note_duet(record, *step,
                  regressed   ? Verdict::regressed
                  : unchanged ? Verdict::unchanged
                              : Verdict::inconclusive,
                  shift);
    }
    return measured;
}

const Shift anything{0.02, -0.5, 0.5};

}  // namespace

TEST_CASE(
    "the ends are compared first, by the scenario's gate and closely; half of their change is the "
    "threshold") {
    BisectionRecord record = history(32);
    const auto ends = next_step(record, own_gate);
    REQUIRE(ends);
    CHECK(ends->commit == 31);
    CHECK(ends->gate == own_gate);
    CHECK(ends->precision == 0.5);
    note_duet(record, *ends, Verdict::regressed, exactly(0.06));
    CHECK(record.commits.back().state == bad);
    CHECK(record.commits.back().duets == 1);
    CHECK(std::abs(*record.threshold - std::expm1(0.03)) < 1e-12);

    const auto middle = next_step(record, own_gate);
    REQUIRE(middle);
    CHECK(middle->commit == 15);
    CHECK_FALSE(middle->precision);
    const auto gate = std::get<StatisticalGate>(parse_gate(middle->gate));
    CHECK(gate.metric == "wall_time");
    CHECK(std::abs(gate.theta - std::expm1(0.015)) < 1e-9);
    CHECK(std::abs(*gate.delta - std::expm1(0.045)) < 1e-9);
}

TEST_CASE("between ends that lie a thousandfold apart too a commit's gate is one that can be written") {
    BisectionRecord record = history(4);
    note_duet(record, *next_step(record, own_gate), Verdict::regressed, exactly(std::log(1e6)));
    const auto gate = std::get<StatisticalGate>(parse_gate(next_step(record, own_gate)->gate));
    CHECK(gate.theta < *gate.delta);
}

TEST_CASE("every culprit of 32 commits is found by seven duets at most, one of which may come to nothing") {
    for (std::size_t culprit = 1; culprit <= 31; ++culprit) {
        CAPTURE(culprit);
        BisectionRecord record = history(32);
        CHECK(search(record, culprit, 0.05).size() <= 6);
        REQUIRE(suspects_of(record).size() == 1);
        CHECK(&record.commits[culprit] - record.commits.data() == static_cast<std::ptrdiff_t>(culprit));
        CHECK(record.commits[culprit].state == bad);

        BisectionRecord disturbed = history(32);
        int duets = 0;
        const auto measured = search(disturbed, culprit, 0.05, [&](std::size_t) {
            return ++duets == 2 ? std::optional(anything) : std::nullopt;
        });
        CHECK(measured.size() <= 7);
        CHECK(duets_taken(disturbed) == static_cast<int>(measured.size()));
        const std::vector<BisectedCommit> left = suspects_of(disturbed);
        CHECK(left.size() <= 2);
    }
}

TEST_CASE("what was undecided is measured once more when it alone is in doubt, and no third time") {
    BisectionRecord record = history(4);
    int second = 0;
    const auto sometimes = [&](std::size_t commit) {
        return commit == 1 && ++second == 1 ? std::optional(anything) : std::nullopt;
    };
    CHECK(search(record, 2, 0.05, sometimes) == std::vector<std::size_t>{3, 1, 2, 1});
    CHECK(suspects_of(record).size() == 1);
    CHECK(record.commits[1].duets == 2);
    CHECK(record.commits[1].state == good);

    BisectionRecord never = history(32);
    const auto measured = search(never, 31, 0.05, [](std::size_t commit) {
        return commit == 30 ? std::optional(anything) : std::nullopt;
    });
    CHECK(std::ranges::count(measured, 30U) == 2);
    CHECK(suspects_of(never).size() == 2);
}

TEST_CASE("the bounds of two duets of a commit hold together") {
    BisectionRecord record = history(3);
    note_duet(record, *next_step(record, own_gate), Verdict::regressed, exactly(0.08));
    const BisectionStep step = *next_step(record, own_gate);
    note_duet(record, step, Verdict::inconclusive, Shift{0.05, 0.015, 0.085});
    CHECK(record.commits[1].state == undecided);
    CHECK(next_step(record, own_gate) == step);
    note_duet(record, step, Verdict::inconclusive, Shift{0.02, -0.045, 0.055});
    CHECK(record.commits[1].shift == Shift{0.035, 0.015, 0.055});
    CHECK(record.commits[1].state == good);

    BisectionRecord at_odds = history(3);
    note_duet(at_odds, *next_step(at_odds, own_gate), Verdict::regressed, exactly(0.08));
    note_duet(at_odds, step, Verdict::inconclusive, Shift{0.03, 0.01, 0.07});
    note_duet(at_odds, step, Verdict::inconclusive, Shift{0.09, 0.08, 0.10});
    CHECK(at_odds.commits[1].shift == Shift{0.09, 0.08, 0.10});  // the newer one
}

TEST_CASE("ends that cannot be told apart are measured twice, and ends that do not differ once") {
    BisectionRecord doubtful = history(32);
    const auto nothing = [](std::size_t) { return std::optional(anything); };
    CHECK(search(doubtful, 5, 0.05, nothing) == std::vector<std::size_t>{31, 31});
    CHECK(doubtful.commits.back().state == undecided);
    CHECK(suspects_of(doubtful).empty());

    BisectionRecord same = history(32);
    CHECK(search(same, 5, 0).size() == 1);
    CHECK(same.commits.back().state == good);

    BisectionRecord second_time = history(32);
    int duets = 0;
    CHECK(search(second_time, 9, 0.05, [&](std::size_t) {
              return ++duets == 1 ? std::optional(anything) : std::nullopt;
          }).size() <= 7);
    CHECK(suspects_of(second_time).size() == 1);
}

TEST_CASE(
    "a change of the ends of which hardly anything is certain is no threshold, and is measured once more") {
    BisectionRecord record = history(6);
    note_duet(record, *next_step(record, own_gate), Verdict::regressed, Shift{0.10, 0.024, 0.17});
    CHECK_FALSE(record.threshold);
    CHECK(record.commits.back().state == undecided);
    const auto again = next_step(record, own_gate);
    REQUIRE(again);
    CHECK(again->commit == record.commits.size() - 1);
    note_duet(record, *again, Verdict::regressed, Shift{0.10, 0.026, 0.17});
    REQUIRE(record.threshold);
    CHECK(record.commits.back().state == bad);
}

TEST_CASE("the ends are told by what holds by both of their duets") {
    const auto after = [](const Shift& second, Verdict verdict) {
        BisectionRecord record = history(6);
        note_duet(record, *next_step(record, own_gate), Verdict::regressed, Shift{0.10, 0.024, 0.17});
        note_duet(record, *next_step(record, own_gate), verdict, second);
        return record;
    };
    CHECK(after({0.06, 0.015, 0.085}, Verdict::inconclusive).threshold);  // both: 0.024 to 0.085
    const BisectionRecord at_odds = after({0.02, -0.005, 0.045}, Verdict::unchanged);
    CHECK(at_odds.commits.back().state == bad);  // never "nothing to find" beside 0.024 to 0.045
    CHECK(at_odds.threshold);
}

TEST_CASE("the ends of a scenario that no gate judges are told by the margins of the default") {
    BisectionRecord record = history(6);
    note_duet(record, *next_step(record, "none"), Verdict::regressed, Shift{0.10, 0.024, 0.17});
    note_duet(record, *next_step(record, "none"), Verdict::regressed, Shift{0.10, 0.026, 0.17});
    CHECK(record.threshold);
}

TEST_CASE("a change larger than gates can be written for is searched all the same") {
    BisectionRecord record = history(8);
    search(record, 3, std::log(1e6));
    CHECK(suspects_of(record).size() == 1);
}

TEST_CASE("instructions are counted: their gate has no second margin, and every count decides") {
    BisectionRecord record = history(4);
    record.metric = "instructions";
    const auto exact = [](double change) { return Shift{change, change, change}; };
    note_duet(record, *next_step(record, "instructions 0.5%"), Verdict::regressed, exact(0.02));
    const BisectionStep step = *next_step(record, "instructions 0.5%");
    CHECK_FALSE(std::get<StatisticalGate>(parse_gate(step.gate)).delta);
    note_duet(record, step, Verdict::unchanged, exact(0));
    CHECK(record.commits[1].state == good);
    note_duet(record, *next_step(record, "instructions 0.5%"), Verdict::regressed, exact(0.02));
    CHECK(suspects_of(record).size() == 1);
}

TEST_CASE("a duet of too few blocks for bounds leaves its commit undecided, and counts") {
    BisectionRecord record = history(4);
    note_duet(record, *next_step(record, own_gate), Verdict::regressed, exactly(0.05));
    const BisectionStep step = *next_step(record, own_gate);
    note_duet(record, step, Verdict::inconclusive, std::nullopt);
    CHECK(record.commits[step.commit].state == undecided);
    CHECK(duets_taken(record) == 2);
}
