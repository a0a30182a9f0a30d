#include "artifacts/google_benchmark_result.hpp"

#include "artifacts/lenient_json.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "catch.hpp"

#include <algorithm>

// test_data/google_benchmark holds what Google Benchmark 1.7.1 wrote, untouched, about the benchmarks of
// testing/cmake/projects/google_benchmark/traps.cpp.

namespace ratchet::artifacts {
namespace {

using Catch::Contains;

std::string recorded_text(const std::string& file) {
    return read_text(std::filesystem::path(RATCHET_TEST_DATA) / "google_benchmark" / (file + ".json"));
}

ProgramResult read_benchmark(const std::string& file, const std::string& benchmark) {
    return google_benchmark_result(recorded_text(file), file, benchmark);
}

/// A file with the one row, in which `fields` come after the usual ones.
std::string file_with(const std::string& fields) {
    return R"({"context": {"library_version": "v1.9.1"}, "benchmarks": [{"run_type": "iteration",
        "run_name": "b", "iterations": 8, "real_time": 2, "cpu_time": 1, "time_unit": "ms")" +
           fields + "}]}";
}

std::string refused_file(const std::string& text) {
    try {
        google_benchmark_result(text, "result.json", "b");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "accepted";
}

const ProgramMetric& metric_of(const ProgramResult& result, const std::string& name) {
    const auto found = std::ranges::find(result.metrics, name, &ProgramMetric::name);
    REQUIRE(found != result.metrics.end());
    return *found;
}

TEST_CASE("a row is a time per call, in seconds whatever its unit") {
    const ProgramResult micro = read_benchmark("items_and_bytes", "sum<double>/n:1000");
    REQUIRE(micro.iteration_times_s.size() == 1);
    CHECK(micro.iteration_times_s[0] == Approx(1.1335118034662901e-05));
    CHECK(metric_of(micro, "cpu_time").values[0] == Approx(2.6392631777108435e-06));
    CHECK(metric_of(micro, "cpu_time").definition.unit == "s");
    CHECK(micro.facts.at("iterations") == "5312");
    CHECK(micro.facts.at("library_build_type") == "debug");
    CHECK(micro.checks.empty());
    CHECK(read_benchmark("second", "fixed/iterations:7").iteration_times_s[0] ==
          Approx(3.7010024285076986e-03));
    CHECK(google_benchmark_result(file_with(""), "x", "b").iteration_times_s[0] == Approx(0.002));
    CHECK(read_benchmark("real_time", "sleeps/iterations:5/real_time").iteration_times_s[0] ==
          Approx(7.6111053997010458e-03));
}

TEST_CASE("items and bytes per second are throughput and bytes_per_second, better when higher") {
    const ProgramResult result = read_benchmark("items_and_bytes", "sum<double>/n:1000");
    const ProgramMetric& items = metric_of(result, "throughput");
    CHECK(items.values[0] == Approx(3.7889362775384408e+08));
    CHECK(items.definition ==
          MetricDefinition{"items/s", Direction::higher_is_better, MetricScope::iteration});
    const ProgramMetric& bytes = metric_of(result, "bytes_per_second");
    CHECK(bytes.values[0] == Approx(3.0311490220307527e+09));
    CHECK(bytes.definition == MetricDefinition{"B/s", Direction::higher_is_better, MetricScope::iteration});
    CHECK(result.metrics.size() == 3);
}

TEST_CASE("repetitions asked for in the code are several times; aggregates and complexity are none") {
    CHECK(read_benchmark("repetitions", "repeated/repeats:3").iteration_times_s ==
          std::vector{3.7043986372408741e+04 * 1e-9, 2.3538349154464380e+04 * 1e-9,
                      3.4794157894130578e+04 * 1e-9});
    const ProgramResult complexity = read_benchmark("complexity", "grows/1024/repeats:2");
    CHECK(complexity.iteration_times_s.size() == 2);
    CHECK(complexity.metrics.size() == 1);
    CHECK_THROWS_WITH(read_benchmark("aggregates_alone", "aggregated/repeats:2"),
                      Contains("aggregates_alone: benchmarks") && Contains("DisplayAggregatesOnly()"));
}

TEST_CASE("manual time, threads and names of any characters") {
    CHECK(read_benchmark("manual_time", "by_hand/iterations:4/manual_time").iteration_times_s ==
          std::vector{0.25});
    const ProgramResult threads = read_benchmark("threads", "threads/process_time/real_time/threads:2");
    CHECK(threads.iteration_times_s[0] == Approx(1.6296261500428955e-05));
    CHECK(metric_of(threads, "workers").values == std::vector{2.0});
    CHECK(
        read_benchmark("odd_name", R"(odd. names+(a|b)[c]{1}^$?*\ "quoted", ;#/)").iteration_times_s.size() ==
        1);
}

TEST_CASE("counters keep their names; one that is not finite is missing, with the reason") {
    const ProgramResult result = read_benchmark("counters", "counters/iterations:3");
    CHECK(metric_of(result, "plain").values == std::vector{42.0});
    CHECK(metric_of(result, "plain").definition ==
          MetricDefinition{"1", Direction::lower_is_better, MetricScope::iteration});
    CHECK(metric_of(result, "per_call").values == std::vector{18.0});
    CHECK(metric_of(result, "frames_per_second").definition.direction == Direction::higher_is_better);
    CHECK(result.metrics.size() == 4);
    CHECK(result.missing ==
          std::map<std::string, std::string>{{"not a number", "the benchmark's counter was NaN"},
                                             {"endless", "the benchmark's counter was Infinity"},
                                             {"below", "the benchmark's counter was -Infinity"}});
    CHECK(result.facts.at("label") == "a \"label\"\t\uFFFD\uFFFD of NaN");
}

TEST_CASE("an error and a skip that the benchmark reports are checks that failed") {
    const ProgramResult error = read_benchmark("error", "fails");
    REQUIRE(error.checks.size() == 1);
    CHECK_FALSE(error.checks[0].passed);
    CHECK(error.checks[0].message == "the benchmark reported an error: the \"input\" is not there");
    CHECK(error.iteration_times_s.empty());
    // As versions from 1.8.3 on write it.
    const ProgramResult skip =
        google_benchmark_result(file_with(R"(, "skipped": true, "skip_message": "no GPU")"), "x", "b");
    REQUIRE(skip.checks.size() == 1);
    CHECK(skip.checks[0].message == "the benchmark skipped itself: no GPU");
}

TEST_CASE("a counter named like a key of other rows is a counter") {
    const ProgramResult result =
        google_benchmark_result(file_with(R"(, "rms": 2, "skipped": 0, "error_occurred": 3)"), "x", "b");
    CHECK(result.checks.empty());
    CHECK(metric_of(result, "rms").values == std::vector{2.0});
    CHECK(metric_of(result, "skipped").values == std::vector{0.0});
    CHECK(metric_of(result, "error_occurred").values == std::vector{3.0});
}

TEST_CASE("a counter named like a key of the library hides it, and is refused") {
    CHECK_THROWS_WITH(read_benchmark("hidden_time", "hides_its_time/iterations:3"),
                      Contains("the key \"real_time\" stands twice"));
}

TEST_CASE("what is not the benchmark's result says what it is") {
    CHECK_THROWS_WITH(read_benchmark("nothing", "gone/8"), Contains("knows no benchmark \"gone/8\""));
    CHECK_THROWS_WITH(read_benchmark("error", "other"), Contains("expected \"other\", this is \"fails\""));
    CHECK_THAT(refused_file(R"({"context": {}, "benchmarks": []})"), Contains("no benchmark was run"));
    CHECK_THAT(refused_file(recorded_text("error").substr(0, 900)), Contains("ends too early"));
    CHECK_THAT(refused_file("[1]"), Contains("result.json"));
    CHECK_THAT(refused_file(file_with(R"(}, {"run_type": "iteration", "run_name": "b", "real_time": NaN)")),
               Contains("benchmarks[1].real_time") && Contains("finite"));
    CHECK_THAT(refused_file(file_with(R"(}, {"run_type": "iteration", "run_name": "b", "real_time": -1)")),
               Contains("negative"));
    CHECK_THAT(refused_file(file_with(R"(}, {"run_type": "iteration", "run_name": "b", "real_time": 1,
               "time_unit": "min")")),
               Contains("\"min\" is not known"));
}

TEST_CASE("facts of newer versions are kept, and keys of theirs that are no numbers ignored") {
    const ProgramResult result =
        google_benchmark_result(file_with(R"(, "new": {"deep": [1]}, "flag": true, "word": "x")"), "x", "b");
    CHECK(result.facts.at("library_version") == "v1.9.1");
    CHECK(result.metrics.size() == 1);
}

TEST_CASE("almost-JSON is mended outside strings and inside, and JSON stays as it is") {
    CHECK(with_lenient_json_mended(R"({"a": NaN, "b":-Infinity,"c":[nan,inf] })") ==
          R"({"a": "NaN", "b":"-Infinity","c":["nan","inf"] })");
    const std::string fine = R"({"NaN": "NaN, \"NaN\" \\", "n": -1.5e-3, "t": true, "ü": null})";
    CHECK(with_lenient_json_mended(fine) == fine);
    CHECK(with_lenient_json_mended("\"a\x01\xff\\\x02\"") == "\"a\\ufffd\\ufffd\\ufffd\"");
    CHECK(with_lenient_json_mended("NaNa") == "NaNa");
    CHECK(with_lenient_json_mended("\"open\\") == "\"open\\");
    CHECK(with_lenient_json_mended("").empty());
}

}  // namespace
}  // namespace ratchet::artifacts
