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

ScenarioRecord judged_by(const std::vector<GateVerdict>& gates) {
    ScenarioRecord scenario;
    scenario.verdict = ScenarioVerdict{};
    scenario.verdict->verdict = Verdict::unchanged;
    scenario.verdict->gates = gates;
    return scenario;
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
    ScenarioRecord scenario = judged_by(
        {gate_of("wall_time", "s", 0.0123), gate_of("rate", "nodes/s", 2e6), gate_of("plain", "1", 7)});
    scenario.verdict->gates[1].higher_is_better = true;
    scenario.verdict->gates[1].shift = Shift{std::log(2.0), 0, 0};
    CHECK(ctest_measurements(scenario) ==
          "<CTestMeasurement type=\"numeric/double\" name=\"wall_time (s)\">0.0123</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"rate (nodes/s)\">2000000</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"rate change\">-0.5</CTestMeasurement>\n"
          "<CTestMeasurement type=\"numeric/double\" name=\"plain\">7</CTestMeasurement>\n");
}

TEST_CASE("a metric with two gates is measured once") {
    const std::string lines =
        ctest_measurements(judged_by({gate_of("wall_time", "s", 1), gate_of("wall_time", "s", 1)}));
    CHECK(lines.find("wall_time") == lines.rfind("wall_time"));
}

TEST_CASE("a scenario without gates measures its wall time, one without values nothing") {
    ScenarioRecord scenario = judged_by({});
    CHECK(ctest_measurements(scenario).empty());
    scenario.metrics[metric::wall_time].definition.unit = "s";
    scenario.metrics[metric::wall_time].median = 0.5;
    CHECK(ctest_measurements(scenario) ==
          "<CTestMeasurement type=\"numeric/double\" name=\"wall_time (s)\">0.5</CTestMeasurement>\n");
}

TEST_CASE("a suite measures the change of its geometric mean") {
    SuiteRecord suite;
    CHECK(ctest_measurements(suite).empty());
    suite.geometric_mean = GeometricMean{2, {std::log(1.25), 0, 0}, Verdict::regressed};
    CHECK(
        ctest_measurements(suite) ==
        "<CTestMeasurement type=\"numeric/double\" name=\"geometric mean change\">0.25</CTestMeasurement>\n");
}

TEST_CASE("names of measurements are escaped") {
    CHECK(ctest_measurements(judged_by({gate_of("a\"<b>&\n", "1", 1)}))
              .find("name=\"a&quot;&lt;b&gt;&amp;\\n\"") != std::string::npos);
}

TEST_CASE("what is not finite is not told to CTest") {
    CHECK(ctest_measurements(judged_by({gate_of("wall_time", "s", std::numeric_limits<double>::quiet_NaN()),
                                        gate_of("rate", "s", std::numeric_limits<double>::infinity())}))
              .empty());
}

TEST_CASE("a file is told with its kind, and never by a path that could not be told") {
    CHECK(ctest_measurement_file("metrics.txt", "/a&b/metrics.txt") ==
          "<CTestMeasurementFile type=\"file\" "
          "name=\"metrics.txt\">/a&amp;b/metrics.txt</CTestMeasurementFile>\n");
    CHECK(
        ctest_measurement_file("quick/runs", "/p/runs.png") ==
        "<CTestMeasurementFile type=\"image/png\" name=\"quick/runs\">/p/runs.png</CTestMeasurementFile>\n");
    CHECK(ctest_measurement_file("x", "/a\nb").empty());
}
