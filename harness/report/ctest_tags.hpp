#pragma once

#include "model/session.hpp"

#include <string>
#include <string_view>

// What a test prints so that CTest carries the verdict on: one line each, printed last.

namespace ratchet {

/// `<CTestDetails>`: the test's completion status in Test.xml. One line; CTest takes it as it is, so a '<'
/// that could open a tag is replaced rather than escaped.
std::string ctest_details(Verdict verdict, std::string_view reason);

/// `<CTestLabel>verdict: …</CTestLabel>`: a row of ctest's label summary, also for skipped tests.
std::string ctest_label(Verdict verdict);

/// `<CTestMeasurement>` lines, XML-escaped: for each gate the median now and, where compared, the change as a
/// fraction, each at full precision. What is not finite is left out: CTest would pass it on literally.
std::string ctest_measurements(const ScenarioVerdict& verdict);

/// `text` without anything that CTest would take for a tag of its own: it reads them anywhere in a test's
/// output.
std::string without_ctest_tags(std::string_view text);

}  // namespace ratchet
