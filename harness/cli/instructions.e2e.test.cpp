#include "catch.hpp"
#include "profile/count_process.hpp"
#include "testing/small_project_process.hpp"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Contains;
using namespace ratchet;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

/// A command whose work is so many turns of a loop and whose time is always the same.
std::string turns(int count) {
    return fmt::format("i=0; while [ $i -lt {} ]; do i=$((i+1)); done; {}", count, reports_time("0.010"));
}

constexpr auto both_gates = R"({"gate": ["wall_time", "instructions 0.5%"]})";

bool something_counts() {
    if (!cpu_counts_instructions() && std::system("command -v valgrind >/dev/null") != 0) {
        WARN("skipped: this CPU counts no instructions, and valgrind is not installed");
        return false;
    }
    return true;
}

}  // namespace

TEST_CASE(
    "a gate on instructions: recorded, judged unchanged, and red at a growth that no clock would show") {
    if (!something_counts()) {
        return;
    }
    SmallProject project;
    project.add("work", turns(1000), both_gates);
    REQUIRE(project.run({"baseline", "update", "--force"}).exit_code == 0);
    CHECK_THAT(project.run({"baseline", "show"}).output, Contains("instructions"));
    const nlohmann::json recorded = nlohmann::json::parse(text_of(project.baseline_file("work")));
    const nlohmann::json& counts = recorded.at("sessions").at(0).at("instructions");
    CHECK(counts.at("totals").size() == 3);
    CHECK(counts.at("totals").at(0) == counts.at("totals").at(2));
    CHECK(counts.at("scope") == "whole_process");

    const SubprocessResult unchanged = project.run({"run", "probe/work"});
    CHECK(unchanged.exit_code == 0);
    CHECK_THAT(unchanged.output, Contains("instructions") && Contains("unchanged"));

    project.add("work", turns(1010), both_gates);
    const SubprocessResult grown = project.run({"run", "probe/work"});
    CHECK(grown.exit_code == 1);
    CHECK_THAT(grown.output, Contains("instructions regressed") && Contains("more work"));
    CHECK(project.run({"report"}).exit_code == 1);  // the same from what was stored
    const nlohmann::json record =
        nlohmann::json::parse(text_of(project.output() / "latest/scenarios/probe/work/scenario.json"));
    CHECK(record.at("verdict").at("cause") == "more_work");

    const SubprocessResult refused = project.run({"baseline", "promote", "--force"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.error_output, Contains("got worse in instructions") && Contains("--reason"));
    CHECK(project.run({"baseline", "promote", "--force", "--reason", "does more"}).exit_code == 0);
    CHECK(project.run({"run", "probe/work"}).exit_code == 0);
}

TEST_CASE("where nothing counts instructions the gate fails and says how to get what does") {
    if (cpu_counts_instructions()) {
        WARN("skipped: this CPU counts instructions, so that no tool is needed");
        return;
    }
    SmallProject project;
    project.add("work", turns(10), both_gates);
    fs::create_directories(project.root() / "bin");
    fs::create_symlink("/bin/sh", project.root() / "bin/sh");
    const std::map<std::string, std::string> without{{"PATH", (project.root() / "bin").string()}};
    const SubprocessResult result = project.run({"run", "probe/work"}, without);
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("apt-get install valgrind"));
    const SubprocessResult refused = project.run({"baseline", "update", "--force"}, without);
    CHECK(refused.exit_code == 4);
    CHECK_THAT(refused.error_output,
               Contains("could not be counted") && Contains("apt-get install valgrind"));
    CHECK_FALSE(fs::exists(project.baseline_file("work")));
}

TEST_CASE("a limit on instructions needs no baseline") {
    if (!something_counts()) {
        return;
    }
    SmallProject project;
    project.add("work", turns(10), R"({"gate": ["instructions <= 100000000"]})");
    CHECK(project.run({"run", "probe/work"}).exit_code == 0);
    project.add("work", turns(10), R"({"gate": ["instructions <= 1000"]})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.output, Contains("instructions break their budget"));
}
