#pragma once

#include "model/baseline.hpp"
#include "model/bisection.hpp"
#include "model/exec_record.hpp"
#include "model/layout_spread.hpp"
#include "model/session.hpp"

#include <string>

/// Records for tests: everything in them is set, to values that differ from each other and from the defaults.
namespace ratchet::artifacts {

/// Text that tries to break out of wherever it is put: quotes, control characters, NUL, terminal escapes,
/// direction marks, markup, characters of several bytes.
std::string hostile_text();

RunRecord example_run(int index);
RunRecord example_failed_run(int index);
ScenarioRecord example_scenario();
BisectionRecord example_bisection();
SessionRecord example_session();
SuiteRecord example_suite();
Baseline example_baseline();
ExecRecord example_exec();
LayoutRecord example_layouts();

/// What `scenario.json` and `suite.json` keep of a record: the runs without what only `run.json` holds.
ScenarioRecord as_stored(ScenarioRecord scenario);
SuiteRecord as_stored(SuiteRecord suite);

}  // namespace ratchet::artifacts
