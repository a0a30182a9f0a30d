#include "artifacts/program_listing.hpp"
#include "artifacts/program_result.hpp"
#include "base/subprocess_process.hpp"
#include "catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace ratchet;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

constexpr auto deadline = std::chrono::seconds(60);

SubprocessResult run(std::vector<std::string> arguments,
                     const std::map<std::string, std::string>& environment = {}) {
    arguments.insert(arguments.begin(), RATCHET_E2E_PROGRAM);
    SubprocessOptions options;
    options.environment = environment;
    return run_subprocess(arguments, {}, deadline, options);
}

/// The result file of a run that ends well.
json result_of(const std::string& scenario, const std::vector<std::string>& options,
               std::map<std::string, std::string> environment = {}) {
    const auto path =
        std::filesystem::temp_directory_path() / ("ratchet e2e " + std::to_string(::getpid()) + ".json");
    std::vector<std::string> arguments{"--ratchet-run", scenario};
    arguments.insert(arguments.end(), options.begin(), options.end());
    environment["RATCHET_RESULT"] = path.string();
    const SubprocessResult ended = run(arguments, environment);
    INFO(ended.error_output);
    REQUIRE(ended.exit_code == 0);
    const json result = json::parse(std::ifstream(path));
    std::filesystem::remove(path);
    return result;
}

double sum_of_self(const json& components) {
    double sum = 0;
    for (const json& component : components.at("components")) {
        sum += component.at("self_s").get<double>();
    }
    return sum;
}

}  // namespace

TEST_CASE("the program lists its scenarios, each with what its own file was compiled with") {
    const SubprocessResult names = run({"--ratchet-list=names"});
    CHECK(names.exit_code == 0);
    CHECK_THAT(names.output, Contains("everything\npure\nset_up\n") && Contains("size_10\nsize_1000\n"));

    const json listing = json::parse(run({"--ratchet-list=json"}).output);
    std::set<std::string> seen;
    for (const json& scenario : listing.at("scenarios")) {
        const std::string name = scenario.at("name");
        seen.insert(name);
        if (name == "with_optimisation" || name == "without_optimisation") {
            CHECK(scenario.at("optimised") == (name == "with_optimisation"));
        }
    }
    CHECK(seen.count("with_optimisation") == 1);
    CHECK(seen.count("without_optimisation") == 1);
}

TEST_CASE("a planned run reports everything that the scenario told") {
    const json result = result_of("everything", {"--ratchet-iterations=5", "--ratchet-warmup=2",
                                                 "--ratchet-batch=3", "--ratchet-seed=7"});
    CHECK(result.at("iteration_times_s").size() == 5);
    CHECK(result.at("batch") == 3);
    CHECK(result.at("items") == json({{"count", 2000}, {"unit", "rounds"}}));
    CHECK(result.at("bytes") == 8);
    CHECK(result.at("checks").empty());
    CHECK(result.at("metrics").size() == 3);
    CHECK(result.at("metrics").at(1).at("values") == json::array({9, 12, 15, 18, 21}));
    CHECK(result.at("peak_rss_bytes") > 100'000);
    CHECK(result.at("markers").at(0).at("at_ns") < result.at("timed_window").at("start_ns"));
}

TEST_CASE("components and the time between them are parts of the timed total") {
    const json components = result_of("everything", {"--ratchet-iterations=20"}).at("components");
    constexpr double rate_error = 0.01;  // two clocks, read one after the other
    const double total_s = components.at("timed_total_s");
    CHECK(sum_of_self(components) > 0);
    CHECK(sum_of_self(components) <= total_s * (1 + rate_error));
    CHECK(components.at("timer_cost_s") > 0);
    const json& inner = components.at("components").at(0);
    const json& outer = components.at("components").at(1);
    CHECK(inner.at("calls") == 20);
    CHECK(outer.at("calls") == 20);
    CHECK(outer.at("total_s").get<double>() ==
          Approx(outer.at("self_s").get<double>() + inner.at("total_s").get<double>()));
    CHECK(outer.at("min_s") <= outer.at("max_s"));
}

TEST_CASE("a run that is asked for it tells when components were entered and what gauges showed") {
    const json result = result_of("everything", {"--ratchet-iterations=5", "--ratchet-warmup=2"},
                                  {{"RATCHET_TIMELINE", "1"}});
    const json& window = result.at("timed_window");
    const json& spans = result.at("timeline").at("spans");
    CHECK(spans.size() == 10);
    constexpr std::int64_t rounding_ns = 1000;  // two clocks, read one after the other
    for (const json& span : spans) {
        CHECK(span.at("begin_ns").get<std::int64_t>() >=
              window.at("start_ns").get<std::int64_t>() - rounding_ns);
        CHECK(span.at("end_ns").get<std::int64_t>() <= window.at("end_ns").get<std::int64_t>() + rounding_ns);
        CHECK(span.at("thread") == result.at("timeline").at("process"));
    }
    REQUIRE(result.at("gauges").size() == 1);
    CHECK(result.at("gauges").at(0).at("values").size() == 7);  // in iterations that warm up too
    CHECK_FALSE(result_of("everything", {"--ratchet-iterations=5"}).contains("timeline"));
}

TEST_CASE("components of several threads are all counted") {
    const json components = result_of("threads", {"--ratchet-iterations=10"}).at("components");
    CHECK(components.at("components").at(1).at("calls") == 20);
}

TEST_CASE("exploring finds a batch with which every iteration lasts, whatever the optimiser knows") {
    const json result = result_of("pure", {"--ratchet-explore"});
    CHECK(result.at("exploration") == true);
    const std::vector<double> times = result.at("iteration_times_s");
    REQUIRE_FALSE(times.empty());
    const double shortest = *std::min_element(times.begin(), times.end());
    CHECK(shortest * result.at("batch").get<double>() > 99e-6);
    // A hundred thousand dependent multiplications: no processor does them in a microsecond.
    CHECK(shortest > 1e-6);
}

TEST_CASE("set-up per call and manual timing are not batchable") {
    CHECK(result_of("set_up", {"--ratchet-iterations=3"}).at("batchable") == false);
    const json manual = result_of("manual", {"--ratchet-iterations=3"});
    CHECK(manual.at("batchable") == false);
    CHECK(manual.at("iteration_times_s") == json::array({0.25, 0.25, 0.25}));
}

TEST_CASE("a failed check stands in the result of a run that ends well") {
    const json result = result_of("fails_check", {"--ratchet-iterations=1"});
    CHECK(result.at("checks") == json::parse(R"([{"passed": false, "message": "wrong on purpose"}])"));
}

TEST_CASE("failed runs and wrong usage have their exit codes and messages") {
    const SubprocessResult thrown = run({"--ratchet-run", "throws"});
    CHECK(thrown.exit_code == 1);
    CHECK_THAT(thrown.error_output, Contains("thrown on purpose"));
    const SubprocessResult never = run({"--ratchet-run", "never_measures"});
    CHECK(never.exit_code == 1);
    CHECK_THAT(never.error_output, Contains("must call run.measure once"));
    CHECK(run({"--ratchet-run", "no\nsuch"}).exit_code == 2);
    CHECK(run({"--verbose"}).exit_code == 2);
}

TEST_CASE("the harness reads what the program writes") {
    const SubprocessResult listing = run({"--ratchet-list=json"});
    const auto scenarios = artifacts::listing_from_json(listing.output, "listing");
    REQUIRE_FALSE(scenarios.empty());
    const auto everything = std::find_if(scenarios.begin(), scenarios.end(),
                                         [](const auto& scenario) { return scenario.name == "everything"; });
    REQUIRE(everything != scenarios.end());
    CHECK(everything->line > 0);
    CHECK(everything->optimised.has_value());

    const std::string text = result_of("everything", {"--ratchet-iterations=5"}).dump();
    const artifacts::ProgramResult result = artifacts::result_from_json(text, "result");
    CHECK(result.scenario == "everything");
    CHECK(result.iteration_times_s.size() == 5);
    REQUIRE(result.items);
    CHECK(result.items->unit == "rounds");
    REQUIRE(result.metrics.size() == 3);
    CHECK(result.metrics[1].name == "calls");
    CHECK(result.metrics[1].values.size() == 5);
    CHECK(result.metrics[1].definition.direction == Direction::higher_is_better);
    CHECK(result.metrics[1].definition.scope == MetricScope::iteration);
    REQUIRE(result.components);
    CHECK(result.components->components.size() == 2);
    CHECK(result.peak_rss_bytes);
    CHECK(result.facts.count("compiler") == 1);
}

TEST_CASE("by hand, the program explains itself and prints what it measured") {
    CHECK_THAT(run({}).output, Contains("--ratchet-run NAME") && Contains("everything"));
    const SubprocessResult ended = run({"--ratchet-run", "size_10", "--ratchet-iterations=3"});
    CHECK(ended.exit_code == 0);
    CHECK_THAT(ended.output, Contains("per call"));
}
