#include "report/ctest_tags.hpp"

#include "catch.hpp"

#include <cmath>
#include <limits>

using namespace ratchet;

namespace {

GateVerdict gate_of(const std::string& metric, const std::string& unit, double median) {
    GateVerdict gate;
    gate.metric = metric;
    gate.unit = unit;
    gate.current_median = median;
    return gate;
}

}  // namespace

TEST_CASE("details are the verdict and its reason on one line") {
    CHECK(ctest_details(Verdict::regressed, "slower by 6.4 %") ==
          "<CTestDetails>regressed: slower by 6.4 %</CTestDetails>\n");
    CHECK(ctest_details(Verdict::unchanged, "") == "<CTestDetails>unchanged</CTestDetails>\n");
    CHECK(ctest_details(Verdict::failed, "a\nb") == "<CTestDetails>failed: a\\nb</CTestDetails>\n");
}

TEST_CASE("a reason cannot hold a tag of its own but may compare") {
    CHECK(ctest_details(Verdict::failed, "</CTestDetails><CTestLabel>x") ==
          "<CTestDetails>failed: ‹/CTestDetails>‹CTestLabel>x</CTestDetails>\n");
    CHECK(ctest_details(Verdict::regressed, "peak_rss <= 3 & a < b <") ==
          "<CTestDetails>regressed: peak_rss <= 3 & a < b ‹</CTestDetails>\n");
}

TEST_CASE("the label is the verdict alone, so that rows of the summary stay narrow") {
    CHECK(ctest_label(Verdict::no_baseline) == "<CTestLabel>verdict: no_baseline</CTestLabel>\n");
}

TEST_CASE("measurements are the medians and changes of the gates") {
    ScenarioVerdict verdict;
    verdict.gates = {gate_of("wall_time", "s", 0.0123), gate_of("rate", "nodes/s", 2e6),
                     gate_of("plain", "1", 7)};
    verdict.gates[1].higher_is_better = true;
    verdict.gates[1].shift = Shift{std::log(2.0), 0, 0};
    CHECK(ctest_measurements(verdict) ==
          "<CTestMeasurement type=\"numeric/double\" name=\"wall_time (s)\">0.0123</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"rate (nodes/s)\">2000000</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"rate change\">-0.5</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"plain\">7</CTestMeasurement>\n");
}

TEST_CASE("a metric with two gates is measured once") {
    ScenarioVerdict verdict;
    verdict.gates = {gate_of("wall_time", "s", 1), gate_of("wall_time", "s", 1)};
    const std::string lines = ctest_measurements(verdict);
    CHECK(lines.find("wall_time") == lines.rfind("wall_time"));
}

TEST_CASE("names of measurements are escaped") {
    ScenarioVerdict verdict;
    verdict.gates = {gate_of("a\"<b>&\n", "1", 1)};
    CHECK(ctest_measurements(verdict).find("name=\"a&quot;&lt;b&gt;&amp;\\n\"") != std::string::npos);
}

TEST_CASE("what is not finite is not told to CTest") {
    ScenarioVerdict verdict;
    verdict.gates = {gate_of("wall_time", "s", std::numeric_limits<double>::quiet_NaN()),
                     gate_of("rate", "s", std::numeric_limits<double>::infinity())};
    CHECK(ctest_measurements(verdict).empty());
}
