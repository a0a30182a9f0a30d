#include "session/cpu_time_ratio.hpp"

#include "catch.hpp"
#include "sample_session.hpp"

#include <cmath>

using namespace ratchet;

namespace {

/// Regressed by 20 % in wall time, with a tau of 0.62 % and a standard error of 0.81 % of that gate.
ScenarioRecord slower_scenario() {
    ScenarioRecord record = testing::judged_scenario("group/name", Verdict::regressed, 0.010, 0.2);
    record.metrics[metric::user_time].values = {1.5, 1.5, 1.5};
    record.metrics[metric::system_time].values = {0.5, 0.5, 0.5};
    return record;
}

/// 1.0 s of user time and 0.25 s of system time.
Baseline recorded_baseline(double user_s = 1.0) {
    Baseline baseline;
    baseline.sessions.emplace_back();
    baseline.sessions.back().rounds = {
        {{metric::user_time, {user_s, user_s}}, {metric::system_time, {0.25, 0.25}}},
        {{metric::user_time, {user_s}}, {metric::system_time, {0.25}}}};
    return baseline;
}

DuetSide side_taking(double user_s) {
    DuetSide side;
    side.metrics[metric::user_time].values = {user_s, user_s, user_s};
    side.metrics[metric::system_time].values = {0, 0, 0};
    return side;
}

}  // namespace

TEST_CASE("CPU time of whole runs is compared, since that is what profiles sample") {
    const auto ratio = cpu_time_ratio(slower_scenario(), recorded_baseline(), true);
    REQUIRE(ratio);
    CHECK(ratio->value == Approx(2.0 / 1.25));
    // Nothing scatters: tau alone, of one session.
    CHECK(ratio->standard_error == Approx(1.6 * 0.0062 * std::sqrt(2.0)));
}

TEST_CASE("user time alone where a profile has no samples of the kernel") {
    CHECK(cpu_time_ratio(slower_scenario(), recorded_baseline(), false)->value == Approx(1.5));
}

TEST_CASE("several sessions of a baseline are compared with each by itself") {
    Baseline baseline = recorded_baseline();
    baseline.sessions.push_back(recorded_baseline(2.25).sessions.front());
    const auto ratio = cpu_time_ratio(slower_scenario(), baseline, false);
    CHECK(ratio->value == Approx(1.5 / std::sqrt(1.0 * 2.25)));
    CHECK(ratio->standard_error == Approx(ratio->value * 0.0062 * std::sqrt(1.5)).epsilon(0.01));
}

TEST_CASE("what the gate found stands in where CPU times are not known or are no measure of the work") {
    const double error = 1.2 * 0.0081;
    const auto is_of_gate = [&](const ScenarioRecord& record, const std::optional<Baseline>& baseline) {
        const auto ratio = cpu_time_ratio(record, baseline, true);
        return ratio && ratio->value == Approx(1.2) && ratio->standard_error == Approx(error);
    };
    CHECK(is_of_gate(slower_scenario(), std::nullopt));
    CHECK(is_of_gate(slower_scenario(), recorded_baseline(-0.25)));  // in all no time
    ScenarioRecord record = slower_scenario();
    record.metrics.erase(metric::system_time);
    CHECK(is_of_gate(record, recorded_baseline()));
    record = slower_scenario();
    record.spec.kind = ScenarioKind::google_benchmark;
    CHECK(is_of_gate(record, recorded_baseline()));
}

TEST_CASE("a duet that decided is what is compared by") {
    ScenarioRecord record = slower_scenario();
    record.duet.emplace();
    record.duet->reference = side_taking(1);
    record.duet->current = side_taking(3);
    CHECK(cpu_time_ratio(record, recorded_baseline(), true)->value == Approx(1.6));
    record.verdict->gates.front().blocks = 10;
    CHECK(cpu_time_ratio(record, recorded_baseline(), true)->value == Approx(3));
    CHECK(cpu_time_ratio(record, recorded_baseline(), true)->standard_error == Approx(0).margin(1e-12));

    // Without times of the processes, by the interval of the gate: that of a duet has no standard error.
    record.duet.reset();
    GateVerdict& gate = record.verdict->gates.front();
    gate.standard_error.reset();
    gate.degrees_of_freedom.reset();
    gate.alpha = 0.06;
    gate.looks_planned = 6;
    gate.shift = Shift{std::log(2.0), std::log(2.0) - 0.2326348, std::log(2.0) + 0.2326348};
    const auto ratio = cpu_time_ratio(record, std::nullopt, true);
    CHECK(ratio->value == Approx(2));
    CHECK(ratio->standard_error == Approx(2 * 0.1).epsilon(1e-5));  // z of 99 % is 2.326348
}

TEST_CASE("what regressed otherwise than in time is no matter of profiles") {
    ScenarioRecord record = slower_scenario();
    CHECK(regressed_in_time(record)->metric == metric::wall_time);
    record.verdict->gates.front().metric = metric::throughput;
    CHECK(regressed_in_time(record)->metric == metric::throughput);
    record.verdict->gates.front().metric = metric::peak_rss;
    CHECK(regressed_in_time(record) == nullptr);
    CHECK_FALSE(cpu_time_ratio(record, recorded_baseline(), true));  // without any gate on time

    record = slower_scenario();
    record.verdict->gates.front().budget = BudgetResult{};
    CHECK(regressed_in_time(record) == nullptr);
    record = slower_scenario();
    record.verdict->gates.front().verdict = Verdict::unchanged;
    CHECK(regressed_in_time(record) == nullptr);
    CHECK(cpu_time_ratio(record, recorded_baseline(), true)->value == Approx(1.6));
    record = slower_scenario();
    record.verdict->verdict = Verdict::inconclusive;
    CHECK(regressed_in_time(record) == nullptr);
    record.verdict.reset();
    CHECK(regressed_in_time(record) == nullptr);
    CHECK_FALSE(cpu_time_ratio(record, recorded_baseline(), true));
}
