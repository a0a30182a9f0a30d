#include "report/counter_table.hpp"

#include "catch.hpp"
#include "report/markdown.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

CpuCounters counted_all_the_time() {
    return {.counted = {{cpu_event::instructions, 2'000'000},
                        {cpu_event::cycles, 1'600'000},
                        {cpu_event::branches, 400'000},
                        {cpu_event::branch_misses, 2468},
                        {cpu_event::cache_misses, 0}},
            .missing = {},
            .enabled_ns = 1000,
            .running_ns = 1000};
}

std::string counter_cell(const Table& table, std::size_t row, std::size_t column) {
    return table.rows.at(row).cells.at(column).text;
}

}  // namespace

TEST_CASE("events stand with their counts and rates, instructions per cycle behind the cycles") {
    const Table table = counter_table(counted_all_the_time());
    REQUIRE(table.rows.size() == 6);
    CHECK(counter_cell(table, 0, 0) == "instructions");
    CHECK(counter_cell(table, 0, 1) == "2000000");
    CHECK(counter_cell(table, 0, 2).empty());
    CHECK(counter_cell(table, 0, 3).empty());
    CHECK(counter_cell(table, 1, 3) == "800");
    CHECK(counter_cell(table, 2, 0) == "instructions per cycle");
    CHECK(counter_cell(table, 2, 1) == "1.250");
    CHECK(counter_cell(table, 4, 0) == "branch misses");
    CHECK(counter_cell(table, 4, 3) == "1.234");
    CHECK(counter_cell(table, 5, 1) == "0");
    CHECK(counter_cell(table, 5, 3) == "0");
    CHECK(counter_notes(counted_all_the_time()).size() == 1);
}

TEST_CASE("counts of a part of the time are scaled, marked, and the part is told") {
    CpuCounters counters = counted_all_the_time();
    counters.running_ns = 250;
    const Table table = counter_table(counters);
    CHECK(counter_cell(table, 0, 1) == "8000000");
    CHECK(counter_cell(table, 0, 2) == "scaled");
    CHECK(counter_cell(table, 2, 1) == "1.250");
    REQUIRE(counter_notes(counters).size() == 2);
    CHECK_THAT(counter_notes(counters).back(), Contains("25.0 % of the time"));
}

TEST_CASE("what is missing has no row, and its reason, made printable, in the notes") {
    CpuCounters counters = counted_all_the_time();
    counters.counted.erase(cpu_event::cycles);
    counters.counted.erase(cpu_event::branch_misses);
    counters.missing = {{cpu_event::branch_misses, "no\nsuch event"}};
    const Table table = counter_table(counters);
    REQUIRE(table.rows.size() == 3);
    CHECK(counter_cell(table, 1, 0) == "branches");
    CHECK(counter_notes(counters).back() == "No branch misses: no\\nsuch event.");
    CHECK(counter_table({}).rows.empty());
}

TEST_CASE("a session's report shows the counters of the scenarios that have them, and no heading without") {
    SessionReport report;
    ScenarioRecord& scenario = report.scenarios.emplace_back();
    scenario.name = {"group", "work"};
    CHECK_THAT(markdown_report(report), !Contains("What the CPU counted"));
    scenario.profile.emplace().counters = counted_all_the_time();
    scenario.profile->counters->running_ns = 500;
    scenario.profile->counters->missing = {{cpu_event::cache_misses, "<script>"}};
    CHECK_THAT(markdown_report(report), Contains("## What the CPU counted\n\n### `group/work`\n") &&
                                            Contains("| instructions | 4000000 | scaled |") &&
                                            Contains("nothing is judged by it") && Contains("&lt;script>"));
}
