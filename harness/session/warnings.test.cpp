#include "session/warnings.hpp"

#include "catch.hpp"
#include "model/metric.hpp"
#include "session/judgement.hpp"

#include <cmath>

using namespace ratchet;

namespace {

ScenarioRecord record_of(int runs) {
    ScenarioRecord record;
    for (int i = 1; i <= runs; ++i) {
        RunRecord& run = record.runs.emplace_back();
        run.index = i;
        run.metrics[metric::wall_time] = {0.010 + 0.0001 * (i % 3),
                                          {"s", Direction::lower_is_better, MetricScope::iteration}};
        run.metrics[metric::throughput] = {100'000,
                                           {"items/s", Direction::higher_is_better, MetricScope::iteration}};
    }
    return record;
}

}  // namespace

TEST_CASE("a metric that some runs lack is told with how many") {
    ScenarioRecord record = record_of(3);
    record.runs[2].metrics.erase(metric::throughput);
    CHECK(warn_of_runs(record) ==
          std::vector<Warning>{{WarningKind::missing_metric, metric::throughput, "in 1 of 3 runs"}});
}

TEST_CASE("a program that was to say that it is ready and never did is told, with what was waited for") {
    ScenarioRecord record = record_of(3);
    for (RunRecord& run : record.runs) {
        run.missing[metric::startup_time] = "no line";
    }
    CHECK(warn_of_runs(record) == std::vector<Warning>{{WarningKind::never_ready, "The program", "no line"}});
    record.runs[1].missing.clear();
    record.runs[1].metrics[metric::startup_time] = {
        0.1, {"s", Direction::lower_is_better, MetricScope::whole_process}};
    CHECK(warn_of_runs(record) ==
          std::vector<Warning>{{WarningKind::missing_metric, metric::startup_time, "in 2 of 3 runs"}});
}

TEST_CASE("a host that was busy during a typical run is told, and one disturbed run is not") {
    ScenarioRecord record = record_of(3);
    for (RunRecord& run : record.runs) {
        run.process_time_s = 0.5;
        run.noise.steal_s = 0.001;
        run.noise.io_pressure_s = 0.02;
    }
    record.runs[0].noise.cpu_pressure_s = 0.4;
    CHECK(warn_of_runs(record).size() == 1);  // the only run that tells is the typical one
    record.runs[1].noise.cpu_pressure_s = 0;
    record.runs[2].noise.cpu_pressure_s = 0;
    CHECK(warn_of_runs(record).empty());
    record.runs[1].noise.cpu_pressure_s = 0.05;
    record.runs[2].noise.steal_s = 0.01;
    record.runs[1].noise.steal_s = 0.02;
    CHECK(warn_of_runs(record) ==
          std::vector<Warning>{{WarningKind::host_under_load, "waiting for a CPU", "10.0 %"},
                               {WarningKind::host_under_load, "time stolen by the hypervisor", "2.0 %"}});
}

TEST_CASE("timers that cost a part of what they time are told") {
    ScenarioRecord record = record_of(3);
    for (RunRecord& run : record.runs) {
        run.components.emplace();
        run.components->timed_total_s = 1;
        run.components->timer_cost_s = 0.019;
    }
    CHECK(warn_of_runs(record).empty());
    for (RunRecord& run : record.runs) {
        run.components->timer_cost_s = 0.03;
    }
    CHECK(warn_of_runs(record) == std::vector<Warning>{{WarningKind::timer_cost, "components", "3.0 %"}});
}

TEST_CASE("runs that are no sample of one distribution are told, and change no verdict") {
    const auto warned_of = [](const std::vector<double>& seconds) {
        ScenarioRecord record = record_of(static_cast<int>(seconds.size()));
        for (std::size_t i = 0; i < seconds.size(); ++i) {
            record.runs[i].metrics[metric::wall_time].value = seconds[i];
        }
        record.metrics = summarise_metrics(record.runs);
        std::vector<WarningKind> kinds;
        for (const Warning& warning : warn_of_runs(record)) {
            CHECK(warning.subject == metric::wall_time);
            kinds.push_back(warning.kind);
        }
        return kinds;
    };
    using Kinds = std::vector<WarningKind>;
    CHECK(warned_of({1.00, 1.02, 0.99, 1.01, 1.03, 0.98, 1.04, 0.97, 1.005}).empty());
    CHECK(warned_of({1, 3, 2, 4, 6, 5, 7, 9, 8}) == Kinds{WarningKind::trend});
    CHECK(warned_of({1.05, 1.04, 1.03, 1.02, 1.01, 2.05, 2.04, 2.03, 2.02, 2.01, 1.10, 1.09, 1.08, 1.07,
                     1.06}) == Kinds{WarningKind::autocorrelation});
    CHECK(warned_of({1, 1.01, 1.02, 5, 1.03, 0.99, 5, 0.98, 1.04, 0.97}) == Kinds{WarningKind::outliers});
    CHECK(warned_of({1, 2, 3, 4, 5, 6, 7, 8}).empty());
}

TEST_CASE("a level that was accepted for a time is warned of when that is over") {
    Baseline baseline;
    baseline.sessions.emplace_back().recorded_at = "2026-12-01T10:00:00Z";
    baseline.reason = "until the new allocator is in";
    SessionRecord session;
    session.started_at = "2026-12-31T23:59:59Z";
    CHECK(warn_of_baseline(baseline, session, {}).empty());
    baseline.accepted_until = "2026-12-31";
    CHECK(warn_of_baseline(baseline, session, {}).empty());
    session.started_at = "2027-01-01T00:00:00Z";
    CHECK(
        warn_of_baseline(baseline, session, {}) ==
        std::vector<Warning>{{WarningKind::acceptance_ended, "2026-12-31", "until the new allocator is in"}});
}

TEST_CASE("a baseline whose newest session is more than 90 days old is warned of, by any verdict") {
    Baseline baseline;
    baseline.sessions.emplace_back().recorded_at = "2020-01-01T00:00:00Z";
    baseline.sessions.emplace_back().recorded_at = "2026-01-01T23:00:00Z";
    SessionRecord session;
    session.started_at = "2026-04-01T01:00:00Z";  // 90 days
    CHECK(warn_of_baseline(baseline, session, {}).empty());
    session.started_at = "2026-04-02T01:00:00Z";
    CHECK(warn_of_baseline(baseline, session, {}) ==
          std::vector<Warning>{{WarningKind::baseline_old, "2026-01-01", "91 days"}});
    baseline.sessions.back().recorded_at = "once";  // nothing is known of it
    CHECK(warn_of_baseline(baseline, session, {}).empty());
}

TEST_CASE("drift from the epoch is among what the baseline gives reason to warn of") {
    Baseline baseline;
    baseline.sessions.emplace_back().recorded_at = "2026-03-01T00:00:00Z";
    baseline.metrics["wall_time"] = {"s", Direction::lower_is_better, MetricScope::iteration};
    baseline.margins["wall_time"] = {0.05, 0.05};
    baseline.epoch["wall_time"] = {"first", "abc", "2026-01-01T00:00:00Z", 1.0};
    SessionRecord session;
    session.started_at = "2026-04-01T00:00:00Z";
    ScenarioVerdict verdict;
    GateVerdict& gate = verdict.gates.emplace_back();
    gate.metric = "wall_time";
    gate.delta = 0.05;
    gate.verdict = Verdict::unchanged;
    gate.current_median = 1.06;
    CHECK(warn_of_baseline(baseline, session, verdict) ==
          std::vector<Warning>{
              {WarningKind::drifted_from_epoch, "wall_time", "+6.0 % since abc (2026-01-01)"}});
}
