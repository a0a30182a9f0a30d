#include "gate/epoch.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Matchers::WithinAbs;

namespace {

Baseline of_two_metrics() {
    Baseline baseline;
    baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.metrics["throughput"] = {"1/s", Direction::higher_is_better, MetricScope::iteration};
    baseline.margins["wall_time"] = {0.05, 0.10};
    baseline.margins["throughput"] = {0.05, 0.10};
    BaselineSession& session = baseline.sessions.emplace_back();
    session.id = "first";
    session.recorded_at = "2026-03-24T14:32:10Z";
    session.git.commit = "0123456789abcdef";
    session.rounds = {{{"wall_time", {0.9, 1.0}}, {"throughput", {100}}}, {{"wall_time", {1.1}}}};
    baseline.sessions.push_back(session);
    baseline.sessions.back().id = "appended";
    baseline.sessions.back().rounds = {{{"wall_time", {2.0}}}};
    return baseline;
}

}  // namespace

TEST_CASE("the epoch is the pinned level, else that of the session by which the level was accepted") {
    Baseline baseline = of_two_metrics();
    const EpochLevel first{"first", "0123456789abcdef", "2026-03-24T14:32:10Z", 1.0};
    CHECK(epoch_of(baseline, "wall_time") == first);
    CHECK_FALSE(epoch_of(baseline, "p95_latency"));
    const EpochLevel pinned{"earlier", "", "2025-12-01T00:00:00Z", 0.95};
    baseline.epoch["wall_time"] = pinned;
    CHECK(epoch_of(baseline, "wall_time") == pinned);
    CHECK(epoch_of(baseline, "throughput")->session == "first");
}

TEST_CASE("drift is worse upwards whatever the metric's direction, and far beyond delta of another boot") {
    const Baseline baseline = of_two_metrics();
    CHECK_THAT(drift_of(baseline, "wall_time", 1.05)->shift, WithinAbs(std::log(1.05), 1e-12));
    CHECK_THAT(drift_of(baseline, "throughput", 95)->shift, WithinAbs(std::log(100.0 / 95), 1e-12));
    CHECK_FALSE(drift_of(baseline, "wall_time", 1.0999)->is_far);
    CHECK(drift_of(baseline, "wall_time", 1.1001)->is_far);
    CHECK_FALSE(drift_of(baseline, "wall_time", 0.5)->is_far);
    CHECK(drift_of(baseline, "throughput", 90)->is_far);
    CHECK_FALSE(drift_of(baseline, "throughput", 200)->is_far);
    Baseline doubled = of_two_metrics();
    doubled.margins["wall_time"].delta_other_boot = 1;
    CHECK_FALSE(drift_of(doubled, "wall_time", 2)->is_far);  // by just that
}

TEST_CASE("counts of instructions drift from the first that were accepted, by half a percent at most") {
    Baseline baseline = of_two_metrics();
    CHECK_FALSE(epoch_of(baseline, "instructions"));
    CHECK_FALSE(drift_of(baseline, "instructions", 1000));
    baseline.sessions[1].instructions.emplace();
    baseline.sessions[1].instructions->totals = {1000, 1000};
    CHECK(epoch_of(baseline, "instructions")->session == "appended");
    CHECK_THAT(drift_of(baseline, "instructions", 1010)->shift, WithinAbs(std::log(1.01), 1e-12));
    CHECK_FALSE(drift_of(baseline, "instructions", 1005)->is_far);
    CHECK(drift_of(baseline, "instructions", 1005.1)->is_far);
    baseline.epoch["instructions"] = {"earlier", "", "2025-12-01T00:00:00Z", 990};
    CHECK(drift_of(baseline, "instructions", 1000)->is_far);
}

TEST_CASE("there is no drift of what is not judged, or has no ratio") {
    Baseline baseline = of_two_metrics();
    CHECK_FALSE(drift_of(baseline, "wall_time", 0));
    CHECK_FALSE(drift_of(baseline, "wall_time", -1));
    CHECK_FALSE(drift_of(baseline, "p95_latency", 1));
    baseline.epoch["wall_time"].median = 0;
    CHECK_FALSE(drift_of(baseline, "wall_time", 1));
    baseline.margins.erase("throughput");
    CHECK_FALSE(drift_of(baseline, "throughput", 1));
}

TEST_CASE("drift reads in the metric's own terms, since a commit or, where none is known, a session") {
    const Baseline baseline = of_two_metrics();
    CHECK(to_text(*drift_of(baseline, "wall_time", 1.061), Direction::lower_is_better) ==
          "+6.1 % since 0123456789ab (2026-03-24)");
    Drift drift = *drift_of(baseline, "throughput", 90);
    drift.since.commit.clear();
    CHECK(to_text(drift, Direction::higher_is_better) == "-10.0 % since first (2026-03-24)");
}

TEST_CASE("what ends unchanged beyond delta of the epoch is warned of, and nothing else") {
    Baseline baseline = of_two_metrics();
    ScenarioVerdict verdict;
    GateVerdict& gate = verdict.gates.emplace_back();
    gate.metric = "wall_time";
    gate.delta = 0.05;
    gate.verdict = Verdict::unchanged;
    gate.current_median = 1.11;
    const std::vector<Warning> drifted = warn_of_drift(baseline, verdict);
    REQUIRE(drifted.size() == 1);
    CHECK(drifted.front() ==
          Warning{WarningKind::drifted_from_epoch, "wall_time", "+11.0 % since 0123456789ab (2026-03-24)"});

    gate.delta = 0.12;  // the gate's own margin is wider
    CHECK(warn_of_drift(baseline, verdict).empty());
    gate.delta = 0.05;
    for (const Verdict other : {Verdict::regressed, Verdict::inconclusive, Verdict::improved}) {
        gate.verdict = other;
        CHECK(warn_of_drift(baseline, verdict).empty());
    }
    gate.verdict = Verdict::unchanged;
    gate.current_median = 1.09;
    CHECK(warn_of_drift(baseline, verdict).empty());
    gate.current_median.reset();
    CHECK(warn_of_drift(baseline, verdict).empty());
    gate.current_median = 1.11;
    gate.budget.emplace();
    CHECK(warn_of_drift(baseline, verdict).empty());
}
