#include "report/component_table.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

const ComponentSummary sample_summary{
    0.100, 0.002, {{"dynamics", 500, 0.020, 0.015, 0, 0}, {"evaluator", 250, 0.060, 0.060, 0, 0}}};

std::string text(const Table& table, std::size_t row, std::size_t column) {
    return table.rows.at(row).cells.at(column).text;
}

}  // namespace

TEST_CASE("components stand by their own time, largest first, and add up to the total") {
    const Table table = component_table(sample_summary);
    REQUIRE(table.rows.size() == 5);
    CHECK(text(table, 0, 0) == "evaluator");
    CHECK(text(table, 0, 1) == "60.0 ms");
    CHECK(text(table, 0, 2) == "60.0 %");
    CHECK(text(table, 0, 3) == "250");
    CHECK(text(table, 0, 4) == "240 µs");
    CHECK(text(table, 1, 1) == "15.0 ms");
    CHECK(text(table, 2, 0) == "(timers)");
    CHECK(text(table, 2, 2) == "2.0 %");
    CHECK(text(table, 3, 0) == "(rest)");
    CHECK(text(table, 3, 1) == "23.0 ms");
    CHECK(text(table, 4, 0) == "total");
    CHECK(text(table, 4, 2) == "100.0 %");
}

TEST_CASE("a rest below zero is shown, not hidden") {
    ComponentSummary summary = sample_summary;
    summary.timed_total_s = 0.070;
    const Table table = component_table(summary);
    CHECK(text(table, 3, 1) == "-7.00 ms");
    CHECK(text(table, 3, 2) == "-10.0 %");
}

TEST_CASE("there are no shares of nothing and no time per call of no call") {
    const Table table = component_table({0, 0, {{"never", 0, 0, 0, 0, 0}}});
    CHECK(text(table, 0, 2).empty());
    CHECK(text(table, 0, 4).empty());
    CHECK(table.rows.size() == 3);
}
