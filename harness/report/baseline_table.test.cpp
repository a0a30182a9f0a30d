#include "report/baseline_table.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;

TEST_CASE("what a baseline does not know is empty, never zero") {
    const Table table = baseline_table({{"g/a", "wall_time", "s", 0.01, std::nullopt, 30, 1, std::nullopt,
                                         0.05, std::nullopt, "2026-01-31T12:30:05Z", std::nullopt}});
    const std::vector<Cell>& cells = table.rows.front().cells;
    CHECK(cells[2].text == "10.0 ms");
    CHECK(cells[3].text.empty());
    CHECK(cells[6].text.empty());
    CHECK(cells[7].text == "5.0 %");
    CHECK(cells[8].text.empty());
    CHECK(cells[9].text.empty());
}

TEST_CASE("a baseline's row tells how far its level has drifted from the epoch, in the metric's own terms") {
    Baseline baseline;
    baseline.scenario = {"g", "a"};
    baseline.metrics["throughput"] = {"1/s", Direction::higher_is_better, MetricScope::iteration};
    baseline.margins["throughput"] = {0.05, 0.05};
    baseline.sessions.emplace_back().rounds = {{{"throughput", {96, 97, 98}}}};
    baseline.sessions.emplace_back().rounds = {{{"throughput", {50, 51}}}};  // appended: not the level
    CHECK(rows_of(baseline).front().drift == 0.0);
    baseline.epoch["throughput"].median = 100;
    CHECK(std::abs(*rows_of(baseline).front().drift + 0.03) < 1e-12);
}

TEST_CASE("the text for a commit message shortens no name") {
    const std::string name = "group/" + std::string(150, 'n');
    const std::string text =
        baseline_change_text({{name, "wall_time", "s", false, std::nullopt, 0.01, std::nullopt, ""}}, "");
    CHECK(text.find(name) != std::string::npos);
    CHECK(text.find("new") != std::string::npos);
}

TEST_CASE("the reason is told on one line of its own") {
    const std::string text =
        baseline_change_text({{"g/a", "wall_time", "s", false, 0.01, 0.011, std::nullopt, ""}}, "more\nwork");
    CHECK(text.ends_with("\nReason: more\\nwork\n"));
}

TEST_CASE("counts of instructions have a row of their own, exact where they are equal") {
    Baseline baseline;
    baseline.scenario = {"g", "a"};
    baseline.sessions.resize(1);
    CHECK(rows_of(baseline).empty());
    baseline.sessions.front().instructions =
        InstructionCounts{.source = "callgrind 3.19.0", .calls = 10, .totals = {1'234'560, 1'234'560}};
    const std::vector<BaselineRow> rows = rows_of(baseline);
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().metric == "instructions");
    CHECK(rows.front().median == 123'456);
    CHECK(rows.front().scatter == 0);
    CHECK(rows.front().values == 2);
    CHECK_FALSE(rows.front().delta_same_boot);
    baseline.sessions.front().instructions->totals.pop_back();
    CHECK_FALSE(rows_of(baseline).front().scatter);
}
