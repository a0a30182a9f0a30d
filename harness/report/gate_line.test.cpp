#include "report/gate_line.hpp"

#include "catch.hpp"
#include "sample_session.hpp"

#include <cmath>

using namespace ratchet;

TEST_CASE("a gate's numbers are one line, in the metric's units") {
    const ScenarioRecord scenario =
        testing::judged_scenario("tree_search/wide_tree", Verdict::regressed, 0.0123, 0.064);
    CHECK(
        gate_line(scenario.verdict->gates.front()) ==
        "wall_time 13.1 ms, baseline 12.3 ms, change +6.4 % [+4.2, +8.7], would have caught +5.0 %, 9 runs");
}

TEST_CASE("a rate that fell reads as a fall, in what would have been caught too") {
    GateVerdict gate;
    gate.metric = "throughput";
    gate.unit = "nodes/s";
    gate.higher_is_better = true;
    gate.current_median = 2e6;
    gate.shift = Shift{std::log(1.25), std::log(1.2), std::log(1.3)};
    gate.minimum_detectable = 0.25;
    gate.current_n = 1;
    CHECK(caught_change(gate) == "-20.0 %");
    CHECK(gate_line(gate) ==
          "throughput 2.00 M nodes/s, change -20.0 % [-23.1, -16.7], would have caught -20.0 %, 1 run");
}

TEST_CASE("a budget shows its interval and its limit; what is not known is left out") {
    GateVerdict gate;
    gate.metric = "peak_rss";
    gate.unit = "B";
    gate.current_median = 2048;
    gate.current_n = 9;
    gate.budget = BudgetResult{1024, 2048, 1536, 3072, true};
    CHECK(gate_line(gate) == "peak_rss 2.00 KiB [1.50 KiB, 3.00 KiB], budget at least 1.00 KiB, 9 runs");
    GateVerdict unknown;
    unknown.metric = "x";
    CHECK(gate_line(unknown) == "x, 0 runs");
    CHECK(caught_change(GateVerdict{}).empty());
}
