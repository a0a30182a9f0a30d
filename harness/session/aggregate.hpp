#pragma once

#include "model/scenario.hpp"
#include "model/session.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// The suite as this session has it: members that were begun, the rest as not run, its geometric mean and
/// verdict. `scenarios` are all of the session's.
SuiteRecord aggregate_suite(const SuiteSpec& suite, const std::string& session_id,
                            const std::vector<ScenarioRecord>& scenarios);

/// Verdicts of the given scenarios; one that was begun but never finished counts as failed.
std::vector<ScenarioVerdict> verdicts_of(const std::vector<ScenarioRecord>& scenarios);

}  // namespace ratchet
