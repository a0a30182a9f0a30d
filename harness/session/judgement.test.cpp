#include "session/judgement.hpp"

#include "catch.hpp"
#include "session/profiling_process.hpp"

#include <cmath>

using namespace ratchet;

namespace {

RunRecord run_of(int index, double seconds, double items) {
    RunRecord run;
    run.index = index;
    run.metrics[metric::wall_time] = {seconds, {"s", Direction::lower_is_better, MetricScope::iteration}};
    run.metrics[metric::throughput] = {items / seconds,
                                       {"items/s", Direction::higher_is_better, MetricScope::iteration}};
    return run;
}

ScenarioRecord record_of(int runs, double items_step) {
    ScenarioRecord record;
    record.name = {"group", "name"};
    record.plan.looks = {9, 14, 20};
    for (int i = 1; i <= runs; ++i) {
        record.runs.push_back(run_of(i, 0.010 + 0.0001 * (i % 3), 1000 + items_step * i));
    }
    return record;
}

std::vector<std::string> gates_of(const ScenarioRecord& record) {
    std::vector<std::string> gates;
    for (const GateVerdict& gate : judge_record(record, {}, std::nullopt, "none yet").verdict.gates) {
        gates.push_back(gate.metric);
    }
    return gates;
}

}  // namespace

TEST_CASE("a metric is summarised over the runs that succeeded, in their order") {
    ScenarioRecord record = record_of(3, 0);
    record.runs[1].failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};
    record.runs[1].metrics.clear();
    record.metrics = summarise_metrics(record.runs);
    const std::vector<double> values = record.metrics.at(metric::wall_time).values;
    CHECK(values == std::vector<double>{record.runs[0].metrics.at("wall_time").value,
                                        record.runs[2].metrics.at("wall_time").value});
}

TEST_CASE("a metric that some runs lack is summarised from the others") {
    ScenarioRecord record = record_of(3, 0);
    record.runs[2].metrics.erase(metric::throughput);
    record.metrics = summarise_metrics(record.runs);
    CHECK(record.metrics.at(metric::wall_time).values.size() == 3);
    CHECK(record.metrics.at(metric::throughput).values.size() == 2);
}

TEST_CASE("by default throughput is judged only where the number of items varies from run to run") {
    CHECK(gates_of(record_of(9, 0)) == std::vector<std::string>{"wall_time"});
    CHECK(gates_of(record_of(9, 5)) == std::vector<std::string>{"wall_time", "throughput"});
}

TEST_CASE("without a baseline the reason that was given is the verdict's") {
    const ScenarioJudgement judgement = judge_record(record_of(9, 0), {}, std::nullopt, "none yet");
    CHECK(judgement.verdict.verdict == Verdict::no_baseline);
    CHECK_THAT(judgement.verdict.reason, Catch::Contains("none yet"));
}

TEST_CASE("a setting of a grid is judged against the first one, which is its own reference") {
    ScenarioRecord first = record_of(9, 0);
    first.name = {"g", "first"};
    first.spec.reference_setting = "first";
    first.spec.gates = {"wall_time <= reference-1ms"};
    first.verdict = judge_record(first, {}, std::nullopt, "").verdict;
    CHECK(first.verdict->verdict == Verdict::unchanged);
    CHECK_THAT(first.verdict->gates[0].reason, Catch::Contains("by the reference itself"));

    ScenarioRecord second = first;
    second.spec.gates = {"wall_time <= reference+1ms"};
    second.name = {"g", "second"};
    for (RunRecord& run : second.runs) {
        run.metrics[metric::wall_time].value += 0.002;
    }
    const auto verdict_with = [&](const std::optional<ScenarioRecord>& reference) {
        return judge_record(second, {}, std::nullopt, "", reference).verdict;
    };
    CHECK(verdict_with(first).verdict == Verdict::regressed);
    CHECK_THAT(verdict_with(first).reason, Catch::Contains("g/first"));
    CHECK(verdict_with(std::nullopt).verdict == Verdict::incomparable);
    first.verdict->verdict = Verdict::failed;
    CHECK(verdict_with(first).verdict == Verdict::incomparable);
}

TEST_CASE("a profile that is not to be had fails a scenario whose profiler was named, and no other") {
    ScenarioRecord record = record_of(9, 0);
    record.profile.emplace().why = "EPERM";
    const auto verdict_with = [&](const char* profiler) {
        record.profile->asked_for = profiler;
        return judge_record(record, {}, std::nullopt, "none yet").verdict;
    };
    CHECK(verdict_with("auto").verdict == Verdict::no_baseline);
    for (const char* named : {"sampling", "gperftools", "callgrind", "counters"}) {
        CHECK(verdict_with(named).verdict == Verdict::failed);
        CHECK_THAT(verdict_with(named).reason, Catch::Contains(named) && Catch::Contains("EPERM"));
    }
    record.profile->rung = ProfileRung::user_only;
    CHECK(verdict_with("sampling").verdict == Verdict::no_baseline);
}

TEST_CASE("what is gated and has run is profiled, and what names its profiler even without a gate") {
    ScenarioRecord record = record_of(9, 0);
    const auto wanted = [&](const char* profiler, std::vector<std::string> gates) {
        record.spec.profiler = profiler;
        record.spec.gates = std::move(gates);
        return wants_profile(record);
    };
    CHECK(wanted("auto", {}));
    CHECK(wanted("auto", {"wall_time 3%"}));
    CHECK_FALSE(wanted("auto", {"none"}));
    CHECK(wanted("sampling", {"none"}));
    CHECK_FALSE(wanted("none", {}));
    record.runs[4].failure = Failure{FailureKind::crashed, "killed"};
    CHECK_FALSE(wanted("auto", {}));
    record.runs.clear();
    CHECK_FALSE(wanted("sampling", {}));
    CHECK(wanted("auto", {"wall_time", "share(a) <= 5%"}));  // which is judged by it
    CHECK_FALSE(wanted("none", {"share(a) <= 5%"}));
    record.profile.emplace();
    CHECK_FALSE(wanted("auto", {"share(a) <= 5%"}));
}

TEST_CASE("a share is judged by the numbers that a record has of it, as often as asked") {
    ScenarioRecord record = record_of(9, 0);
    record.spec.gates = {"share(a|b) <= 40%"};
    record.profile.emplace();
    record.profile->rung = ProfileRung::user_only;
    record.profile->samples = 1000;
    record.profile->shares = {{"a|b", 300, 1000}};
    const auto verdict = [&record] { return judge_record(record, {}, std::nullopt, "none yet").verdict; };
    CHECK(verdict().verdict == Verdict::unchanged);
    record.profile->shares.front().matched = 500;
    CHECK(verdict().verdict == Verdict::regressed);
    record.profile.reset();
    CHECK(verdict().verdict == Verdict::failed);
}
