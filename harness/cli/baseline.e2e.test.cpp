#include "catch.hpp"
#include "testing/small_project_process.hpp"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Contains;
using namespace ratchet;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

namespace {

/// What a comparison says must not depend on how steady this host is while the test runs.
void forget_calibration(const fs::path& session) {
    for (const fs::directory_entry& scenario : fs::directory_iterator(session / "scenarios/probe")) {
        const fs::path file = scenario.path() / "scenario.json";
        nlohmann::json record = nlohmann::json::parse(text_of(file));
        record.at("calibration").at("kernels") = nlohmann::json::object();
        std::ofstream(file) << record;
    }
}

}  // namespace

TEST_CASE("a recorded level is shown, judged unchanged, and moved by a slowdown only with a reason") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"baseline", "update", "--force"}).exit_code == 0);
    CHECK(project.run({"baseline", "append", "--force"}).exit_code == 2);  // the recording itself
    CHECK_THAT(project.run({"baseline", "show"}).output, Contains("probe/work") && Contains("10.0 ms"));
    CHECK(project.run({"run", "probe/work"}).exit_code == 0);

    const std::string accepted = text_of(project.baseline_file("work"));
    project.add("work", reports_time("0.012"));
    project.run({"run", "probe/work"});
    const SubprocessResult refused = project.run({"baseline", "promote", "--force"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.error_output, Contains("--reason") && Contains("+20"));
    CHECK(text_of(project.baseline_file("work")) == accepted);

    REQUIRE(project.run({"baseline", "promote", "--force", "--reason", "does more"}).exit_code == 0);
    CHECK_THAT(text_of(project.baseline_file("work")), Contains("does more"));
}

TEST_CASE("a session measured elsewhere is promoted from wherever it was downloaded to") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const fs::path downloaded = project.root() / "downloaded";
    fs::rename(fs::canonical(project.output() / "latest"), downloaded);
    const SubprocessResult result =
        project.run({"baseline", "promote", "--force", "--from", downloaded.string()});
    CHECK(result.exit_code == 0);
    CHECK(fs::exists(project.baseline_file("work")));
}

TEST_CASE("a session that agrees is appended to the baseline, once; one that moved is not, and says why") {
    SmallProject project;
    project.add_recorded_work();
    const auto sessions = [&] {
        return nlohmann::json::parse(text_of(project.baseline_file("work"))).at("sessions").size();
    };
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 0);
    const SubprocessResult appended = project.run({"baseline", "append", "--force"});
    CHECK(appended.exit_code == 0);
    CHECK_THAT(appended.output, Contains("probe/work"));
    CHECK(sessions() == 2);
    const SubprocessResult again = project.run({"baseline", "append", "--force"});
    CHECK(again.exit_code == 2);
    CHECK_THAT(again.error_output, Contains("not appended: probe/work") && Contains("already"));

    project.add("work", reports_time("0.012"));
    project.run({"run", "probe/work"});
    const SubprocessResult moved = project.run({"baseline", "append", "--force"});
    CHECK(moved.exit_code == 2);
    CHECK_THAT(moved.error_output, Contains("not appended: probe/work wall_time +20"));
    CHECK(sessions() == 2);
}

TEST_CASE("an improvement becomes the level by append once a second session shows it too") {
    SmallProject project;
    project.add_recorded_work();
    project.add("work", reports_time("0.008"));
    const auto measure = [&] {
        project.run({"run", "probe/work"});
        forget_calibration(fs::canonical(project.output() / "latest"));
    };
    measure();
    const SubprocessResult alone = project.run({"baseline", "append", "--force"});
    CHECK(alone.exit_code == 2);
    CHECK_THAT(alone.error_output, Contains("wall_time -20") && Contains("by this session alone"));
    measure();
    const SubprocessResult confirmed = project.run({"baseline", "append", "--force"});
    CAPTURE(confirmed.error_output);
    CHECK(confirmed.exit_code == 0);
    CHECK_THAT(confirmed.output, Contains("confirmed: the new level"));
    const auto baseline = nlohmann::json::parse(text_of(project.baseline_file("work")));
    CHECK(baseline.at("sessions").size() == 2);
    CHECK(baseline.at("epoch").at("wall_time").at("median") == 0.008);
    CHECK_THAT(project.run({"run", "probe/work"}).output, Contains("unchanged"));
}

TEST_CASE(
    "two sessions are compared: slower is a regression, added and removed are listed and judge nothing") {
    SmallProject project;
    project.add("stays", reports_time("0.010"));
    project.add("goes", reports_time("0.010"));
    REQUIRE(project.run({"run", "everything"}).exit_code == 77);
    const std::string before = fs::canonical(project.output() / "latest").string();
    project.add("stays", reports_time("0.015"));
    project.add("comes", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/stays", "probe/comes"}).exit_code == 77);
    const std::string now = fs::canonical(project.output() / "latest").string();
    forget_calibration(before);
    forget_calibration(now);

    const auto compare = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {RATCHET_PROGRAM, "compare"});
        return run_subprocess(arguments, project.root().string(), std::chrono::minutes(1), {});
    };
    const SubprocessResult slower = compare({before, now});
    CHECK(slower.exit_code == 1);
    CHECK_THAT(slower.output, Contains("+50") && Contains("removed") && Contains("added"));
    CHECK(compare({before, before}).exit_code == 77);  // how far two sessions lie apart is not known
    CHECK_THAT(compare({before, now, "--json"}).output, Contains(R"("verdict": "removed")"));
    for (const char* form : {"--json", "--markdown", "--junit"}) {
        CHECK(compare({before, now, form}).exit_code == 1);
        CHECK(compare({before, before, form}).exit_code == 77);
    }
    CHECK_THAT(compare({before, now, "--markdown"}).output,
               Contains("# Comparison of performance") && Contains("| probe/stays | regressed |"));
    CHECK_THAT(compare({before, now, "--junit"}).output,
               Contains("<testcase classname=\"compare.probe\" name=\"stays wall_time\">") &&
                   Contains("<failure type=\"regressed\""));
    CHECK(compare({before, now, "--junit", "--json"}).exit_code == 2);
    CHECK(compare({before, "nowhere"}).exit_code == 2);
    CHECK(compare({before, ""}).exit_code == 2);
    const SubprocessResult document = compare({before, now + "/session.json"});
    CHECK(document.exit_code == 2);
    CHECK_THAT(document.error_output, Contains("is no baseline; name a session's directory"));
}

TEST_CASE("a session of another project is accepted on purpose alone") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const std::filesystem::path file = project.output() / "latest/session.json";
    nlohmann::json session = nlohmann::json::parse(text_of(file));
    session["project"] = "another";
    std::ofstream(file) << session.dump();
    const SubprocessResult refused = project.run({"baseline", "promote"});
    CHECK(refused.exit_code == 2);
    CHECK_THAT(refused.error_output, Contains("was measured of project \"another\""));
    CHECK(project.run({"baseline", "promote", "--force"}).exit_code == 0);
}

TEST_CASE("a level is accepted for a time with a reason only, and warned of afterwards") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const auto promote_until = [&](const std::string& date, const std::vector<std::string>& more) {
        std::vector<std::string> arguments{"baseline", "promote", "--force", "--until", date};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return project.run(arguments).exit_code;
    };
    CHECK(promote_until("2099-12-31", {}) == 2);
    CHECK(promote_until("soon", {"--reason", "x"}) == 2);
    CHECK(promote_until("2099-02-30", {"--reason", "x"}) == 2);
    CHECK(promote_until("2020-01-01", {"--reason", "x"}) == 2);
    REQUIRE(promote_until("2099-12-31", {"--reason", "until the allocator is in"}) == 0);
    const std::string baseline = text_of(project.baseline_file("work"));
    const std::string day = "2099-12-31";
    REQUIRE(baseline.find(day) != std::string::npos);
    std::ofstream(project.baseline_file("work"))
        << std::string(baseline).replace(baseline.find(day), day.size(), "2020-01-01");
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 0);
    CHECK_THAT(text_of(project.output() / "latest/report.md"),
               Contains("accepted until 2020-01-01 only (until the allocator is in)"));
}
