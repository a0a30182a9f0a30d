#include "artifacts/run_reference.hpp"

#include "catch.hpp"

using namespace ratchet;
using namespace ratchet::artifacts;

namespace {

constexpr double bytes = 4096;

ScenarioRecord measured_twice() {
    const MetricDefinition seconds{"s", Direction::lower_is_better, MetricScope::iteration};
    ScenarioRecord scenario;
    scenario.name = {"g", "x"};
    scenario.metrics["wall_time"].definition = seconds;
    RunRecord good;
    good.index = 1;
    good.metrics["wall_time"] = {0.5, seconds};
    good.missing["peak_rss"] = "too small";
    good.peak_rss_at_most_bytes = bytes;
    RunRecord bad;
    bad.index = 2;
    bad.round = 3;
    bad.failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    scenario.runs = {good, bad};
    return scenario;
}

}  // namespace

TEST_CASE("a reference names the run's file and comes back as what verdicts are derived from") {
    const ScenarioRecord scenario = measured_twice();
    const std::vector<RunReference> references = refer_to_runs(scenario);
    REQUIRE(references.size() == 2);
    CHECK(references[1].path == "scenarios/g/x/runs/002/run.json");
    CHECK(runs_referred_to(references, scenario.metrics) == scenario.runs);
}

TEST_CASE("a value whose metric is not defined yet is left to the run's own file") {
    const ScenarioRecord scenario = measured_twice();
    CHECK(runs_referred_to(refer_to_runs(scenario), {}).front().metrics.empty());
}
