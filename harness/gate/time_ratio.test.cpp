#include "gate/time_ratio.hpp"

#include "catch.hpp"
#include "model/metric.hpp"

#include <cmath>
#include <limits>

using namespace ratchet;

namespace {

GateVerdict shifted(const char* metric, double shift, std::optional<double> error) {
    GateVerdict gate;
    gate.metric = metric;
    gate.shift = Shift{shift, shift - 0.02, shift + 0.02};
    gate.standard_error = error;
    return gate;
}

}  // namespace

TEST_CASE("the time of a unit of work is by wall_time, else by throughput") {
    ScenarioVerdict verdict;
    CHECK_FALSE(time_ratio(verdict));
    verdict.gates = {shifted(metric::peak_rss, 1, 0.5), shifted(metric::throughput, std::log(1.5), 0.02)};
    CHECK(time_ratio(verdict)->value == Approx(1.5));
    CHECK(time_ratio(verdict)->standard_error == Approx(0.03));
    verdict.gates.push_back(shifted(metric::wall_time, std::log(2), 0.01));
    CHECK(time_ratio(verdict)->value == Approx(2));
    CHECK(time_ratio(verdict)->standard_error == Approx(0.02));
    GateVerdict budget;  // tells nothing of the baseline
    budget.metric = metric::wall_time;
    budget.budget.emplace();
    verdict.gates.insert(verdict.gates.begin(), budget);
    CHECK(time_ratio(verdict)->value == Approx(2));
}

TEST_CASE("where a gate has bounds alone its error is as wide as they are") {
    ScenarioVerdict verdict;
    verdict.gates = {shifted(metric::wall_time, 0, std::nullopt)};
    verdict.gates[0].alpha = 0.05;
    verdict.gates[0].looks_planned = 2;
    // 2.5 % one-sided: 1.96 standard errors are 0.02.
    CHECK(time_ratio(verdict)->value == 1);
    CHECK(time_ratio(verdict)->standard_error == Approx(0.02 / 1.959964).epsilon(1e-6));
}

TEST_CASE("what was not compared, was overruled or is no number tells no ratio") {
    ScenarioVerdict verdict;
    verdict.gates = {shifted(metric::wall_time, 0.1, 0.01)};
    SECTION("overruled") {
        verdict.gates[0].before_control = Verdict::regressed;
    }
    SECTION("not compared") {
        verdict.gates[0].shift.reset();
    }
    SECTION("too large") {
        verdict.gates[0].shift->estimate = 1e4;
    }
    SECTION("without bounds") {
        verdict.gates[0].standard_error.reset();
        verdict.gates[0].shift->upper = std::numeric_limits<double>::infinity();
    }
    CHECK_FALSE(time_ratio(verdict));
}
