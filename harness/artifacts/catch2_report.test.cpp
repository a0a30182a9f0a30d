#include "artifacts/catch2_report.hpp"

#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "catch.hpp"

// test_data/catch2 holds what Catch2 2.13.10 wrote, untouched, about testing/cmake/projects/catch2/traps.cpp.

namespace ratchet::artifacts {
namespace {

using Catch::Contains;

std::string text_of(const std::string& file) {
    return read_text(std::filesystem::path(RATCHET_TEST_DATA) / "catch2" / (file + ".xml"));
}

const std::string odd_case = R"(two, in [one] "test" \ case)";

/// As Catch2 3 writes it: another root, and no groups.
const std::string version_3 = R"(<?xml version="1.0" encoding="UTF-8"?>
<Catch2TestRun name="p" rng-seed="7" xml-format-version="3" catch2-version="3.5.2">
  <TestCase name="a" tags="[x]" filename="p.cpp" line="3">
    <BenchmarkResults name="parse" samples="100" resamples="100000" iterations="4" clockResolution="1"
                      estimatedDuration="1">
      <!--All values in nano seconds-->
      <mean value="1.25e+06" lowerBound="1" upperBound="2" ci="0"/>
    </BenchmarkResults>
    <OverallResult success="true" skips="0"/>
  </TestCase>
</Catch2TestRun>)";

TEST_CASE("a build without pugixml reads no report and says so") {
    if (!reads_catch2_reports()) {
        CHECK_THROWS_WITH(catch2_report(version_3, "x"), Contains("libpugixml-dev"));
    }
}

// Nothing of what follows can be seen where there is no pugixml.
#if RATCHET_HAVE_PUGIXML

TEST_CASE("all benchmarks of a report are found, in sections and with their test cases") {
    const Catch2Report report = catch2_report(text_of("discovery"), "x");
    std::vector<std::string> names;
    for (const Catch2Benchmark& benchmark : report.benchmarks) {
        names.push_back(benchmark.test_case + ": " + benchmark.name);
    }
    CHECK(names == std::vector<std::string>{odd_case + ": few <int>", odd_case + ": many & more",
                                            "sections: in a section", "generated: sum of 1000",
                                            "generated: sum of 2000", "tagged: hidden from a plain run",
                                            "wrong: of a wrong result", "throws: that throws"});
    CHECK(report.failures == std::vector<std::string>{"5 == 42 (traps.cpp:44)"});
}

TEST_CASE("a run's result is the mean, in seconds") {
    const ProgramResult result = catch2_result(text_of("run"), "x", odd_case, "few <int>", 30);
    REQUIRE(result.iteration_times_s.size() == 1);
    CHECK(result.iteration_times_s[0] == Approx(1.24079e-05));
    CHECK(result.facts.at("samples") == "30");
    CHECK(result.checks.empty());
    CHECK(catch2_result(version_3, "x", "a", "parse", 100).iteration_times_s == std::vector{0.00125});
}

TEST_CASE("failed assertions and exceptions are checks that failed") {
    const ProgramResult wrong = catch2_result(text_of("failed_check"), "x", "wrong", "of a wrong result", 30);
    REQUIRE(wrong.checks.size() == 1);
    CHECK(wrong.checks[0].message == "5 == 42 (traps.cpp:44)");
    const ProgramResult threw = catch2_result(text_of("exception"), "x", "throws", "that throws", 30);
    REQUIRE(threw.checks.size() == 1);
    CHECK(threw.checks[0].message == "the benchmark threw: no <input>");
}

TEST_CASE("a report without the benchmark, or no report, says what it is") {
    const auto refused = [](const std::string& text, const std::string& benchmark, std::uint64_t samples,
                            const char* message) {
        CHECK_THROWS_WITH(catch2_result(text, "result.xml", "a", benchmark, samples),
                          Contains("result.xml") && Contains(message));
    };
    refused(version_3, "gone", 100, "has no benchmark \"gone\" any more");
    refused(version_3, "parse", 50, "has 100 samples, not the planned 50");
    refused(version_3.substr(0, 400), "parse", 100, "not a whole XML document");
    refused("", "parse", 100, "not a whole XML document");
    refused("<testsuites/>", "parse", 100, "it begins with <testsuites>");
    std::string odd = version_3;
    refused(odd.replace(odd.find("1.25e+06"), 8, "nan"), "parse", 100, "no mean that is a time");
    odd = version_3;
    const std::size_t from = odd.find("<BenchmarkResults");
    const std::string twice = odd.substr(from, odd.find("<OverallResult") - from);
    refused(odd.insert(from, twice), "parse", 100, "is there twice");
}

#endif

}  // namespace
}  // namespace ratchet::artifacts
