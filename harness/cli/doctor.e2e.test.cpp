#include "catch.hpp"
#include "testing/small_project_process.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Contains;
using nlohmann::json;
using namespace ratchet;
using testing::all_output;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

/// A command that takes a tenth longer where its environment is longer than half a page.
std::string moved_by_layout() {
    return "t=0.010; [ ${#RATCHET_PADDING} -gt 2000 ] && t=0.011; " + reports_time("$t");
}

}  // namespace

TEST_CASE("the doctor tells what this host lets one see, by each kind of work") {
    const SmallProject project;
    const SubprocessResult told = project.run({"doctor", "--json", "--budget", "1"});
    CAPTURE(told.error_output);
    REQUIRE(told.exit_code == 0);
    const json document = json::parse(told.output);
    CHECK(document.at("$schema") == "ratchet/doctor/1");
    CHECK(document.at("host").at("cores") > 0);
    CHECK(document.at("findings").is_array());
    std::set<std::string> works;
    for (const json& work : document.at("works")) {
        works.insert(work.at("work").get<std::string>());
        CHECK(work.at("median_s") > 0);
        CHECK(work.at("null_shift").at("lower") < work.at("null_shift").at("upper"));
        CHECK(work.at("needed").size() == 3);
    }
    CHECK(works == std::set<std::string>{"arithmetic", "branches", "memory"});
    CHECK_FALSE(fs::exists(project.output() / "latest"));  // that is for sessions of the project
}

TEST_CASE("what layout alone does to a scenario is measured, told and kept") {
    SmallProject project;
    project.add("work", moved_by_layout());
    const SubprocessResult told = project.run({"doctor", "--layout", "probe/work"});
    CAPTURE(told.error_output);
    REQUIRE(told.exit_code == 0);
    CHECK_THAT(told.output, Contains("probe/work in turns with itself") && Contains("12 layouts"));
    CHECK_THAT(told.output, Contains("+1680 B    10.0 ms") && Contains("+2016 B    11.0 ms"));
    CHECK_THAT(told.output, Contains("A change within ±10.00 % may be layout."));

    const json kept = json::parse(text_of(project.output() / "layout/probe/work.json"));
    CHECK(kept.at("$schema") == "ratchet/layout/1");
    CHECK(kept.at("layouts").size() == 12);
    CHECK(kept.at("layouts").at(0).at("values").size() >= 4);
    CHECK(kept.at("spread").at("reach").get<double>() == Approx(0.0953).epsilon(0.001));
    CHECK_FALSE(fs::exists(project.output() / "latest"));

    project.add("work", reports_time("0.010"));
    std::ofstream(project.output() / "layout/probe/work.json") << "{";
    const SubprocessResult unreadable = project.run({"run", "probe/work"});
    CHECK(unreadable.exit_code == 3);
    CHECK_THAT(unreadable.error_output, Contains("work.json") && Contains("doctor --layout"));
    const SubprocessResult same = project.run({"doctor", "--layout", "probe/work", "--json"});
    REQUIRE(same.exit_code == 0);
    CHECK(json::parse(same.output).at("spread").at("reach") == 0);
    CHECK(text_of(project.output() / "layout/probe/work.json") == same.output);
}

TEST_CASE("a layout is asked for one scenario that runs") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    project.add("other", "exit 3");
    CHECK_THAT(project.run({"doctor", "--layout", "probe/wrk"}).error_output, Contains("probe/work"));
    CHECK(project.run({"doctor", "--layout", "probe/wrk"}).exit_code == 2);
    const SubprocessResult several = project.run({"doctor", "--layout", "everything"});
    CHECK(several.exit_code == 2);
    CHECK_THAT(several.error_output, Contains("everything: are several scenarios; name one"));
    CHECK(project.run({"doctor", "--layout", ""}).exit_code == 2);
    const SubprocessResult failing = project.run({"doctor", "--layout", "probe/other"});
    CHECK(failing.exit_code == 4);
    CHECK_THAT(failing.error_output, Contains("probe/other") && Contains("exit code 3"));
    CHECK_FALSE(fs::exists(project.output() / "layout/probe/other.json"));
}

TEST_CASE("a plan is made from the scatter of a scenario's baseline") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    const SubprocessResult none = project.run({"doctor", "--plan", "probe/work", "5%"});
    CHECK(none.exit_code == 2);
    CHECK_THAT(none.error_output, Contains("probe/work: has no baseline"));
    project.add_recorded_work();
    const SubprocessResult plan = project.run({"doctor", "--plan", "probe/work", "10%"});
    CHECK(plan.exit_code == 0);
    CHECK_THAT(plan.output, Contains("probe/work: REPETITIONS 9 and GATE \"wall_time 2%/10%\""));
    for (const char* slowdown : {"nan", "0%", "-5%", "5x", "much"}) {
        CHECK(project.run({"doctor", "--plan", "probe/work", slowdown}).exit_code == 2);
    }
    CHECK_THAT(project.run({"doctor", "--plan", "probe/wrk", "5%"}).error_output, Contains("probe/work"));
}

TEST_CASE("the doctor is asked one thing at a time") {
    const SmallProject project;
    const std::vector<std::vector<std::string>> wrong{
        {"doctor", "--plan", "probe/work"},
        {"doctor", "--plan", "probe/work", "5%", "--layout", "probe/work"},
        {"doctor", "--plan", "probe/work", "5%", "--json"},
        {"doctor", "--plan", "probe/work", "5%", "--budget", "5"},
        {"doctor", "--budget", "0"},
        {"doctor", "--budget", "nan"},
        {"doctor", "--layout"}};
    for (const std::vector<std::string>& arguments : wrong) {
        const SubprocessResult refused = project.run(arguments);
        CAPTURE(arguments.back(), all_output(refused));
        CHECK(refused.exit_code == 2);
    }
}
