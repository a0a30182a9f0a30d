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

/// `<CTestMeasurement>` lines, XML-escaped: for each gated metric the median now and, where compared, the
/// change as a fraction, each at full precision; of a scenario without gates the median wall time. What is
/// not finite is left out: CTest would pass it on literally.
std::string ctest_measurements(const ScenarioRecord& scenario);

/// The same for a suite: the change of its geometric mean. Empty without one.
std::string ctest_measurements(const SuiteRecord& suite);

/// `<CTestMeasurementFile>`: CTest puts the content of the file at `path` into Test.xml, under `name`: a PNG
/// as an image, everything else as a file. `path` must be absolute, and the file must be there. Empty for a
/// path that could not be told on one line.
std::string ctest_measurement_file(const std::string& name, const std::string& path);

/// `text` without anything that CTest would take for a tag of its own: it reads them anywhere in a test's
/// output.
std::string without_ctest_tags(std::string_view text);

}  // namespace ratchet
