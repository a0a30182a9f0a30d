#include "many_scenarios.hpp"

#include "catch.hpp"

using namespace selfcheck;

TEST_CASE("every scenario of a large project ends as it is meant to, whatever the seed") {
    for (const std::uint64_t seed : {1U, 2U}) {
        const MeasuredProject project = make_project(45, seed);
        std::vector<ratchet::Verdict> verdicts;
        for (const MeasuredScenario& scenario : project.scenarios) {
            verdicts.push_back(scenario.record.verdict.value().verdict);
        }
        CHECK(verdicts.size() == 45);
        CHECK(are_as_expected(verdicts));
        verdicts[7] = ratchet::Verdict::inconclusive;
        CHECK_FALSE(are_as_expected(verdicts));
    }
}

TEST_CASE("baselines have thirty values, and runs are nine") {
    const MeasuredScenario scenario = make_project(1, 1).scenarios.front();
    CHECK(scenario.record.runs.size() == 9);
    std::size_t values = 0;
    for (const ratchet::RoundValues& round : scenario.baseline.sessions.front().rounds) {
        values += round.at("wall_time").size();
    }
    CHECK(values == 30);
}
