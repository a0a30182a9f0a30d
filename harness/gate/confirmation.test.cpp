#include "gate/confirmation.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;

namespace {

ScenarioVerdict of(Verdict verdict) {
    GateVerdict gate;
    gate.verdict = verdict;
    gate.shift = Shift{};
    gate.looks_taken = 1;
    ScenarioVerdict result;
    result.verdict = verdict;
    result.gates = {gate};
    return result;
}

}  // namespace

TEST_CASE("a policy is one of three words") {
    CHECK(parse_confirmation("auto") == Confirmation::automatic);
    CHECK(parse_confirmation("always") == Confirmation::always);
    CHECK(parse_confirmation("never") == Confirmation::never);
    CHECK_THROWS_WITH(parse_confirmation("ALWAYS"), Catch::Contains("RATCHET_CONFIRM"));
}

TEST_CASE("what the baseline did not find unchanged is worth a duet") {
    for (const Verdict verdict : {Verdict::regressed, Verdict::inconclusive, Verdict::improved}) {
        CHECK(wants_confirmation(of(verdict)));
    }
    for (const Verdict verdict :
         {Verdict::unchanged, Verdict::failed, Verdict::no_baseline, Verdict::incomparable}) {
        CHECK_FALSE(wants_confirmation(of(verdict)));
    }
}

TEST_CASE("a duet of the code with itself, or beside a broken limit, would say nothing new") {
    ScenarioVerdict same = of(Verdict::inconclusive);
    same.same_code = true;
    CHECK_FALSE(wants_confirmation(same));
    ScenarioVerdict limit = of(Verdict::regressed);
    limit.gates.front().budget = BudgetResult{};
    CHECK_FALSE(wants_confirmation(limit));
    ScenarioVerdict uncompared = of(Verdict::inconclusive);
    uncompared.gates.front().shift.reset();
    CHECK_FALSE(wants_confirmation(uncompared));
    ScenarioVerdict reported = of(Verdict::inconclusive);  // of too few runs for a gate
    reported.gates.front().looks_taken = 0;
    CHECK_FALSE(wants_confirmation(reported));
    ScenarioVerdict counted = of(Verdict::regressed);
    counted.gates.front().metric = "instructions";
    CHECK_FALSE(wants_confirmation(counted));
    limit.gates.push_back(of(Verdict::inconclusive).gates.front());
    CHECK(wants_confirmation(limit));
    CHECK_FALSE(wants_confirmation({}));
    ScenarioVerdict without_profiler = of(Verdict::improved);  // a profiler that was named, and is missing
    without_profiler.verdict = Verdict::failed;
    CHECK_FALSE(wants_confirmation(without_profiler));
}
