#include "artifacts/program_result.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

std::string result_with(const std::string& fields) {
    return fmt::format(R"({{"$schema":"ratchet/result/1",{}}})", fields);
}

ProgramResult read_result(const std::string& fields) {
    return result_from_json(result_with(fields), "result.json");
}

std::string refused_result(const std::string& fields) {
    try {
        read_result(fields);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "accepted";
}

TEST_CASE("a program may tell nothing at all") {
    CHECK(result_from_json(R"({"$schema":"ratchet/result/1"})", "x") == ProgramResult());
    CHECK(read_result(R"("scenario":null,"batch":null,"metrics":null,"items":null,"facts":null)") ==
          ProgramResult());
}

TEST_CASE("everything that a program tells arrives") {
    const ProgramResult result = read_result(R"(
        "scenario":"wide_tree", "exploration":true, "batch":8, "warmup_iterations":3, "batchable":true,
        "iteration_times_s":[0.25, 0.5], "items":{"count":1234,"unit":"nodes"}, "bytes":4096,
        "metrics":[{"name":"cache_hits","value":3,"unit":"hits","direction":"higher_is_better","scope":"whole_process"},
                   {"name":"depth","values":[4, 5.5]}],
        "checks":[{"passed":false,"message":"the tree is empty"},{"passed":true}],
        "components":{"timed_total_s":0.75,"timer_cost_s":0.01,"components":[
            {"name":"evaluator","calls":7,"total_s":0.5,"self_s":0.25,"min_s":0.01,"max_s":0.1}]},
        "timeline":{"process":7,"spans_left_out":3,"spans":[
            {"component":"evaluator","thread":8,"begin_ns":20,"end_ns":30}]},
        "gauges":[{"name":"cache","unit":"B","values":[{"at_ns":21,"value":1.5}]}],
        "peak_rss_bytes":123456, "facts":{"optimised":"true"})");
    ProgramResult expected;
    expected.scenario = "wide_tree";
    expected.exploration = true;
    expected.batch = 8;
    expected.warmup_iterations = 3;
    expected.batchable = true;
    expected.iteration_times_s = {0.25, 0.5};
    expected.items = ProgramItems{1234, "nodes"};
    expected.bytes = 4096;
    expected.metrics = {
        {"cache_hits", {3}, {"hits", Direction::higher_is_better, MetricScope::whole_process}},
        {"depth", {4, 5.5}, {"1", Direction::lower_is_better, MetricScope::iteration}}};
    expected.checks = {{false, "the tree is empty"}, {true, ""}};
    expected.components = ComponentSummary{0.75, 0.01, {{"evaluator", 7, 0.5, 0.25, 0.01, 0.1}}};
    expected.peak_rss_bytes = 123456;
    expected.facts = {{"optimised", "true"}};
    expected.timeline = {7, {{"evaluator", 8, 20, 30}}, 3, {{"cache", "B", {{21, 1.5}}}}};
    CHECK(result == expected);
}

TEST_CASE("items have a unit even when the program gives none") {
    CHECK(read_result(R"("items":{"count":2.5})").items == ProgramItems{2.5, "items"});
}

TEST_CASE("reserved and unknown keys are left alone") {
    CHECK(read_result(R"("latencies":{},"timed_window":{"start_ns":1},"mine":[[]])") == ProgramResult());
}

TEST_CASE("a span that ends before it begins and a gauge without a name are refused") {
    CHECK_THAT(refused_result(R"("timeline":{"spans":[{"component":"a","begin_ns":2,"end_ns":1}]})"),
               Catch::Matchers::Contains("before begin_ns"));
    CHECK_THAT(refused_result(R"("timeline":{"process":4194304})"),
               Catch::Matchers::Contains("no number of a process"));
    CHECK_THAT(
        refused_result(R"("timeline":{"spans":[{"component":"a","begin_ns":1,"end_ns":1,"thread":-1}]})"),
        Catch::Matchers::Contains("thread"));
    CHECK_THAT(refused_result(R"("gauges":[{"name":"","values":[]}])"),
               Catch::Matchers::Contains("must not be empty"));
}

TEST_CASE("the first marker that says ready counts, whatever else is marked") {
    const ProgramResult result = read_result(
        R"("markers":[{"name":"warm","at_ns":1},{"name":"ready","at_ns":4711000000},{"name":"ready","at_ns":9}])");
    CHECK(result.markers.size() == 3);
    CHECK(result.ready_ns() == 4711000000);
    CHECK_FALSE(read_result(R"("markers":[{"name":"warm","at_ns":1}])").ready_ns());
    CHECK_FALSE(read_result(R"("markers":null)").ready_ns());
}

TEST_CASE("what makes no sense is refused with the field's name and what to do") {
    const std::string advice = "; correct the program that wrote this result file";
    CHECK(refused_result(R"("iteration_times_s":[0.1,"0.2"])") ==
          "result.json: iteration_times_s[1]: expected a number, got a string" + advice);
    CHECK(refused_result(R"("iteration_times_s":[0.1,-0.2])") ==
          "result.json: iteration_times_s: an iteration took a negative time" + advice);
    CHECK(refused_result(R"("iteration_times_s":[0.1,1e999])") ==
          "result.json: a number is too large" + advice);
    CHECK(refused_result(R"("items":{"count":-1})") ==
          "result.json: items.count: must not be negative" + advice);
    CHECK(refused_result(R"("items":{"unit":"nodes"})") == "result.json: items.count: missing" + advice);
    CHECK(refused_result(R"("bytes":-1)") == "result.json: bytes: must not be negative" + advice);
    CHECK(refused_result(R"("batch":-1)") == "result.json: batch: must not be negative" + advice);
    CHECK(refused_result(R"("batch":1.5)") ==
          "result.json: batch: expected an integer, got a fractional number" + advice);
    CHECK(refused_result(R"("exploration":1)") ==
          "result.json: exploration: expected true or false, got a number" + advice);
    CHECK(refused_result(R"("metrics":[{"value":1}])") == "result.json: metrics[0].name: missing" + advice);
    CHECK(refused_result(R"("metrics":[{"name":"","value":1}])") ==
          "result.json: metrics[0].name: must not be empty" + advice);
    CHECK(refused_result(R"("metrics":[{"name":"x"}])") == "result.json: metrics[0].value: missing" + advice);
    CHECK(refused_result(R"("metrics":[{"name":"x","values":[]}])") ==
          "result.json: metrics[0].value: missing" + advice);
    CHECK(refused_result(R"("metrics":[{"name":"x","value":1,"direction":"up"}])") ==
          "result.json: metrics[0].direction: \"up\" is not known here" + advice);
    CHECK(refused_result(R"("markers":[{"name":"ready"}])") ==
          "result.json: markers[0].at_ns: missing" + advice);
    CHECK(refused_result(R"("markers":[{"name":"ready","at_ns":-1}])") ==
          "result.json: markers[0].at_ns: must not be negative" + advice);
    CHECK(refused_result(R"("checks":[{"message":"x"}])") ==
          "result.json: checks[0].passed: missing" + advice);
    CHECK(refused_result(R"("facts":{"optimised":true})") ==
          "result.json: facts.optimised: expected a string, got true or false" + advice);
    CHECK(refused_result(R"("peak_rss_bytes":18446744073709551615)") ==
          "result.json: peak_rss_bytes: out of range" + advice);
}

TEST_CASE("ten thousand iterations are read and one more is refused") {
    std::string times = "\"iteration_times_s\":[1";
    for (std::size_t i = 1; i < max_iteration_times; ++i) {
        times += ",1";
    }
    CHECK(read_result(times + "]").iteration_times_s.size() == max_iteration_times);
    CHECK(refused_result(times + ",1]").find("more than 10000 iterations") != std::string::npos);
}

}  // namespace
}  // namespace ratchet::artifacts
