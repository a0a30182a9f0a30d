#include "catch.hpp"
#include "testing/small_project_process.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sched.h>

namespace fs = std::filesystem;
using Catch::Contains;
using nlohmann::json;
using namespace ratchet;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

cpu_set_t allowed_here() {
    cpu_set_t allowed;
    REQUIRE(sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    return allowed;
}

/// A shell in whose hands the scenario takes a fifth longer.
std::string slower_shell(const SmallProject& project) {
    const fs::path script = project.root() / "slower";
    std::ofstream(script) << "#!/bin/sh\nexport LEVEL=0.012\nexec sh \"$@\"\n";
    fs::permissions(script, fs::perms::owner_all);
    return script.string();
}

json run_of(const fs::path& session, int index) {
    return json::parse(text_of(session / fmt::format("scenarios/probe/work/runs/{:03}/run.json", index)));
}

/// Whether the later of two runs began before the earlier one had ended.
bool overlap(const json& one, const json& other) {
    const double apart_s =
        std::abs(one.at("started_ns").get<double>() - other.at("started_ns").get<double>()) * 1e-9;
    return apart_s < one.at("process_time_s").get<double>() &&
           apart_s < other.at("process_time_s").get<double>();
}

}  // namespace

TEST_CASE("a parallel duet runs both builds at the same time on CPUs that they exchange") {
    const cpu_set_t allowed = allowed_here();
    if (CPU_COUNT(&allowed) < 2) {
        WARN("skipped: this process may use one CPU alone");
        return;
    }
    SmallProject project;
    project.add("work", "sleep 0.05; " + reports_time("${LEVEL:-0.010}"));
    const SubprocessResult result = project.run(
        {"duet", "probe/work", "--against", slower_shell(project), "--parallel", "--budget", "20"});
    CAPTURE(result.error_output);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("improved") && Contains("-16.7 % [-16.7, -16.7]"));
    const fs::path session = fs::canonical(project.output() / "latest");
    const json duet = json::parse(text_of(session / "scenarios/probe/work/scenario.json")).at("duet");
    CHECK(duet.at("parallel") == true);
    CHECK_THAT(duet.at("verdict").at("reason").get<std::string>(), Contains(", at the same time)"));
    const json& reference = duet.at("reference").at("runs");
    const json& current = duet.at("current").at("runs");
    REQUIRE(reference.size() == 20);
    REQUIRE(current.size() == 20);
    for (std::size_t run = 0; run < 20; run += 2) {
        const json first = run_of(session, reference.at(run).get<int>());
        const json beside_first = run_of(session, current.at(run).get<int>());
        const json second = run_of(session, reference.at(run + 1).get<int>());
        CHECK(overlap(first, beside_first));
        CHECK_FALSE(overlap(first, second));
        CHECK(first.at("cpus").size() == static_cast<std::size_t>(CPU_COUNT(&allowed) / 2));
        CHECK(first.at("cpus") != beside_first.at("cpus"));
        CHECK(second.at("cpus") == beside_first.at("cpus"));
    }
    CHECK_THAT(project.run({"report"}).output, Contains("improved"));
}

TEST_CASE("a parallel duet is refused where there are no two CPUs for it") {
    const cpu_set_t allowed = allowed_here();
    SmallProject project;
    project.add("work", reports_time("0.010"), fmt::format(R"({{"cpus": {}}})", CPU_COUNT(&allowed)));
    const std::vector<std::string> command{"duet", "probe/work", "--against", slower_shell(project),
                                           "--parallel"};
    const SubprocessResult too_many = project.run(command);
    CHECK(too_many.exit_code == 2);
    CHECK_THAT(too_many.error_output,
               Contains("probe/work") && (Contains("more than half") || Contains("may use one")));

    project.add("work", reports_time("0.010"));
    int first = 0;
    while (!CPU_ISSET(first, &allowed)) {
        ++first;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    const SubprocessResult alone = project.run(command);
    sched_setaffinity(0, sizeof allowed, &allowed);
    CHECK(alone.exit_code == 2);
    CHECK_THAT(alone.error_output, Contains("need two CPUs, and this process may use one"));
    CHECK_FALSE(fs::exists(project.output() / "latest"));
}
