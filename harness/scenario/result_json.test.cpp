#include "catch.hpp"
#include "scenario/result.hpp"

#include <limits>
#include <stdexcept>

#include <nlohmann/json.hpp>

using namespace ratchet;
using namespace ratchet::runtime;
using nlohmann::json;

namespace {

Result full_result() {
    Result result;
    result.scenario = "wide_tree";
    result.batch = 64;
    result.warmup_iterations = 3;
    result.iteration_times_s = {1e-6, 1.5e-6};
    result.items = Items{1234, "nodes"};
    result.bytes = 4096;
    result.metrics = {
        {"cache_hits", "1", Direction::higher_is_better, MetricScope::iteration, true, {3, 4.5}},
        {"size", "B", Direction::lower_is_better, MetricScope::whole_process, false, {7}},
        {"never_told", "B", Direction::lower_is_better, MetricScope::iteration, true, {}},
    };
    result.failed_checks = {"the tree is empty"};
    result.components = ComponentTimes{0.5, 0.01, {{"evaluator", 9, 0.4, 0.3, 0.01, 0.1}}};
    result.peak_rss_bytes = 5'246'976;
    result.instructions = 4711;
    result.ready_ns = 11;
    result.timed_window = TimedWindow{12, 13};
    result.timeline = Timeline{7, {{"evaluator", 8, 20, 30}}, 4, {{"cache", "B", {{21, 1.5}}}}};
    result.build.optimised = true;
    result.build.thread_sanitizer = true;
    result.build.compiler = "GNU 12.2.0";
    return result;
}

}  // namespace

TEST_CASE("a full result has every field of the protocol") {
    CHECK(json::parse(to_json(full_result())) == json::parse(R"({
        "$schema": "ratchet/result/1", "scenario": "wide_tree", "exploration": false, "batchable": true,
        "batch": 64, "warmup_iterations": 3, "iteration_times_s": [1e-6, 1.5e-6],
        "items": {"count": 1234, "unit": "nodes"}, "bytes": 4096,
        "metrics": [
            {"name": "cache_hits", "unit": "1", "direction": "higher_is_better", "scope": "iteration", "values": [3, 4.5]},
            {"name": "size", "unit": "B", "direction": "lower_is_better", "scope": "whole_process", "value": 7}],
        "checks": [{"passed": false, "message": "the tree is empty"}],
        "components": {"timed_total_s": 0.5, "timer_cost_s": 0.01, "components": [
            {"name": "evaluator", "calls": 9, "total_s": 0.4, "self_s": 0.3, "min_s": 0.01, "max_s": 0.1}]},
        "peak_rss_bytes": 5246976, "instructions": 4711,
        "facts": {"optimised": "true", "sanitizers": "thread", "compiler": "GNU 12.2.0"},
        "markers": [{"name": "ready", "at_ns": 11}], "timed_window": {"start_ns": 12, "end_ns": 13},
        "timeline": {"process": 7, "spans_left_out": 4, "spans": [
            {"component": "evaluator", "thread": 8, "begin_ns": 20, "end_ns": 30}]},
        "gauges": [{"name": "cache", "unit": "B", "values": [{"at_ns": 21, "value": 1.5}]}]})"));
}

TEST_CASE("what is absent has no key") {
    const json result = json::parse(to_json(Result{}));
    for (const char* key : {"items", "bytes", "components", "peak_rss_bytes", "instructions", "markers",
                            "timed_window", "timeline", "gauges"}) {
        CHECK_FALSE(result.contains(key));
    }
    CHECK(result.at("iteration_times_s") == json::array());
}

TEST_CASE("a number that is not finite never reaches the file") {
    Result result = full_result();
    result.iteration_times_s.push_back(std::numeric_limits<double>::quiet_NaN());
    CHECK_THROWS_AS(to_json(result), std::invalid_argument);
}

TEST_CASE("the summary shows times, rates, metrics, components and failures") {
    Result result = full_result();
    result.iteration_times_s = {0.004, 0.001, 0.002, 0.003};
    const std::string text = summary_of(result);
    for (const char* part :
         {"2.5 ms per call (1 ms to 4 ms", "4 iterations, 64 calls", "4.94e+05 nodes/s", "1.64e+06 B/s",
          "cache_hits: 3.75\n", "component evaluator: 9 calls", "FAILED: the tree is empty"}) {
        CHECK_THAT(text, Catch::Matchers::Contains(part));
    }
    CHECK_THAT(text, !Catch::Matchers::Contains("never_told") && !Catch::Matchers::Contains("optimisation"));
}

TEST_CASE("the summary of a run that measured nothing says so") {
    CHECK_THAT(summary_of(Result{}), Catch::Matchers::Contains("nothing was measured") &&
                                         Catch::Matchers::Contains("built without optimisation"));
}
