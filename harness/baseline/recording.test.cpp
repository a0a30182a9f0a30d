#include "baseline/recording.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "gate/tau.hpp"

#include <cmath>

using namespace ratchet;

namespace {

const MetricDefinition seconds{"s", Direction::lower_is_better, MetricScope::iteration};

SessionRecord recorded_session() {
    SessionRecord session;
    session.id = "2026-03-24T14-32-10Z-baseline";
    session.started_at = "2026-03-24T14:32:10Z";
    session.host_class = "amd-25-17-2cpu-virtual";
    session.host.boot_id = "boot";
    session.git = {.commit = "0123abc", .dirty = false};
    return session;
}

/// Three rounds of ten runs around `level`, each round shifted by `round_shift` more than the one before.
ScenarioRecord recorded_scenario(const std::string& name, double level, double round_shift) {
    ScenarioRecord scenario;
    scenario.name = {"group", name};
    scenario.plan.looks = {9, 14, 20};
    for (int index = 1; index <= 30; ++index) {
        RunRecord run;
        run.index = index;
        run.round = (index - 1) / 10 + 1;
        const double wobble = 0.01 * std::sin(index);
        run.metrics[metric::wall_time] = {level * (1 + wobble + round_shift * run.round), seconds};
        scenario.runs.push_back(run);
        scenario.metrics[metric::wall_time].values.push_back(run.metrics[metric::wall_time].value);
    }
    scenario.metrics[metric::wall_time].definition = seconds;
    return scenario;
}

}  // namespace

TEST_CASE("a recorded session becomes one baseline per scenario, values kept by round and in order") {
    const ScenarioRecord scenario = recorded_scenario("a", 0.010, 0);
    const std::vector<Baseline> baselines = record_baselines(recorded_session(), {scenario}, "new compiler");
    REQUIRE(baselines.size() == 1);
    const Baseline& baseline = baselines.front();
    CHECK(baseline.scenario.full() == "group/a");
    CHECK(baseline.host_class == "amd-25-17-2cpu-virtual");
    CHECK(baseline.reason == "new compiler");
    CHECK(baseline.plan == scenario.plan);
    REQUIRE(baseline.sessions.size() == 1);
    CHECK(baseline.sessions[0].git.commit == "0123abc");
    REQUIRE(baseline.sessions[0].rounds.size() == 3);
    CHECK(baseline.sessions[0].rounds[1].at(metric::wall_time).front() ==
          scenario.runs[10].metrics.at("wall_time").value);
}

TEST_CASE("the spread between rounds is pooled over all scenarios of the session") {
    const std::vector<ScenarioRecord> scenarios{recorded_scenario("calm", 0.010, 0),
                                                recorded_scenario("drifting", 0.010, 0.05)};
    const std::vector<Baseline> baselines = record_baselines(recorded_session(), scenarios, "");
    const StoredTau calm = baselines[0].tau_same_boot.at(metric::wall_time);
    CHECK(calm == baselines[1].tau_same_boot.at(metric::wall_time));
    CHECK_THAT(calm.degrees_of_freedom, Catch::Matchers::WithinAbs(4, 0.01));
    CHECK(calm.value > tau_floor(true));
    CHECK(calm.value < 0.05);
}

TEST_CASE("the must-detect margin of another boot is never below that of the recording's own") {
    const StoredMargins margins =
        record_baselines(recorded_session(), {recorded_scenario("a", 0.010, 0)}, "")[0].margins.at(
            metric::wall_time);
    CHECK(margins.delta_same_boot >= 0.05);
    CHECK(margins.delta_other_boot >= margins.delta_same_boot);
    CHECK(margins.delta_other_boot <= 0.15);
}

TEST_CASE("what a gate catches is stored with the margins that it is written with") {
    ScenarioRecord scenario = recorded_scenario("a", 0.010, 0);
    scenario.spec.gates = {"wall_time 3%/20%"};
    const StoredMargins margins =
        record_baselines(recorded_session(), {scenario}, "")[0].margins.at(metric::wall_time);
    CHECK(margins.detectable_same_boot == StoredDetectable{0.03, 0.20, 0.20});
}

TEST_CASE("a scenario with a failed run gives no baseline, and the message names it") {
    ScenarioRecord scenario = recorded_scenario("a", 0.010, 0);
    scenario.runs[3].failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    CHECK_THROWS_WITH(record_baselines(recorded_session(), {scenario}, ""),
                      Catch::Contains("group/a") && Catch::Contains("SIGSEGV"));
}

TEST_CASE("a scenario that was not measured gives no baseline") {
    ScenarioRecord scenario;
    scenario.name = {"group", "empty"};
    scenario.plan.looks = {9};
    CHECK_THROWS_AS(record_baselines(recorded_session(), {scenario}, ""), Error);
}

TEST_CASE("a level of no time at all is not accepted, since no later one could be compared with it") {
    ScenarioRecord scenario = recorded_scenario("a", 0.010, 0);
    scenario.metrics[metric::wall_time].values.back() = 0;
    CHECK_THROWS_WITH(record_baselines(recorded_session(), {scenario}, ""), Catch::Contains("took no time"));
}

TEST_CASE("counts of instructions are recorded with their source, unless one failed") {
    ScenarioRecord scenario = recorded_scenario("a", 0.010, 0);
    scenario.spec.gates = {"wall_time", "instructions 0.5%"};
    InstructionCounts counts;
    counts.source = "callgrind 3.19.0";
    counts.calls = 40;
    counts.totals = {4'000'001, 4'000'001, 4'000'001};
    scenario.instructions = counts;
    const Baseline baseline = record_baselines(recorded_session(), {scenario}, "").front();
    CHECK(baseline.sessions.front().instructions == counts);
    CHECK(baseline.margins.count("wall_time") == 1);
    CHECK(baseline.margins.count("instructions") == 0);
    require_counted({scenario});

    scenario.instructions->problem = "it crashed";
    CHECK_FALSE(record_baselines(recorded_session(), {scenario}, "").front().sessions.front().instructions);
    CHECK_THROWS_WITH(require_counted({recorded_scenario("b", 0.01, 0), scenario}),
                      Catch::Contains("group/a") && Catch::Contains("it crashed"));
}
