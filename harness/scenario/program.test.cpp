#include "scenario/program.hpp"

#include "catch.hpp"
#include "scenario/manual_clock.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

using namespace ratchet;
using namespace ratchet::runtime;
using Catch::Matchers::Contains;

namespace {

using Scenarios = std::vector<detail::Scenario>;

struct Ended {
    ExitCode code;
    std::string out;
    std::string error;
};

Scenarios one(const std::string& name, const std::function<void(Run&)>& function) {
    detail::Build build;
    build.optimised = true;
    build.compiler = "GNU 12.2.0";
    return {{name, "what it does", function, {"x.cpp", 12, build}}};
}

Ended run(const std::vector<std::string>& arguments, const Scenarios& scenarios,
          const std::optional<std::string>& result_path = std::nullopt) {
    const ManualClock clock;
    std::ostringstream out;
    std::ostringstream error;
    const ExitCode code =
        run_program(arguments, [&] { return scenarios; }, {out, error, result_path, ManualClock::clock()});
    return {code, out.str(), error.str()};
}

void ten_milliseconds(Run& run) {
    run.measure([] { ManualClock::advance_s(0.01); });
    run.items(5, "nodes");
}

/// A folder that is gone after the test.
struct Folder {
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path = std::filesystem::temp_directory_path() / "ratchet scenario program test";
    std::string result = (path / "result.json").string();
};

}  // namespace

TEST_CASE("without arguments the program explains itself and lists its scenarios") {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{}, {"--help"}}) {
        const Ended ended = run(arguments, one("wide_tree", ten_milliseconds));
        CHECK(ended.code == done);
        CHECK_THAT(ended.out, Contains("--ratchet-run") && Contains("wide_tree") && Contains("what it does"));
    }
}

TEST_CASE("the lists go to standard output") {
    CHECK(run({"--ratchet-list=names"}, one("wide_tree", ten_milliseconds)).out == "wide_tree\n");
    const Ended ended = run({"--ratchet-list=json"}, one("wide_tree", ten_milliseconds));
    CHECK(nlohmann::json::parse(ended.out).at("scenarios").at(0).at("name") == "wide_tree");
}

TEST_CASE("invalid and duplicate names make every use of the program fail, with each fault on a line") {
    Scenarios scenarios = one("x", ten_milliseconds);
    scenarios.push_back(scenarios[0]);
    scenarios.push_back(scenarios[0]);
    scenarios.back().name = "not/valid";
    for (const char* argument : {"--ratchet-list=names", "--ratchet-list=json", "--help"}) {
        const Ended ended = run({argument}, scenarios);
        CHECK(ended.code == wrong_usage);
        CHECK(ended.out.empty());
        CHECK_THAT(ended.error, Contains("\"x\"") && Contains("\n") && Contains("\"not/valid\""));
    }
}

TEST_CASE("a range that cannot be registered fails the listing with its message") {
    std::ostringstream out;
    std::ostringstream error;
    const auto failing = []() -> Scenarios { throw std::runtime_error("no sizes"); };
    CHECK(run_program({"--ratchet-list=names"}, failing, {out, error, std::nullopt, ManualClock::clock()}) ==
          wrong_usage);
    CHECK_THAT(error.str(), Contains("no sizes"));
}

TEST_CASE("an unknown scenario or argument is wrong usage") {
    const Ended ended = run({"--ratchet-run", "wide"}, one("wide_tree", ten_milliseconds));
    CHECK(ended.code == wrong_usage);
    CHECK_THAT(ended.error, Contains("\"wide\"") && Contains("wide_tree"));
    CHECK(run({"--what"}, one("wide_tree", ten_milliseconds)).code == wrong_usage);
}

TEST_CASE("a planned run writes its result, all of it, and nothing else into the folder") {
    const Folder folder;
    const Ended ended = run({"--ratchet-run", "wide_tree", "--ratchet-iterations=3", "--ratchet-warmup=1"},
                            one("wide_tree", ten_milliseconds), folder.result);
    CHECK(ended.code == done);
    CHECK(ended.out.empty());
    const auto result = nlohmann::json::parse(std::ifstream(folder.result));
    CHECK(result.at("$schema") == "ratchet/result/1");
    CHECK(result.at("scenario") == "wide_tree");
    CHECK(result.at("exploration") == false);
    CHECK(result.at("iteration_times_s") == nlohmann::json::array({0.01, 0.01, 0.01}));
    CHECK(result.at("warmup_iterations") == 1);
    CHECK(result.at("facts") ==
          nlohmann::json({{"optimised", "true"}, {"sanitizers", ""}, {"compiler", "GNU 12.2.0"}}));
    CHECK(result.at("peak_rss_bytes") > 0);
    const auto files = std::filesystem::directory_iterator(folder.path);
    CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("a run without a result file tells people what was found") {
    const Ended ended = run({"--ratchet-run", "wide_tree"}, one("wide_tree", ten_milliseconds));
    CHECK(ended.code == done);
    CHECK_THAT(ended.out, Contains("wide_tree") && Contains("10 ms per call") && Contains("500 nodes/s"));
}

TEST_CASE("a failed check is told in the result, and the program ends well") {
    const Folder folder;
    const auto failing = [](Run& run) { run.check(false, "the tree is \"empty\""); };
    const Ended ended = run({"--ratchet-run", "x"}, one("x", failing), folder.result);
    CHECK(ended.code == done);
    const auto result = nlohmann::json::parse(std::ifstream(folder.result));
    CHECK(result.at("checks") ==
          nlohmann::json::parse(R"([{"passed":false,"message":"the tree is \"empty\""}])"));
    CHECK_THAT(run({"--ratchet-run", "x"}, one("x", failing)).out, Contains("FAILED"));
}

TEST_CASE("an exception out of the scenario fails the run and leaves no result") {
    const Folder folder;
    const auto throwing = [](Run&) { throw std::runtime_error("no corpus"); };
    const Ended ended = run({"--ratchet-run", "x"}, one("x", throwing), folder.result);
    CHECK(ended.code == run_failed);
    CHECK_THAT(ended.error, Contains("no corpus"));
    CHECK_FALSE(std::filesystem::exists(folder.result));
    CHECK(run({"--ratchet-run", "x"}, one("x", [](Run&) { throw 5; })).code == run_failed);
    CHECK(run({"--ratchet-run", "x"}, one("x", [](Run&) {})).code == run_failed);
}

TEST_CASE("a result that cannot be written fails the run and leaves nothing behind") {
    const Folder folder;
    const std::string missing = (folder.path / "missing" / "result.json").string();
    const Ended ended = run({"--ratchet-run", "x"}, one("x", ten_milliseconds), missing);
    CHECK(ended.code == run_failed);
    CHECK_THAT(ended.error, Contains("RATCHET_RESULT") && Contains("missing"));

    std::filesystem::create_directories(folder.path / "result.json" / "occupied");
    CHECK(run({"--ratchet-run", "x"}, one("x", ten_milliseconds), folder.result).code == run_failed);
    CHECK_FALSE(std::filesystem::exists(folder.result + ".tmp"));
}

TEST_CASE("a list that cannot be printed is a failure") {
    std::ostringstream error;
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    CHECK(run_program({"--ratchet-list=names"}, [] { return one("x", ten_milliseconds); },
                      {out, error, std::nullopt, ManualClock::clock()}) == run_failed);
}
