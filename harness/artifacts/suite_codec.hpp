#pragma once

#include "model/session.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of `suite.json` (`ratchet/suite/1`): the counts of runs, the verdict, the geometric mean, and
/// each member as its `scenario.json` has it. The same value gives the same bytes. Throws `Error(artifact)`
/// that names the field when a number is not finite.
std::string to_json(const SuiteRecord& suite);

/// Reads `suite.json`; `where` names the file in errors. Of the members' runs it gives what
/// `scenario_from_json` does. Throws `Error(artifact)` that names the field when it is malformed or was
/// written by a newer Ratchet.
SuiteRecord suite_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
