#include "measure/run_builder.hpp"

#include "artifacts/catch2_report.hpp"
#include "catch.hpp"

#include <csignal>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

ScenarioSpec program() {
    ScenarioSpec spec;
    spec.name = {"tree_search", "wide_tree"};
    return spec;
}

ScenarioSpec command() {
    ScenarioSpec spec = program();
    spec.kind = ScenarioKind::command;
    return spec;
}

/// A launch of a process that took 0.5 s and ended well; `fields` are those of its result file.
RunEvidence evidence(const std::string& fields) {
    RunEvidence evidence;
    evidence.index = 4;
    evidence.round = 2;
    evidence.launch.exit_code = 0;
    evidence.launch.started_ns = 77;
    evidence.launch.process_time_s = 0.5;
    evidence.launch.user_time_s = 0.3;
    evidence.launch.system_time_s = 0.1;
    evidence.launch.minor_faults = 120;
    evidence.launch.major_faults = 2;
    evidence.launch.voluntary_switches = 5;
    evidence.launch.involuntary_switches = 7;
    evidence.limit_s = 540;
    evidence.result = R"({"$schema": "ratchet/result/1", )" + fields + "}";
    evidence.result_path = "result.json";
    evidence.cpus = {1};
    evidence.noise.steal_s = 0.25;
    return evidence;
}

RunEvidence without_result() {
    RunEvidence none = evidence("");
    none.result.reset();
    return none;
}

Plan three_iterations() {
    Plan plan;
    plan.iterations = 3;
    return plan;
}

RunRecord build(const std::string& fields) {
    return build_run(program(), three_iterations(), evidence(fields));
}

const std::string iteration_times = R"("iteration_times_s": [0.03, 0.01, 0.02])";

Failure failure_of(const RunRecord& run) {
    REQUIRE(run.failure);
    CHECK(run.metrics.empty());
    CHECK(run.missing.empty());
    return *run.failure;
}

}  // namespace

TEST_CASE("a run's wall time is the median of the program's own iteration times") {
    const RunRecord run = build(iteration_times);
    CHECK_FALSE(run.failure);
    CHECK(run.metrics.at("wall_time") ==
          MetricValue{0.02, {"s", Direction::lower_is_better, MetricScope::iteration}});
    CHECK(run.iteration_times_s == std::vector{0.03, 0.01, 0.02});
    CHECK(run.metrics.count("throughput") == 0);
    CHECK(run.missing.count("throughput") == 0);
}

TEST_CASE("a run records how it was launched and what went on around it") {
    const RunRecord run = build(iteration_times + R"(, "facts": {"optimised": "true"})");
    CHECK(run.index == 4);
    CHECK(run.round == 2);
    CHECK(run.started_ns == 77);
    CHECK(run.process_time_s == 0.5);
    CHECK(run.exit_code == 0);
    CHECK(run.cpus == std::vector{1});
    CHECK(run.noise.steal_s == 0.25);
    CHECK(run.facts.at("optimised") == "true");
}

TEST_CASE("what the process used becomes metrics of the whole process") {
    const MetricValues metrics = build(iteration_times).metrics;
    CHECK(metrics.at("user_time").value == 0.3);
    CHECK(metrics.at("system_time").value == 0.1);
    CHECK(metrics.at("minor_faults").value == 120);
    CHECK(metrics.at("major_faults").value == 2);
    CHECK(metrics.at("voluntary_switches").value == 5);
    CHECK(metrics.at("involuntary_switches") ==
          MetricValue{7, {"1", Direction::lower_is_better, MetricScope::whole_process}});
}

TEST_CASE("rates are what one call does over the wall time") {
    const MetricValues metrics =
        build(iteration_times + R"(, "items": {"count": 500, "unit": "nodes"}, "bytes": 4096)").metrics;
    CHECK(metrics.at("throughput").value == Approx(25'000));
    CHECK(metrics.at("throughput").definition ==
          MetricDefinition{"nodes/s", Direction::higher_is_better, MetricScope::iteration});
    CHECK(metrics.at("bytes_per_second").value == Approx(204'800));
    CHECK(metrics.at("bytes_per_second").definition.unit == "B/s");
}

TEST_CASE("a rate over no time is missing, never infinite") {
    const RunRecord run = build(R"("iteration_times_s": [0, 0, 0], "items": {"count": 5}, "bytes": 0)");
    CHECK_FALSE(run.failure);
    CHECK(run.metrics.at("wall_time").value == 0);
    CHECK(run.metrics.count("throughput") == 0);
    CHECK_THAT(run.missing.at("throughput"), Contains("wall_time"));
    CHECK(run.missing.count("bytes_per_second") == 1);
}

TEST_CASE("peak memory is the program's own figure, else the kernel's, else missing with the reason") {
    RunEvidence told = evidence(iteration_times + R"(, "peak_rss_bytes": 1000)");
    told.launch.peak_rss_bytes = 2000;
    CHECK(build_run(program(), three_iterations(), told).metrics.at("peak_rss").value == 1000);
    RunEvidence kernel = evidence(iteration_times);
    kernel.launch.peak_rss_bytes = 2000;
    CHECK(build_run(program(), three_iterations(), kernel).metrics.at("peak_rss").value == 2000);
    const RunRecord neither = build(iteration_times);
    CHECK(neither.metrics.count("peak_rss") == 0);
    CHECK_FALSE(neither.peak_rss_at_most_bytes);
    CHECK_FALSE(build_run(program(), three_iterations(), kernel).peak_rss_at_most_bytes);
    RunEvidence small = evidence(iteration_times);
    small.launch.peak_rss_at_most_bytes = 3000;
    CHECK(build_run(program(), three_iterations(), small).peak_rss_at_most_bytes == 3000);
    CHECK_THAT(neither.missing.at("peak_rss"), Contains("harness"));
}

TEST_CASE("a program's own metric is the median of its values, as it defined it") {
    const RunRecord run = build(iteration_times + R"(, "metrics": [
        {"name": "hits", "values": [5, 1, 3], "unit": "1", "direction": "higher_is_better", "scope": "iteration"},
        {"name": "start_up", "value": 0.5, "unit": "s", "direction": "lower_is_better", "scope": "whole_process"}])");
    CHECK(run.metrics.at("hits") ==
          MetricValue{3, {"1", Direction::higher_is_better, MetricScope::iteration}});
    CHECK(run.metrics.at("start_up") ==
          MetricValue{0.5, {"s", Direction::lower_is_better, MetricScope::whole_process}});
}

TEST_CASE("a metric that Ratchet measures itself, or one told twice, is a failed run") {
    const Failure reserved =
        failure_of(build(iteration_times + R"(, "metrics": [{"name": "wall_time", "value": 1}])"));
    CHECK(reserved.kind == FailureKind::unreadable_result);
    CHECK_THAT(reserved.message, Contains("'wall_time'") && Contains("rename"));
    // Reserved also where this run has no such value.
    failure_of(build(iteration_times + R"(, "metrics": [{"name": "peak_rss", "value": 1}])"));
    failure_of(build(iteration_times + R"(, "metrics": [{"name": "throughput", "value": 1}])"));
    CHECK_THAT(failure_of(build(iteration_times +
                                R"(, "metrics": [{"name": "a", "value": 1}, {"name": "a", "value": 2}])"))
                   .message,
               Contains("'a'") && Contains("twice"));
}

TEST_CASE("components come sorted by name") {
    const RunRecord run =
        build(iteration_times + R"(, "components": {"timed_total_s": 0.06, "timer_cost_s": 0, "components": [
        {"name": "evaluator", "calls": 9, "total_s": 0.03, "self_s": 0.02, "min_s": 0.001, "max_s": 0.01},
        {"name": "dynamics", "calls": 3, "total_s": 0.01, "self_s": 0.01, "min_s": 0.001, "max_s": 0.01}]})");
    REQUIRE(run.components);
    REQUIRE(run.components->components.size() == 2);
    CHECK(run.components->components[0].name == "dynamics");
    CHECK(run.components->residual_s() == Approx(0.03));
}

TEST_CASE("a failed check is a failed run with the check's message") {
    const RunRecord run = build(iteration_times + R"(, "checks": [{"passed": true, "message": "fine"},
        {"passed": false, "message": "the tree is \u001b[1m empty"}], "facts": {"optimised": "true"})");
    const Failure failure = failure_of(run);
    CHECK(failure.kind == FailureKind::check_failed);
    CHECK_THAT(failure.message, Contains("the tree is") && !Contains("\x1b") && !Contains("fine"));
    CHECK(run.facts.count("optimised") == 1);
    CHECK(run.exit_code == 0);
}

TEST_CASE("a process that failed is told before anything in its result") {
    RunEvidence crashed = evidence(iteration_times + R"(, "checks": [{"passed": false, "message": "no"}])");
    crashed.launch.exit_code.reset();
    crashed.launch.signal = SIGSEGV;
    const RunRecord run = build_run(program(), three_iterations(), crashed);
    CHECK(failure_of(run).kind == FailureKind::crashed);
    CHECK(run.signal == SIGSEGV);
    CHECK_FALSE(run.exit_code);
}

TEST_CASE("a result that is missing, broken or not of this run is an unreadable result that says so") {
    const auto message = [](const RunRecord& run) {
        const Failure failure = failure_of(run);
        CHECK(failure.kind == FailureKind::unreadable_result);
        return failure.message;
    };
    const Plan plan = three_iterations();
    CHECK_THAT(message(build_run(program(), plan, without_result())), Contains("result.json"));
    RunEvidence unreadable = without_result();
    unreadable.result_problem = "is longer than 5 bytes";
    CHECK_THAT(message(build_run(program(), plan, unreadable)), Contains("longer than 5"));
    CHECK_THAT(message(build_run(command(), plan, unreadable)), Contains("longer than 5"));
    RunEvidence broken = without_result();
    broken.result = R"({"$schema": "ratchet/result/1", "iteration_times_s": [0.1)";
    message(build_run(program(), plan, broken));
    broken.result = R"({"$schema": "ratchet/result/99"})";
    CHECK_THAT(message(build_run(program(), plan, broken)), Contains("99"));
    CHECK_THAT(message(build(iteration_times + R"(, "scenario": "deep_tree")")), Contains("deep_tree"));
    CHECK_THAT(message(build(R"("iteration_times_s": [0.1])")), Contains("1 iterations"));
    message(build(iteration_times + R"(, "batch": 2)"));
    message(build(iteration_times + R"(, "exploration": true)"));
    message(build(iteration_times + R"(, "metrics": [{"name": "huge", "value": 1e300}])"));
}

TEST_CASE("the scenario may be told by either of its names") {
    CHECK_FALSE(build(iteration_times + R"(, "scenario": "wide_tree")").failure);
    CHECK_FALSE(build(iteration_times + R"(, "scenario": "tree_search/wide_tree")").failure);
}

TEST_CASE("a command without a result is timed from launch to exit") {
    const RunRecord run = build_run(command(), Plan{}, without_result());
    CHECK_FALSE(run.failure);
    CHECK(run.metrics.at("wall_time") ==
          MetricValue{0.5, {"s", Direction::lower_is_better, MetricScope::whole_process}});
    CHECK(run.iteration_times_s.empty());
}

TEST_CASE("a command may tell any number of iteration times, or only what it did") {
    const RunRecord timed = build_run(command(), Plan{}, evidence(iteration_times));
    CHECK(timed.metrics.at("wall_time").value == 0.02);
    CHECK(timed.metrics.at("wall_time").definition.scope == MetricScope::iteration);
    const RunRecord counted = build_run(command(), Plan{}, evidence(R"("items": {"count": 100})"));
    CHECK(counted.metrics.at("throughput").value == Approx(200));
    CHECK(counted.metrics.at("throughput").definition.unit == "items/s");
}

TEST_CASE("an exploration yields what a plan needs") {
    const ExplorationOutcome outcome = build_exploration(
        program(), evidence(iteration_times + R"(, "exploration": true, "batch": 16, "batchable": true,
                                        "facts": {"optimised": "false"})"));
    REQUIRE(outcome.exploration);
    CHECK(*outcome.exploration == Exploration{{0.03, 0.01, 0.02}, 16, true});
    CHECK_FALSE(outcome.run.failure);
    CHECK(outcome.run.metrics.empty());
    CHECK(outcome.run.facts.at("optimised") == "false");
}

TEST_CASE("an exploration that went wrong is a failed run") {
    const auto kind = [](const RunEvidence& what) {
        const ExplorationOutcome outcome = build_exploration(program(), what);
        CHECK_FALSE(outcome.exploration);
        return failure_of(outcome.run).kind;
    };
    CHECK(kind(without_result()) == FailureKind::unreadable_result);
    CHECK(kind(evidence(iteration_times)) == FailureKind::unreadable_result);
    CHECK(kind(evidence(R"("exploration": true)")) == FailureKind::unreadable_result);
    CHECK(kind(evidence(iteration_times +
                        R"(, "exploration": true, "checks": [{"passed": false, "message": "wrong"}])")) ==
          FailureKind::check_failed);
    RunEvidence failed = without_result();
    failed.launch.exit_code = 2;
    CHECK(kind(failed) == FailureKind::exit_code);
}

namespace {

ScenarioSpec google_benchmark() {
    ScenarioSpec spec = program();
    spec.kind = ScenarioKind::google_benchmark;
    spec.original_name = "wide/8";
    return spec;
}

/// What Google Benchmark leaves of a benchmark with `fields` in its one row.
RunEvidence benchmark_evidence(const std::string& fields) {
    RunEvidence file = evidence("");
    file.result = R"({"context": {}, "benchmarks": [{"run_type": "iteration", "run_name": "wide/8",
        "iterations": 8, "real_time": 2.5, "cpu_time": 1, "time_unit": "ms")" +
                  fields + "}]}";
    return file;
}

}  // namespace

TEST_CASE("a Google Benchmark's times and counters are a run's metrics, whatever the number of calls") {
    const RunRecord run =
        build_run(google_benchmark(), Plan(), benchmark_evidence(R"(, "bytes_per_second": 400,
        "items_per_second": 100, "hits": 3, "ratio": NaN)"));
    CHECK_FALSE(run.failure);
    CHECK(run.metrics.at("wall_time") ==
          MetricValue{0.0025, {"s", Direction::lower_is_better, MetricScope::iteration}});
    CHECK(run.metrics.at("throughput").value == 100);
    CHECK(run.metrics.at("bytes_per_second").value == 400);
    CHECK(run.metrics.at("hits").value == 3);
    CHECK(run.metrics.at("user_time").value == 0.3);
    CHECK(run.missing.at("ratio") == "the benchmark's counter was NaN");
    CHECK(run.facts.at("iterations") == "8");
}

TEST_CASE("a Google Benchmark that cannot be used is a failed run that says why") {
    const auto failed = [](const RunEvidence& what) {
        return failure_of(build_run(google_benchmark(), Plan(), what));
    };
    const Failure error =
        failed(benchmark_evidence(R"(, "error_occurred": true, "error_message": "no data")"));
    CHECK(error.kind == FailureKind::check_failed);
    CHECK_THAT(error.message, Contains("no data"));
    const Failure none = failed(without_result());
    CHECK(none.kind == FailureKind::unreadable_result);
    CHECK_THAT(none.message, Contains("benchmark::Initialize"));
    CHECK_THAT(failed(benchmark_evidence(R"(, "peak_rss": 1)")).message, Contains("rename it"));
}

TEST_CASE("Catch2's own words on a failed test are told instead of its exit code") {
    ScenarioSpec spec = program();
    spec.kind = ScenarioKind::catch2;
    spec.original_name = "parse";
    spec.test_case = "a";
    RunEvidence ended = evidence("");
    ended.launch.exit_code = 1;
    ended.result =
        R"(<Catch><TestCase name="a"><Expression success="false" filename="p.cpp" line="3"><Expanded>
        1 == 2</Expanded></Expression></TestCase></Catch>)";
    const Failure failure = failure_of(build_run(spec, Plan(), ended));
    if (artifacts::reads_catch2_reports()) {
        CHECK(failure.kind == FailureKind::check_failed);
        CHECK_THAT(failure.message, Contains("1 == 2 (p.cpp:3)"));
    } else {
        CHECK(failure.kind == FailureKind::exit_code);
    }
    ended.result = "garbage";
    CHECK(failure_of(build_run(spec, Plan(), ended)).kind == FailureKind::exit_code);
}

TEST_CASE("a command's throughput is the work of a run over its time, unless it tells its own items") {
    ScenarioSpec spec = command();
    spec.work = WorkPerRun{5000, "nodes"};
    const RunRecord run = build_run(spec, Plan(), without_result());
    CHECK(run.metrics.at("throughput") ==
          MetricValue{10000, {"nodes/s", Direction::higher_is_better, MetricScope::whole_process}});
    const RunRecord told =
        build_run(spec, Plan(), evidence(iteration_times + R"(, "items": {"count": 4, "unit": "B"})"));
    CHECK(told.metrics.at("throughput").value == 200);
    CHECK(told.metrics.at("throughput").definition.unit == "B/s");
}

TEST_CASE(
    "a run's start-up time is from launch to where the program says it is ready, else to where it was seen") {
    const auto startup = [](const RunEvidence& run) {
        return build_run(command(), Plan{}, run).metrics.at("startup_time");
    };
    RunEvidence told = evidence(R"("markers": [{"name": "ready", "at_ns": 120000077}])");
    CHECK(startup(told).value == Approx(0.12));
    CHECK(startup(told).definition ==
          MetricDefinition{"s", Direction::lower_is_better, MetricScope::whole_process});
    told.launch.ready_ns = 200'000'077;
    CHECK(startup(told).value == Approx(0.12));  // by the program's own clock
    RunEvidence seen = without_result();
    seen.launch.ready_ns = 200'000'077;
    CHECK(startup(seen).value == Approx(0.2));
    const RunRecord planned = build(iteration_times + R"(, "markers": [{"name": "ready", "at_ns": 77}])");
    CHECK(planned.metrics.at("startup_time").value == 0);
}

TEST_CASE(
    "a program that never said that it is ready has no start-up time, and one that was asked says why") {
    const RunRecord unasked = build_run(command(), Plan{}, without_result());
    CHECK(unasked.metrics.count("startup_time") == 0);
    CHECK(unasked.missing.count("startup_time") == 0);
    ScenarioSpec spec = command();
    spec.ready_line = "listening\x1b on";
    const RunRecord asked = build_run(spec, Plan{}, without_result());
    CHECK(asked.metrics.count("startup_time") == 0);
    CHECK(asked.missing.at("startup_time") == "no line of its output holds 'listening\\x1b on' (READY_LINE)");
}

TEST_CASE("a marker outside of the run is an unreadable result, and so is a metric of that name") {
    for (const char* at : {"76", "500000078", "9223372036854775807"}) {
        const Failure failure = failure_of(
            build(iteration_times + R"(, "markers": [{"name": "ready", "at_ns": )" + std::string(at) + "}]"));
        CHECK(failure.kind == FailureKind::unreadable_result);
        CHECK_THAT(failure.message, Contains("CLOCK_MONOTONIC"));
    }
    CHECK_THAT(
        failure_of(build(iteration_times + R"(, "metrics": [{"name": "startup_time", "value": 1}])")).message,
        Contains("rename"));
}
