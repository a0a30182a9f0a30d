#pragma once

#include "report/junit.hpp"
#include "report/session_report.hpp"

#include <string>

namespace ratchet {

/// The content of `perf-junit.xml`: a test for each scenario, with the outcome that CTest gives it in the
/// session's mode, and one for each suite that has a geometric mean. Reason, numbers and interval of every
/// gate are in the message; host class, commit, baseline, medians, changes and what would have been caught
/// are properties. A test's time is the median wall time that was measured: the time that the test took says
/// nothing. Attached are the report, `scenario.json` and the scenario's other files, below `directory`: where
/// CI services find the session's.
JunitDocument session_junit(const SessionReport& report, const std::string& directory);

}  // namespace ratchet
