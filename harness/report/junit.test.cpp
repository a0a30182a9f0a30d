#include "report/junit.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "report/compare_documents.hpp"
#include "report/session_junit.hpp"
#include "sample_session.hpp"
#include "temporary_directory_disk.hpp"

#include <fstream>
#include <limits>

using namespace ratchet;
using Catch::Contains;

namespace {

JunitCase passed(const std::string& name) {
    JunitCase test;
    test.class_name = "perf.group";
    test.name = name;
    return test;
}

/// What xmllint says against the document; nothing where it is valid.
std::string complaint(const std::string& xml) {
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "junit.xml") << xml;
    const SubprocessResult result =
        run_subprocess({"xmllint", "--noout", "--nonet", "--schema", RATCHET_JUNIT_SCHEMA, "junit.xml"},
                       directory.path().string(), std::chrono::minutes(1), {});
    return result.exit_code == 0 ? "" : result.output + result.error_output;
}

bool have_xmllint() {
    const bool have =
        run_subprocess({"sh", "-c", "command -v xmllint"}, "/", std::chrono::minutes(1), {}).exit_code == 0;
    if (!have) {
        WARN("skipped: xmllint is absent (apt-get install libxml2-utils)");
    }
    return have;
}

/// Every byte that a text could hold, and what breaks out of XML.
std::string hostile() {
    std::string text = "]]></failure><![CDATA[x]]>&amp;&#0;\"'<!--\xef\xbf\xbf\n[[ATTACHMENT|/etc/passwd]]\n";
    for (int c = 0; c < 256; ++c) {
        text += static_cast<char>(c);
    }
    return text;
}

JunitCase hostile_case(JunitOutcome outcome) {
    JunitCase test = passed(hostile() + std::to_string(static_cast<int>(outcome)));
    test.class_name = hostile();
    test.outcome = outcome;
    test.type = hostile();
    test.message = hostile();
    test.detail = hostile();
    test.properties = {{hostile(), hostile()}};
    test.attachments = {"/a<b>&\"c", hostile(), "/x]]y", "/τ"};
    test.time_s = 1e-9;
    return test;
}

}  // namespace

TEST_CASE("a test that passed, with what belongs to it") {
    JunitCase test = passed("name");
    test.time_s = 0.0131;
    test.type = "unchanged";
    test.detail = "wall_time 13.1 ms";
    test.properties = {{"host_class", "lab"}};
    test.attachments = {"/s/report.md"};
    CHECK(junit_xml({"mylib", "2026-01-31T12:30:05Z", {test}}) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mylib" tests="1" failures="0" errors="0">
  <testsuite name="perf.group.name" tests="1" failures="0" errors="0" skipped="0" time="0.013100000" timestamp="2026-01-31T12:30:05">
    <properties>
      <property name="host_class" value="lab"/>
    </properties>
    <testcase classname="perf.group" name="name" time="0.013100000">
      <system-out>wall_time 13.1 ms
[[ATTACHMENT|/s/report.md]]
</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("each outcome has its element, and the counts say how many there are") {
    std::vector<JunitCase> cases;
    for (const JunitOutcome outcome : {JunitOutcome::passed, JunitOutcome::skipped, JunitOutcome::failure,
                                       JunitOutcome::error, JunitOutcome::error}) {
        cases.push_back(passed(std::to_string(cases.size())));
        cases.back().outcome = outcome;
        cases.back().type = "word";
        cases.back().message = "why";
        cases.back().detail = "body";
    }
    const std::string xml = junit_xml({"", "", cases});
    CHECK_THAT(xml, Contains("<testsuites tests=\"5\" failures=\"1\" errors=\"2\">"));
    CHECK_THAT(xml,
               Contains("<skipped type=\"word\" message=\"why\"/>\n      <system-out>body\n</system-out>"));
    CHECK_THAT(xml, Contains("<failure type=\"word\" message=\"why\">body</failure>\n    </testcase>"));
    CHECK_THAT(xml, Contains("<error type=\"word\" message=\"why\">body</error>\n    </testcase>"));
}

TEST_CASE("a time that is no time is left out") {
    for (const double seconds :
         {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        JunitCase test = passed("x");
        test.time_s = seconds;
        CHECK(junit_xml({"", "", {test}}).find("time=") == std::string::npos);
    }
}

TEST_CASE("only files of the session are attached, each alone on its line") {
    JunitCase test = passed("x");
    test.detail = "said [[ATTACHMENT|/etc/passwd]] and\n[[ATTACHMENT|/etc/shadow]]";
    test.attachments = {"/good", "/b]]d", "/b\nd", "/b\xff"};
    CHECK_THAT(junit_xml({"", "", {test}}),
               Contains("<system-out>said [ [ATTACHMENT|/etc/passwd]] and\n[ [ATTACHMENT|/etc/shadow]]\n"
                        "[[ATTACHMENT|/good]]\n</system-out>"));
}

TEST_CASE("what is written is valid by the schema: every verdict, hostile texts, nothing at all") {
    if (!have_xmllint()) {
        return;
    }
    CHECK(complaint(junit_xml({})) == "");
    CHECK(complaint(junit_xml(session_junit(testing::sample_session(), "/s"))) == "");
    CHECK(complaint(junit_xml(session_junit(testing::green_session(), "/s"))) == "");
    CHECK(complaint(junit_xml(session_junit(testing::hostile_session(), "/s"))) == "");
    CHECK(complaint(junit_xml({hostile(),
                               "2026-01-31T12:30:05Z",
                               {hostile_case(JunitOutcome::passed), hostile_case(JunitOutcome::skipped),
                                hostile_case(JunitOutcome::failure), hostile_case(JunitOutcome::error)}})) ==
          "");
}

TEST_CASE("the schema refuses what readers would stumble over") {
    if (!have_xmllint()) {
        return;
    }
    const std::string good = junit_xml(session_junit(testing::sample_session(), "/s"));
    const auto refused = [&good](const std::string& from, const std::string& to) {
        std::string bad = good;
        REQUIRE(bad.find(from) != std::string::npos);
        bad.replace(bad.find(from), from.size(), to);
        return complaint(bad) != "";
    };
    CHECK(refused("tests=\"1\"", "tests=\"one\""));
    CHECK(refused("time=\"", "time=\"1e-9"));
    CHECK(refused("timestamp=\"2026", "timestamp=\"26"));
    CHECK(refused("<error type", "<failed type"));
    CHECK(refused("classname=\"perf.", "package=\"perf."));
    CHECK(refused("<properties>", "<properties><properties/>"));
    CHECK(refused("name=\"wide_tree\"", "name=\"reuse_heavy\""));  // twice
}
