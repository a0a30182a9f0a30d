#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "testing/small_project_process.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Contains;
using namespace ratchet;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

nlohmann::json suite_of(const SmallProject& project) {
    return nlohmann::json::parse(text_of(project.output() / "latest/suites/everything/suite.json"));
}

bool has_gnuplot() {
    const bool found = run_subprocess({"gnuplot", "--version"}, "", std::chrono::minutes(1)).succeeded();
    if (!found) {
        WARN("skipped: there is no gnuplot (apt-get install gnuplot-nox)");
    }
    return found;
}

}  // namespace

TEST_CASE(
    "a session's suites have plots that are named in suite.json, shown in the report and drawn again by "
    "hand") {
    if (!has_gnuplot()) {
        return;
    }
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const fs::path session = fs::canonical(project.output() / "latest");
    const nlohmann::json artifacts = suite_of(project).at("artifacts");
    for (const char* file :
         {"runs.png", "runs.svg", "runs.gp", "runs.dat", "distribution.png", "spread.png"}) {
        CAPTURE(file);
        const std::string path = artifacts.at(std::string("plots/") + file);
        CHECK(path == std::string("suites/everything/plots/") + file);
        CHECK(fs::file_size(session / path) > 0);
    }
    CHECK_THAT(text_of(session / "report.md"), Contains("](./suites/everything/plots/runs.png)"));
    CHECK_FALSE(fs::exists(session / "suites/everything/.plots"));

    const fs::path plots = session / "suites/everything/plots";
    const std::string drawn = text_of(plots / "runs.svg");
    const std::string script = text_of(plots / "runs.gp");
    fs::remove(plots / "runs.svg");
    CHECK(run_subprocess({"gnuplot", "runs.gp"}, plots.string(), std::chrono::minutes(1)).succeeded());
    CHECK(text_of(plots / "runs.svg") == drawn);

    REQUIRE(project.run({"report", "--only-write"}).exit_code == 0);
    CHECK(text_of(plots / "runs.gp") == script);
    CHECK(text_of(plots / "runs.svg") == drawn);
}

TEST_CASE("a comparison of two sessions is drawn where it is told to") {
    if (!has_gnuplot()) {
        return;
    }
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const std::string session = fs::canonical(project.output() / "latest").string();
    const fs::path plots = project.root() / "it's \"drawn\"" / "here";
    const SubprocessResult result =
        run_subprocess({RATCHET_PROGRAM, "compare", session, session, "--plots", plots.string()}, "",
                       std::chrono::minutes(1));
    CHECK(result.error_output.empty());
    for (const char* file : {"changes.png", "changes.svg", "runs.gp", "distribution.dat", "spread.svg"}) {
        CAPTURE(file);
        CHECK(fs::file_size(plots / file) > 0);
    }
}

TEST_CASE("pictures of a comparison that cannot be drawn are told and change no verdict") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const std::string session = fs::canonical(project.output() / "latest").string();
    const auto compare = [&](const std::vector<std::string>& more) {
        std::vector<std::string> argv{RATCHET_PROGRAM, "compare", session, session};
        argv.insert(argv.end(), more.begin(), more.end());
        return run_subprocess(argv, "", std::chrono::minutes(1));
    };
    const std::optional<int> without = compare({}).exit_code;
    REQUIRE(without);
    const fs::path file = project.root() / "file";
    std::ofstream(file) << "not a directory";
    const SubprocessResult below_a_file = compare({"--plots", (file / "plots").string()});
    CHECK(below_a_file.exit_code == without);
    CHECK_THAT(below_a_file.error_output, Contains("plots were drawn") && Contains("Not a directory"));

    const fs::path plots = project.root() / "plots";
    fs::create_directories(plots / "runs.svg/in the way");
    const SubprocessResult in_the_way = compare({"--plots", plots.string()});
    CHECK(in_the_way.exit_code == without);
    CHECK_THAT(in_the_way.error_output, Contains("runs.svg"));
}

TEST_CASE("without gnuplot there are no plots, that is said once with the remedy, and all else is as ever") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    const fs::path programs = project.root() / "programs";
    fs::create_directory(programs);
    fs::create_symlink("/bin/sh", programs / "sh");
    const SubprocessResult result = project.run({"run", "probe/work"}, {{"PATH", programs.string()}});
    CHECK(result.exit_code == 77);
    const std::size_t told = result.error_output.find("apt-get install gnuplot-nox");
    REQUIRE(told != std::string::npos);
    CHECK(result.error_output.find("gnuplot", told + 30) == std::string::npos);
    const nlohmann::json suite = suite_of(project);
    CHECK(suite.at("artifacts").empty());
    CHECK(suite.at("warnings").at(0).at("kind") == "tool_missing");
    CHECK_FALSE(fs::exists(project.output() / "latest/suites/everything/plots"));
    CHECK_THAT(text_of(project.output() / "latest/report.md"), Contains("gnuplot was not found"));
}
