#include "report/github.hpp"

#include "catch.hpp"
#include "report/markdown.hpp"
#include "sample_session.hpp"
#include "text_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

using namespace ratchet;
using Catch::Contains;
using Catch::StartsWith;

namespace {

SessionReport session_of(const std::vector<ScenarioRecord>& scenarios) {
    SessionReport report = testing::green_session();
    report.scenarios = scenarios;
    return report;
}

std::vector<ScenarioRecord> regressed(int count) {
    std::vector<ScenarioRecord> scenarios;
    for (int i = 0; i < count; ++i) {
        scenarios.push_back(
            testing::judged_scenario(fmt::format("group/s{:02}", i), Verdict::regressed, 1, 0.1));
    }
    return scenarios;
}

}  // namespace

TEST_CASE("a session in which all is well has no annotations") {
    CHECK(github_annotations(testing::green_session()).empty());
}

TEST_CASE("what fails is an error with its reason and numbers, what was not judged a warning") {
    ScenarioRecord slower = testing::judged_scenario("a/slower", Verdict::regressed, 0.0123, 0.064);
    slower.verdict->reason = "slower by at least 4.2 %";
    const std::string text = github_annotations(
        session_of({testing::judged_scenario("b/open", Verdict::inconclusive, 1, 0.1), slower}));
    REQUIRE(testing::text_lines(text).size() == 2);
    CHECK(testing::text_lines(text)[0] ==
          "::error title=a/slower regressed::slower by at least 4.2 %25; wall_time 13.1 ms, baseline 12.3 "
          "ms, change "
          "+6.4 %25 [+4.2, +8.7], would have caught +5.0 %25, 9 runs");
    CHECK_THAT(testing::text_lines(text)[1],
               StartsWith("::warning title=b/open inconclusive::inconclusive; wall_time"));
}

TEST_CASE("in report mode a regression warns, in strict mode what was not judged is an error") {
    SessionReport report = session_of({testing::judged_scenario("a/b", Verdict::regressed, 1, 0.1)});
    report.session.mode = "report";
    CHECK_THAT(github_annotations(report), StartsWith("::warning title=a/b regressed"));
    report = session_of({testing::judged_scenario("a/b", Verdict::inconclusive, 1, 0.1)});
    report.session.mode = "strict";
    CHECK_THAT(github_annotations(report), StartsWith("::error title=a/b inconclusive"));
}

TEST_CASE("an advisory scenario that regressed fails nothing, and warns") {
    ScenarioRecord advisory = testing::judged_scenario("a/b", Verdict::regressed, 1, 0.1);
    advisory.verdict->advisory = true;
    CHECK_THAT(github_annotations(session_of({advisory})), StartsWith("::warning "));
}

TEST_CASE("missing baselines are one warning with the command that records them") {
    SessionReport report = session_of({testing::judged_scenario("a/b", Verdict::no_baseline, 1, 0),
                                       testing::judged_scenario("a/c", Verdict::no_baseline, 1, 0)});
    report.commands.record = "cmake --build b --target update-baselines";
    CHECK(github_annotations(report) ==
          "::warning title=no baseline::2 scenarios could not be judged; to record what is missing: cmake "
          "--build b "
          "--target update-baselines\n");
}

TEST_CASE("of many annotations GitHub shows ten of a kind: the tenth says how many are left") {
    CHECK(testing::text_lines(github_annotations(session_of(regressed(10)))).size() == 10);
    const std::vector<std::string> lines = testing::text_lines(github_annotations(session_of(regressed(13))));
    REQUIRE(lines.size() == 10);
    CHECK(lines.back() == "::error title=4 more::the rest is in the report");
}

TEST_CASE("no name and no reason can begin a command of its own or end the title") {
    ScenarioRecord scenario = testing::judged_scenario("a/b", Verdict::failed, 1, 0);
    scenario.name = {"a", "x,file=y::z\n::add-mask::"};
    scenario.verdict->gates.clear();
    scenario.verdict->reason = "50%\r\n::stop-commands::x\x1b[31m";
    const std::string text = github_annotations(session_of({scenario}));
    CHECK(text ==
          "::error title=a/x%2Cfile=y%3A%3Az\\n%3A%3Aadd-mask%3A%3A "
          "failed::50%25\\r\\n::stop-commands::x\\x1b[31m\n");
    for (const std::string& line : testing::text_lines(github_annotations(testing::hostile_session()))) {
        CHECK((line.rfind("::error title=", 0) == 0 || line.rfind("::warning title=", 0) == 0));
    }
}

TEST_CASE("a summary that fits is the report, one that does not ends at a line with a note") {
    const std::string report = markdown_summary(testing::sample_session());
    CHECK(github_summary(report, report.size(), "") == report);
    const std::string cut = github_summary(report, report.size() - 1, "build/perf/x/report.md");
    CHECK(cut.size() < report.size());
    CHECK_THAT(cut, Contains("is cut here") && Contains("`build/perf/x/report.md`"));
    const std::string kept = cut.substr(0, cut.find("\n**The report is longer"));
    CHECK(report.rfind(kept, 0) == 0);
    CHECK(kept.back() == '\n');
}

TEST_CASE("a summary never takes more than its room") {
    const std::string report = markdown_summary(testing::sample_session());
    for (std::size_t room = 0; room < report.size(); room += 7) {
        CHECK(github_summary(report, room, "report.md").size() <= room);
    }
    CHECK(github_summary(report, 20, "").empty());
    CHECK(github_summary("", 0, "").empty());
}

TEST_CASE("the summary has no links, since the files are elsewhere") {
    CHECK(markdown_summary(testing::sample_session()).find("](") == std::string::npos);
    CHECK(markdown_report(testing::sample_session()).find("](") != std::string::npos);
}
