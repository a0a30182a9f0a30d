#include "catch.hpp"
#include "testing/small_project_process.hpp"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Contains;
using namespace ratchet;
using testing::all_output;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;

TEST_CASE("a misspelt scenario is refused with the near names") {
    SmallProject project;
    project.add("wide_tree", "true");
    const SubprocessResult result = project.run({"run", "probe/wide_tre"});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error_output, Contains("probe/wide_tree"));
}

TEST_CASE("without a baseline the first use is skipped, says so, and gives the one command that records it") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    const SubprocessResult result = project.run({"run", "probe/work"});
    CHECK(result.exit_code == 77);
    CHECK_THAT(result.output, Contains("no_baseline") && Contains("--target update-baselines"));
    CHECK(project.run({"run", "probe/work"}, {{"RATCHET_MODE", "report"}}).exit_code == 0);
    CHECK(project.run({"run", "probe/work"}, {{"RATCHET_MODE", "strict"}}).exit_code == 5);
    CHECK(project.run({"run", "probe/work"}, {{"RATCHET_MODE", "lenient"}}).exit_code == 2);
}

TEST_CASE(
    "a level that is moved by little again and again is refused once it has drifted, without a reason") {
    SmallProject project;
    double level = 0.010;
    const auto promote = [&](const std::vector<std::string>& more = {}) {
        project.add("work", reports_time(std::to_string(level)));
        project.run({"run", "probe/work"});
        std::vector<std::string> arguments = {"baseline", "promote", "--force"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return project.run(arguments);
    };
    SubprocessResult last = promote();
    REQUIRE(last.exit_code == 0);
    int steps = 0;
    while (last.exit_code == 0 && steps < 15) {
        level *= 1.019;
        last = promote();
        ++steps;
    }
    CHECK(steps >= 3);  // of 5 %, or more on a virtual host
    CHECK(last.exit_code == 2);
    CHECK_THAT(last.error_output, Contains("probe/work got worse in wall_time (+") &&
                                      Contains("in steps that were each tolerated"));
    CHECK(promote({"--reason", "richer output"}).exit_code == 0);
    const auto baseline = nlohmann::json::parse(text_of(project.baseline_file("work")));
    CHECK(baseline.at("epoch").at("wall_time").at("session") == baseline.at("sessions").at(0).at("id"));
}

TEST_CASE("a budget needs no baseline: beyond it is a regression, within it is not") {
    SmallProject project;
    project.add("work", reports_time("0.010"), R"({"gate": ["wall_time <= 20ms"]})");
    CHECK(project.run({"run", "probe/work"}).exit_code == 0);
    project.add("work", reports_time("0.010"), R"({"gate": ["wall_time <= 9ms"]})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.output, Contains("regressed") && Contains("9"));
    const SubprocessResult recorded = project.run({"baseline", "update", "--force"});
    CHECK(recorded.exit_code == 2);
    CHECK_THAT(recorded.error_output, Contains("every scenario has budgets alone"));
}

TEST_CASE("every way for a run to fail has its message, is never retried, and the other scenarios go on") {
    struct Case {
        const char* name;
        std::string command;
        const char* message;
    };
    const Case cases[] = {
        {"crash", "kill -SEGV $$", "SIGSEGV"},
        {"exit", "echo broken pipe in the reactor >&2; exit 3", "broken pipe in the reactor"},
        {"check",
         R"(printf '{"$schema":"ratchet/result/1","checks":[{"passed":false,"message":"off by one"}]}' > "$RATCHET_RESULT")",
         "off by one"},
        {"garbage", R"(printf '{"$schema":' > "$RATCHET_RESULT")", "result"},
    };
    SmallProject project;
    for (const Case& each : cases) {
        project.add(each.name, each.command);
    }
    project.add("fine", reports_time("0.010"));
    const SubprocessResult result = project.run({"run", "everything"});
    CHECK(result.exit_code == 4);
    for (const Case& each : cases) {
        CHECK_THAT(result.output, Contains(std::string("probe/") + each.name) && Contains(each.message));
    }
    CHECK_THAT(result.output, Contains("4 failed") && Contains("1 no_baseline"));
}

TEST_CASE(
    "a program that does not end is killed at nine tenths of its time-out and fails with the limit named") {
    SmallProject project;
    project.add("endless", "trap '' TERM; sleep 600 & wait; sleep 600", R"({"timeout_s": 1})");
    const SubprocessResult result = project.run({"run", "probe/endless"});
    CHECK(result.exit_code == 4);
    CHECK_THAT(result.output, Contains("did not end within") && Contains("TIMEOUT"));
}

TEST_CASE("ctest's tests share one session: measured once, aggregated, reported, summarised") {
    SmallProject project;
    project.add("work", reports_time("0.010") + "; echo ran >> ran.txt",
                R"({"gate": ["wall_time <= 20ms"]})");
    CHECK_THAT(project.run({"session", "summary"}).output, Catch::Equals(""));
    REQUIRE(project.run({"session", "begin"}).exit_code == 0);
    const SubprocessResult first = project.run({"run", "--ctest", "probe/work"});
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.output, Contains("<CTestLabel>verdict: unchanged</CTestLabel>"));
    const auto launches = text_of(project.root() / "ran.txt").size();
    CHECK(project.run({"run", "--ctest", "probe/work"}).exit_code == 0);
    CHECK(text_of(project.root() / "ran.txt").size() == launches);

    CHECK(project.run({"suite", "--ctest", "everything"}).exit_code == 0);
    CHECK(fs::exists(project.output() / "latest/suites/everything/suite.json"));
    CHECK(project.run({"report", "--ctest"}).exit_code == 0);
    CHECK(fs::exists(project.output() / "latest/report.md"));
    CHECK_THAT(project.run({"session", "summary"}).output, Contains("probe/work") && Contains("report.md"));
    // Asked for alone (ctest --rerun-failed), suite and report show the last session again.
    CHECK(project.run({"suite", "--ctest", "everything"}).exit_code == 0);
    CHECK(project.run({"report", "--ctest"}).exit_code == 0);
}

TEST_CASE("a partial suite says what did not run, and a session that nothing used leaves nothing behind") {
    SmallProject project;
    project.add("one", reports_time("0.010"));
    project.add("two", reports_time("0.010"));
    REQUIRE(project.run({"session", "begin"}).exit_code == 0);
    REQUIRE(project.run({"run", "--ctest", "probe/one"}).exit_code == 77);
    CHECK_THAT(project.run({"suite", "--ctest", "everything"}).output,
               Contains("probe/two") || Contains("not_run"));
    const std::string suite = text_of(project.output() / "latest/suites/everything/suite.json");
    CHECK_THAT(suite, Contains(R"("complete": false)") && Contains("probe/two"));
    REQUIRE(project.run({"report", "--ctest"}).exit_code == 77);

    const auto sessions = [&] {
        return std::distance(fs::directory_iterator(project.output()), fs::directory_iterator());
    };
    const auto before = sessions();
    REQUIRE(project.run({"session", "begin"}).exit_code == 0);
    CHECK(project.run({"report", "--ctest"}).exit_code == 77);
    CHECK(sessions() == before);
}

TEST_CASE("what comes from outside cannot control the terminal") {
    SmallProject project;
    project.add("work", "printf '\\033[2J\\033]0;owned\\007' >&2; exit 3",
                R"({"description": "a\u001b[31mb"})");
    for (const SubprocessResult& result : {project.run({"run", "probe/work"}), project.run({"list"})}) {
        CHECK(all_output(result).find('\x1b') == std::string::npos);
        CHECK(all_output(result).find('\x07') == std::string::npos);
    }
}

TEST_CASE("where GitHub Actions runs it, a session is summed up once and annotated") {
    SmallProject project;
    project.add("work", reports_time("0.010"), R"({"gate": ["wall_time <= 9ms"]})");
    const fs::path summary = project.root() / "summary.md";
    const std::map<std::string, std::string> github{{"GITHUB_ACTIONS", "true"},
                                                    {"GITHUB_STEP_SUMMARY", summary.string()}};
    const SubprocessResult result = project.run({"run", "probe/work"}, github);
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.error_output, Contains("\n::error title=probe/work regressed::"));
    CHECK_THAT(text_of(summary), Contains("# Performance of small") && Contains("probe/work"));
    const std::string once = text_of(summary);
    project.run({"report"}, github);
    CHECK(text_of(summary) == once);

    // ctest's tests print no annotations: nobody would see them begin a line. The hook behind ctest does.
    fs::remove(summary);
    REQUIRE(project.run({"session", "begin"}, github).exit_code == 0);
    CHECK(all_output(project.run({"run", "--ctest", "probe/work"}, github)).find("::error") ==
          std::string::npos);
    CHECK(all_output(project.run({"report", "--ctest"}, github)).find("::error") == std::string::npos);
    CHECK_THAT(text_of(summary), Contains("# Performance of small"));
    CHECK_THAT(all_output(project.run({"session", "summary"}, github)),
               Contains("\n::error title=probe/work regressed::"));
}

TEST_CASE("a summary that cannot be written is said, and takes nothing from the verdict") {
    SmallProject project;
    project.add("work", reports_time("0.010"), R"({"gate": ["wall_time <= 20ms"]})");
    const SubprocessResult result = project.run(
        {"run", "probe/work"}, {{"GITHUB_STEP_SUMMARY", (project.root() / "absent/summary").string()}});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.error_output, Contains("GITHUB_STEP_SUMMARY"));
    CHECK_THAT(result.output, Contains("unchanged"));
}

TEST_CASE("every session leaves what CI services read, and `report` writes it again") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    for (const char* file : {"perf-junit.xml", "metrics.txt"}) {
        const std::string text = text_of(project.output() / "latest" / file);
        CHECK_THAT(text, Contains("no_baseline"));
        fs::remove(project.output() / "latest" / file);
        REQUIRE(project.run({"report"}).exit_code == 77);
        CHECK(text_of(project.output() / "latest" / file) == text);
    }
    const std::string junit = text_of(project.output() / "latest/perf-junit.xml");
    CHECK_THAT(junit, Contains("<skipped type=\"no_baseline\" message=\"no_baseline: "));
    CHECK_THAT(junit, Contains("[[ATTACHMENT|" + fs::canonical(project.output() / "latest").string() +
                               "/scenarios/probe/work/scenario.json]]"));
}

TEST_CASE("CTest's measurements are printed when asked for, and a value that is no answer is refused") {
    SmallProject project;
    project.add("work", reports_time("0.010"), R"({"gate": ["wall_time <= 20ms"]})");
    const auto told = [&project](const std::string& asked) {
        return project.run({"run", "--ctest", "probe/work"}, {{"RATCHET_CTEST_MEASUREMENTS", asked}});
    };
    CHECK_THAT(
        told("1").output,
        Contains(
            "\n<CTestMeasurement type=\"numeric/double\" name=\"wall_time (s)\">0.01</CTestMeasurement>\n"));
    CHECK(told("0").output.find("<CTestMeasurement") == std::string::npos);
    CHECK(told("yes").exit_code == 2);
}
