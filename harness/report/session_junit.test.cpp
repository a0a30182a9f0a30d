#include "report/session_junit.hpp"

#include "catch.hpp"
#include "sample_session.hpp"

#include <algorithm>
#include <map>

using namespace ratchet;
using Catch::Contains;

namespace {

const JunitCase& test_named(const JunitDocument& document, const std::string& name) {
    const auto found = std::find_if(document.cases.begin(), document.cases.end(),
                                    [&name](const JunitCase& each) { return each.name == name; });
    REQUIRE(found != document.cases.end());
    return *found;
}

std::map<std::string, std::string> properties_of(const JunitCase& test) {
    return {test.properties.begin(), test.properties.end()};
}

}  // namespace

TEST_CASE("every scenario is a test with the outcome that CTest gives it") {
    const JunitDocument document = session_junit(testing::sample_session(), "/s");
    const auto outcome = [&document](const std::string& name) { return test_named(document, name).outcome; };
    CHECK(outcome("wide_tree") == JunitOutcome::failure);      // regressed
    CHECK(outcome("level3") == JunitOutcome::failure);         // over its budget
    CHECK(outcome("smoke") == JunitOutcome::error);            // failed
    CHECK(outcome("deep_tree") == JunitOutcome::skipped);      // inconclusive
    CHECK(outcome("softmax") == JunitOutcome::skipped);        // no_baseline
    CHECK(outcome("memcpy-4096") == JunitOutcome::skipped);    // incomparable
    CHECK(outcome("http") == JunitOutcome::skipped);           // not_run
    CHECK(outcome("expensive_eval") == JunitOutcome::passed);  // improved
    CHECK(outcome("level1") == JunitOutcome::passed);          // unchanged
    CHECK(test_named(document, "wide_tree").class_name == "perf.tree_search");
    CHECK(test_named(document, "http").class_name == "perf.chat");
    CHECK(document.name == "mylib perf");
}

TEST_CASE("the mode decides as it does for CTest") {
    SessionReport report = testing::sample_session();
    report.session.mode = "report";
    CHECK(test_named(session_junit(report, "/s"), "wide_tree").outcome == JunitOutcome::passed);
    CHECK(test_named(session_junit(report, "/s"), "smoke").outcome == JunitOutcome::error);
    report.session.mode = "strict";
    CHECK(test_named(session_junit(report, "/s"), "deep_tree").outcome == JunitOutcome::failure);
    report.session.mode = "";
    CHECK(test_named(session_junit(report, "/s"), "wide_tree").outcome == JunitOutcome::failure);
}

TEST_CASE("the message has the reason, the numbers and the interval") {
    const JunitDocument document = session_junit(testing::sample_session(), "/s");
    CHECK(test_named(document, "wide_tree").message ==
          "regressed: slower by at least 4.2 %, more than the tolerated 2 % (wall_time 13.1 ms, baseline "
          "12.3 ms, change "
          "+6.4 % [+4.2, +8.7], would have caught +5.0 %, 9 runs)");
    CHECK(test_named(document, "wide_tree").type == "regressed");
    CHECK_THAT(test_named(document, "smoke").detail, Contains("run 1: check failed: the best action is 2"));
    CHECK_THAT(test_named(document, "memcpy-4096").detail, Contains("compiler: GNU 12.2.0 -> GNU 13.1.0"));
    CHECK_THAT(test_named(document, "wide_tree").detail, Contains("degrees of freedom"));
}

TEST_CASE("properties say where it was measured, against what, and what would have been caught") {
    const auto properties =
        properties_of(test_named(session_junit(testing::sample_session(), "/s"), "wide_tree"));
    CHECK(properties.at("host_class") == "amd-25-17-2cpu-virtual");
    CHECK(properties.at("commit") == "0123456789abcdef0123456789abcdef01234567");
    CHECK(properties.at("uncommitted_changes") == "yes");
    CHECK(properties.at("verdict") == "regressed");
    CHECK(properties.at("wall_time 2%/5%: baseline") == "0.0123 s");
    CHECK(properties.at("wall_time 2%/5%: minimum detectable regression") == "0.05");
    CHECK(properties.at("median of wall_time").substr(0, 6) == "0.0130");
    CHECK(properties.count("wall_time 2%/5%: change, lower bound") == 1);
    CHECK(properties.count("baseline") == 0);  // not known, so not said
}

TEST_CASE("a test's time is the wall time that was measured, and absent where nothing was") {
    const JunitDocument document = session_junit(testing::sample_session(), "/s");
    CHECK(test_named(document, "level1").time_s == Approx(0.0311 * 0.993));
    CHECK_FALSE(test_named(document, "smoke").time_s);
}

TEST_CASE("report, record and the scenario's other files are attached from where the service finds them") {
    CHECK(test_named(session_junit(testing::sample_session(), "build/perf/x"), "wide_tree").attachments ==
          std::vector<std::string>{
              "build/perf/x/report.md", "build/perf/x/scenarios/tree_search/wide_tree/scenario.json",
              "build/perf/x/scenarios/tree_search/wide_tree/runs/001/component_summary.json"});
}

TEST_CASE("a suite's geometric mean is a test too, since it can fail alone") {
    SessionReport report = testing::sample_session();
    REQUIRE(report.suites.front().geometric_mean);
    CHECK(test_named(session_junit(report, "/s"), "baseline").outcome == JunitOutcome::passed);
    report.suites.front().geometric_mean->verdict = Verdict::regressed;
    const JunitCase test = test_named(session_junit(report, "/s"), "baseline");
    CHECK(test.class_name == "perf.suite");
    CHECK(test.outcome == JunitOutcome::failure);
    CHECK_THAT(test.message, Contains("geometric mean of the wall time +1.2 %"));
    report.session.mode = "report";
    CHECK(test_named(session_junit(report, "/s"), "baseline").outcome == JunitOutcome::passed);
}

TEST_CASE("a scenario that was begun and never finished is an error") {
    SessionReport report = testing::green_session();
    report.scenarios.front().verdict.reset();
    CHECK(test_named(session_junit(report, "/s"), "wide_tree").outcome == JunitOutcome::error);
}
