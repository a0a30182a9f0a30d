#include "report/verdict_table.hpp"

#include "catch.hpp"
#include "sample_session.hpp"

#include <algorithm>

using namespace ratchet;
using ratchet::testing::judged_scenario;

namespace {

std::string cell(const Table& table, std::size_t row, std::size_t column) {
    return table.rows.at(row).cells.at(column).text;
}

SessionReport report_of(std::vector<ScenarioRecord> scenarios) {
    SessionReport report;
    report.scenarios = std::move(scenarios);
    report.commands.record = "RECORD";
    return report;
}

ScenarioRecord with_reason(ScenarioRecord scenario, const std::string& reason) {
    scenario.verdict->reason = reason;
    scenario.verdict->gates.front().reason = reason;
    return scenario;
}

}  // namespace

TEST_CASE("the worst scenario comes first, equal ones by name") {
    const Table table = verdict_table(report_of({judged_scenario("b/x", Verdict::unchanged, 1, 0),
                                                 judged_scenario("c/x", Verdict::regressed, 1, 0.1),
                                                 judged_scenario("a/x", Verdict::unchanged, 1, 0)}));
    CHECK(cell(table, 0, 0) == "▲ c/x");
    CHECK(cell(table, 1, 0) == "✓ a/x");
    CHECK(cell(table, 2, 0) == "✓ b/x");
}

TEST_CASE("of several gates the worst stands beside the name") {
    ScenarioRecord scenario = judged_scenario("a/x", Verdict::regressed, 1, 0.1);
    GateVerdict good = scenario.verdict->gates.front();
    good.metric = "rate";
    good.verdict = Verdict::unchanged;
    scenario.verdict->gates.insert(scenario.verdict->gates.begin(), good);
    const Table table = verdict_table(report_of({scenario}));
    REQUIRE(table.rows.size() == 2);
    CHECK(cell(table, 0, 2) == "wall_time");
    CHECK(cell(table, 1, 0).empty());
    CHECK(cell(table, 1, 1) == "unchanged");
}

TEST_CASE("a metric that all rows share heads the values instead of filling a column") {
    const Table one = verdict_table(report_of({judged_scenario("a/x", Verdict::unchanged, 1, 0)}));
    CHECK(one.columns[3].heading == "wall_time");
    CHECK(cell(one, 0, 2).empty());
}

TEST_CASE("the smallest slowdown that would be caught is shown as the metric would show it") {
    ScenarioRecord scenario = judged_scenario("a/x", Verdict::unchanged, 1, 0);
    CHECK(cell(verdict_table(report_of({scenario})), 0, 6) == "+5.0 %");
    scenario.verdict->gates.front().higher_is_better = true;
    CHECK(cell(verdict_table(report_of({scenario})), 0, 6) == "-4.8 %");
    scenario.verdict->gates.front().minimum_detectable.reset();
    CHECK(cell(verdict_table(report_of({scenario})), 0, 6).empty());
}

TEST_CASE("a budget shows its limit and the interval of the median") {
    ScenarioRecord scenario = judged_scenario("a/x", Verdict::unchanged, 1, 0);
    GateVerdict& gate = scenario.verdict->gates.front();
    gate.shift.reset();
    gate.unit = std::string("B");
    gate.budget = BudgetResult{2048, 1024, 1000, 1200};
    const Table table = verdict_table(report_of({scenario}));
    CHECK(cell(table, 0, 4) == "≤ 2.00 KiB");
    CHECK(cell(table, 0, 5) == "[1000 B, 1.17 KiB]");
}

TEST_CASE("a scenario without gates shows how long it took") {
    ScenarioRecord scenario = judged_scenario("a/x", Verdict::failed, 0.01, 0);
    scenario.verdict->gates.clear();
    scenario.runs.resize(3);
    scenario.runs.back().failure = Failure{FailureKind::crashed, "signal 11"};
    const Table table = verdict_table(report_of({scenario}));
    CHECK(cell(table, 0, 1) == "failed");
    CHECK(cell(table, 0, 3) == "10.0 ms");
    CHECK(cell(table, 0, 7) == "2");
}

TEST_CASE("a scenario that was begun and never finished has failed") {
    ScenarioRecord scenario = judged_scenario("a/x", Verdict::unchanged, 1, 0);
    scenario.verdict.reset();
    const SessionReport report = report_of({scenario});
    CHECK(cell(verdict_table(report), 0, 1) == "failed");
    CHECK(verdict_counts(report) == "1 scenario: 1 failed.");
}

TEST_CASE("a reason is told once per row, and a shared one once under the last") {
    const Table table =
        verdict_table(report_of({with_reason(judged_scenario("a/x", Verdict::no_baseline, 1, 0), "none here"),
                                 with_reason(judged_scenario("a/y", Verdict::no_baseline, 1, 0), "none here"),
                                 with_reason(judged_scenario("a/z", Verdict::no_baseline, 1, 0), "other")}));
    CHECK(table.rows[0].notes.empty());
    CHECK(table.rows[1].notes == std::vector<std::string>{"none here"});
    CHECK(table.rows[2].notes == std::vector<std::string>{"other"});
}

TEST_CASE("an unchanged scenario needs no words, an advisory one says that it cannot fail") {
    ScenarioRecord scenario = with_reason(judged_scenario("a/x", Verdict::unchanged, 1, 0), "all is well");
    CHECK(verdict_table(report_of({scenario})).rows.front().notes.empty());
    scenario.verdict->advisory = true;
    CHECK(verdict_table(report_of({scenario})).rows.front().notes.size() == 1);
}

TEST_CASE("a limit that is kept by what values are at most is told in words, since it has no median") {
    ScenarioRecord scenario = with_reason(judged_scenario("a/x", Verdict::unchanged, 1, 0), "at most 1 MiB");
    scenario.verdict->gates.front().current_median.reset();
    CHECK(verdict_table(report_of({scenario})).rows.at(0).notes == std::vector<std::string>{"at most 1 MiB"});
}

TEST_CASE("what was asked for and did not run is listed") {
    SessionReport report = report_of({judged_scenario("a/x", Verdict::unchanged, 1, 0)});
    report.not_run = {"a/y"};
    const Table table = verdict_table(report);
    CHECK(cell(table, 1, 0) == "· a/y");
    CHECK(cell(table, 1, 1) == "not_run");
    CHECK(cell(table, 1, 3).empty());
    CHECK(verdict_counts(report) == "2 scenarios: 1 unchanged, 1 not_run.");
}

TEST_CASE("a missing baseline leads to the command that records one") {
    const auto steps = next_steps(report_of({judged_scenario("a/x", Verdict::no_baseline, 1, 0)}));
    CHECK(steps == std::vector<NextStep>{{"To record the missing baselines:", "RECORD"}});
    CHECK(next_steps(report_of({judged_scenario("a/x", Verdict::unchanged, 1, 0)})).empty());
}

TEST_CASE("a suite tells its geometric mean, unless it is one scenario's change again") {
    SessionReport report;
    SuiteRecord suite;
    suite.suite = "quick";
    suite.geometric_mean = GeometricMean{2, {0.01, -0.01, 0.03}, Verdict::unchanged};
    report.suites = {suite};
    CHECK(suite_lines(report) ==
          std::vector<std::string>{
              "suite quick: geometric mean +1.0 % [-1.0, +3.0] over 2 scenarios, unchanged."});
    report.suites.front().geometric_mean->members = 1;
    CHECK(suite_lines(report).empty());
}

TEST_CASE("suites of which something did not run are named together") {
    SessionReport report;
    report.suites.resize(3);
    report.suites[0].suite = "all";
    report.suites[0].not_run = {"a/y", "a/z"};
    report.suites[1].suite = "done";
    report.suites[2].suite = "quick";
    report.suites[2].not_run = {"a/z"};
    CHECK(suite_lines(report) ==
          std::vector<std::string>{"incomplete suites: all (2 not run), quick (1 not run)."});
}

TEST_CASE("a session without scenarios says so") {
    CHECK(render_verdicts({}, {80, false}) == "0 scenarios.\n");
}
