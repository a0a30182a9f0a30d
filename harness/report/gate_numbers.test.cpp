#include "report/gate_numbers.hpp"

#include "catch.hpp"
#include "model/metric.hpp"
#include "report/table.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

using namespace ratchet;

namespace {

GateVerdict gate_on(const char* metric) {
    GateVerdict gate;
    gate.gate = gate.metric = metric;
    gate.shift = Shift{0.01, 0.005, 0.015};
    return gate;
}

/// The cells behind the name of a row; empty where there is no such row.
std::vector<std::string> row_of(const Table& table, const std::string& name) {
    std::vector<std::string> texts;
    for (const Row& row : table.rows) {
        if (row.cells.front().text == name) {
            std::transform(row.cells.begin() + 1, row.cells.end(), std::back_inserter(texts),
                           [](const Cell& cell) { return cell.text; });
        }
    }
    return texts;
}

}  // namespace

TEST_CASE("what layout alone makes stands beside what depends on time") {
    ScenarioRecord scenario;
    scenario.verdict.emplace();
    scenario.verdict->gates = {gate_on(metric::wall_time), gate_on(metric::throughput), gate_on("cache_hits"),
                               gate_on(metric::wall_time)};
    scenario.verdict->gates.back().budget = BudgetResult{};
    using Texts = std::vector<std::string>;
    CHECK(row_of(gate_numbers(scenario), "that layout alone makes").empty());
    scenario.layout_spread = LayoutSpread{};
    scenario.layout_spread->reach = 0.031;
    CHECK(row_of(gate_numbers(scenario), "that layout alone makes") ==
          Texts{"up to 3.10 %", "up to 3.10 %", "", ""});
    scenario.layout_spread->reach = 0;
    CHECK(row_of(gate_numbers(scenario), "that layout alone makes").front() ==
          "no more than the scatter of runs");
}
