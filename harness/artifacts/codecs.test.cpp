#include "artifacts/codecs.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/example_records.hpp"

#include <cmath>
#include <limits>

namespace ratchet::artifacts {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// The message of the `Error(artifact)` that `act` throws; an empty text when it throws none.
template <class Act>
std::string refusal(const Act& act) {
    try {
        act();
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "";
}

bool starts_with(const std::string& text, const std::string& start) {
    return text.substr(0, start.size()) == start;
}

TEST_CASE("every record comes back as it was written, hostile text included") {
    CHECK(run_from_json(to_json(example_run(3)), "x") == example_run(3));
    CHECK(run_from_json(to_json(example_failed_run(2)), "x") == example_failed_run(2));
    CHECK(component_summary_from_json(to_json(*example_run(1).components), "x") ==
          *example_run(1).components);
    CHECK(session_from_json(to_json(example_session()), "x") == example_session());
    CHECK(scenario_from_json(to_json(example_scenario()), "x") == as_stored(example_scenario()));
    CHECK(suite_from_json(to_json(example_suite()), "x") == as_stored(example_suite()));
    CHECK(baseline_from_json(to_json(example_baseline()), "x") == example_baseline());
    CHECK(exec_from_json(to_json(example_exec()), "x") == example_exec());
    CHECK(bisection_from_json(to_json(example_bisection()), "x") == example_bisection());
    CHECK(layouts_from_json(to_json(example_layouts()), "x") == example_layouts());
}

TEST_CASE("a record in which everything optional is absent comes back as it was written") {
    CHECK(run_from_json(to_json(RunRecord()), "x") == RunRecord());
    CHECK(component_summary_from_json(to_json(ComponentSummary()), "x") == ComponentSummary());
    CHECK(session_from_json(to_json(SessionRecord()), "x") == SessionRecord());
    CHECK(suite_from_json(to_json(SuiteRecord()), "x") == SuiteRecord());

    ScenarioRecord begun;  // as it is written before the first run
    begun.name = begun.spec.name = {"zstd", "level3"};
    CHECK(scenario_from_json(to_json(begun), "x") == begun);

    Baseline baseline;
    baseline.scenario = {"zstd", "level3"};
    baseline.plan.looks = {9};
    baseline.metrics[metric::wall_time];
    baseline.sessions.emplace_back().rounds = {{{metric::wall_time, {1.5}}}};
    CHECK(baseline_from_json(to_json(baseline), "x") == baseline);
}

TEST_CASE("numbers come back exactly, at the ends of their ranges too") {
    RunRecord run;
    run.index = std::numeric_limits<int>::max();
    run.round = std::numeric_limits<int>::min();
    run.started_ns = std::numeric_limits<std::int64_t>::min();
    run.iteration_times_s = {0.1,
                             1.0 / 3.0,
                             std::numeric_limits<double>::max(),
                             std::numeric_limits<double>::denorm_min(),
                             1e22,
                             123456789012345680.0,
                             3.0};
    run.components.emplace().components.emplace_back().calls = std::numeric_limits<std::uint64_t>::max();
    CHECK(run_from_json(to_json(run), "x") == run);
}

TEST_CASE("the same value gives the same bytes, and reading changes none") {
    CHECK(to_json(example_run(1)) == to_json(example_run(1)));
    CHECK(to_json(run_from_json(to_json(example_run(1)), "x")) == to_json(example_run(1)));
    CHECK(to_json(session_from_json(to_json(example_session()), "x")) == to_json(example_session()));
    CHECK(to_json(scenario_from_json(to_json(example_scenario()), "x")) == to_json(example_scenario()));
    CHECK(to_json(suite_from_json(to_json(example_suite()), "x")) == to_json(example_suite()));
}

TEST_CASE("a document is laid out for people: sorted keys, two spaces, lists of numbers on one line") {
    ComponentSummary summary{0.5, 0.0009765625, {{"evaluator", 2, 0.25, 0.125, 1e-7, 3}}};
    CHECK(to_json(summary) == R"({
  "$schema": "ratchet/component_summary/1",
  "components": [
    {
      "calls": 2,
      "max_s": 3,
      "min_s": 1e-07,
      "name": "evaluator",
      "self_s": 0.125,
      "total_s": 0.25
    }
  ],
  "residual_s": 0.375,
  "residual_without_timer_cost_s": 0.3740234375,
  "timed_total_s": 0.5,
  "timer_cost_s": 0.0009765625
}
)");
    RunRecord run;
    run.iteration_times_s = {0.5, 1, 2.25};
    CHECK(to_json(run).find("\"iteration_times_s\": [0.5, 1, 2.25],\n  \"metrics\": {},\n") !=
          std::string::npos);
}

TEST_CASE("a residual below zero stays below zero") {
    const ComponentSummary summary{0.5, 0, {{"evaluator", 2, 0.75, 0.75, 0, 1}}};
    CHECK(to_json(summary).find("\"residual_s\": -0.25") != std::string::npos);
}

TEST_CASE("bytes that are not UTF-8 become replacement characters, and the record is still written") {
    RunRecord run;
    run.facts["output"] =
        "a\xff"
        "b\xc3";
    CHECK(run_from_json(to_json(run), "x").facts.at("output") == "a\uFFFDb\uFFFD");
}

TEST_CASE("a number that is not finite is refused with the field's name, and nothing is written") {
    RunRecord run = example_run(1);
    run.metrics[metric::wall_time].value = not_a_number;
    CHECK(starts_with(refusal([&] { to_json(run); }),
                      "ratchet/run/1: metrics.wall_time.value: not a finite number"));
    run = example_run(1);
    run.iteration_times_s[2] = infinity;
    CHECK(starts_with(refusal([&] { to_json(run); }), "ratchet/run/1: iteration_times_s[2]: not a finite"));
    ScenarioRecord scenario = example_scenario();
    scenario.verdict->gates[0].shift->lower = -infinity;
    CHECK(
        starts_with(refusal([&] { to_json(scenario); }), "ratchet/scenario/1: verdict.gates[0].shift.lower"));
    SessionRecord session = example_session();
    session.host.max_frequency_mhz = not_a_number;
    CHECK(starts_with(refusal([&] { to_json(session); }), "ratchet/session/1: host.max_frequency_mhz"));
    SuiteRecord suite = example_suite();
    suite.geometric_mean->shift.upper = infinity;
    CHECK(starts_with(refusal([&] { to_json(suite); }), "ratchet/suite/1: geometric_mean.shift.upper"));
    Baseline baseline = example_baseline();
    baseline.sessions[1].rounds[0][metric::wall_time][2] = not_a_number;
    CHECK(starts_with(refusal([&] { to_json(baseline); }),
                      "ratchet/baseline/1: sessions[1].rounds[0].wall_time[2]"));
    ComponentSummary summary;
    summary.timer_cost_s = not_a_number;
    CHECK(refusal([&] { to_json(summary); }) != "");
}

TEST_CASE("a scenario without a proper name is not written, since it could not be read") {
    ScenarioRecord scenario = example_scenario();
    scenario.spec.name = {"..", "x"};
    CHECK(starts_with(refusal([&] { to_json(scenario); }), "../x: not a scenario's full name"));
}

TEST_CASE("a scenario keeps of its runs what statistics are made of, and the way to the rest") {
    const std::string text = to_json(example_scenario());
    CHECK(text.find("\"path\": \"scenarios/tree_search/wide_tree.v2/runs/003/run.json\"") !=
          std::string::npos);
    CHECK(text.find("iteration_times_s") == std::string::npos);
    CHECK(text.find("\"requested_runs\": 5") != std::string::npos);
    CHECK(text.find("\"completed_runs\": 3") != std::string::npos);
    CHECK(text.find("\"successful_runs\": 2") != std::string::npos);
    CHECK(text.find("\"failed_runs\": 1") != std::string::npos);
    CHECK(text.find("\"status\": \"failed\"") != std::string::npos);
    CHECK(text.find("\"n\": 2") != std::string::npos);
}

TEST_CASE("a value whose metric has no summary yet is left to the run's own file") {
    ScenarioRecord running = example_scenario();
    running.metrics.erase(metric::throughput);
    const ScenarioRecord read = scenario_from_json(to_json(running), "x");
    CHECK(read.runs[0].metrics.count(metric::throughput) == 0);
    CHECK(read.runs[0].metrics.count(metric::wall_time) == 1);
}

TEST_CASE("a change is told on the log scale and as a slowdown, of which the reader takes the first") {
    SuiteRecord suite;
    suite.geometric_mean = GeometricMean{1, {std::log(1.25), std::log(0.5), std::log(2)}, Verdict::regressed};
    std::string text = to_json(suite);
    CHECK(text.find("\"estimate\": 0.25") != std::string::npos);
    CHECK(text.find("\"lower\": -0.5") != std::string::npos);
    text.replace(text.find("\"estimate\": 0.25"), 16, "\"estimate\": 9.75");
    CHECK(suite_from_json(text, "x") == suite);
}

TEST_CASE("a change too large for a ratio is told on the log scale alone") {
    SuiteRecord suite;
    suite.geometric_mean = GeometricMean{1, {1000, -1000, 2000}, Verdict::regressed};
    const std::string text = to_json(suite);
    CHECK(text.find("\"estimate\": null") != std::string::npos);
    CHECK(suite_from_json(text, "x") == suite);
}

TEST_CASE("a suite counts the runs of all its members") {
    SuiteRecord suite = example_suite();
    suite.scenarios.push_back(example_scenario());
    const std::string text = to_json(suite);
    CHECK(text.find("\n  \"requested_runs\": 10,") != std::string::npos);
    CHECK(text.find("\n  \"completed_runs\": 6,") != std::string::npos);
    CHECK(text.find("\n  \"successful_runs\": 4") != std::string::npos);
    CHECK(text.find("\n  \"failed_runs\": 2,") != std::string::npos);
}

TEST_CASE("a baseline is canonical: nine digits, and reading and writing it again changes no byte") {
    Baseline baseline = example_baseline();
    baseline.sessions[0].rounds[0][metric::wall_time] = {1.0 / 3.0, 0.0123456789123, 1e-5 / 3, 12345678912.0,
                                                         0.25};
    const std::string text = to_json(baseline);
    CHECK(text.find("\"wall_time\": [0.333333333, 0.0123456789, 3.33333333e-06, 12345678900, 0.25]\n") !=
          std::string::npos);
    CHECK(to_json(baseline_from_json(text, "x")) == text);
    CHECK(baseline_from_json(text, "x").plan.seed == baseline.plan.seed);
}

TEST_CASE("a baseline that no judge could use is neither written nor read") {
    const auto refused = [](const auto& spoil) {
        Baseline baseline = example_baseline();
        spoil(baseline);
        return refusal([&] { to_json(baseline); }) != "";
    };
    CHECK(refused([](Baseline& baseline) { baseline.sessions.clear(); }));
    CHECK(refused([](Baseline& baseline) { baseline.sessions[1].rounds.clear(); }));
    CHECK(refused([](Baseline& baseline) { baseline.sessions[0].rounds[1].clear(); }));
    CHECK(refused([](Baseline& baseline) { baseline.sessions[0].rounds[1][metric::wall_time].clear(); }));
    CHECK(refused([](Baseline& baseline) { baseline.metrics.erase(metric::throughput); }));
    CHECK(refused([](Baseline& baseline) { baseline.plan.looks.clear(); }));
    CHECK(refused([](Baseline& baseline) { baseline.plan.looks = {9, 9}; }));
    CHECK(refused([](Baseline& baseline) { baseline.plan.looks = {0, 9}; }));
    CHECK(refused([](Baseline& baseline) { baseline.plan.iterations = 0; }));
    CHECK(refused([](Baseline& baseline) { baseline.plan.batch = 0; }));
    CHECK(refused([](Baseline& baseline) { baseline.tau_same_boot[metric::wall_time].value = -0.1; }));
    CHECK(refused([](Baseline& baseline) { baseline.tau_between_boots[metric::wall_time] = {1e9, 2}; }));
    CHECK(refused([](Baseline& baseline) { baseline.margins[metric::wall_time] = {0, 0.1}; }));
    CHECK(refused([](Baseline& baseline) { baseline.margins[metric::wall_time] = {0.05, 1e9}; }));
    CHECK(refused(
        [](Baseline& baseline) { baseline.margins[metric::wall_time].detectable_same_boot->slowdown = 0; }));
    CHECK(refused(
        [](Baseline& baseline) { baseline.margins[metric::wall_time].detectable_other_boot->delta = 1e9; }));
    CHECK(refused(
        [](Baseline& baseline) { baseline.sessions[0].rounds[0][metric::wall_time].assign(10'000, 0.25); }));
    CHECK_FALSE(refused([](Baseline&) {}));

    std::string text = to_json(example_baseline());
    text.replace(text.find("[0.252]"), 7, "[]");
    CHECK(starts_with(refusal([&] { baseline_from_json(text, "b.json"); }),
                      "b.json: sessions[0].rounds: a round has no values; restore it from version control"));
}

}  // namespace
}  // namespace ratchet::artifacts
