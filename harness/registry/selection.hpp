#pragma once

#include "model/scenario.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// The scenarios that `names` select, full names of scenarios and names of suites (a group is one), each
/// once, in the order asked for, members of a suite by name. No names: all scenarios. Throws `Error(usage)`
/// for a name that is none of these, with the near ones; for a group that has not been built; for a suite
/// with members that do not exist; and when nothing is left to select.
[[nodiscard]] std::vector<ScenarioSpec> resolve(const ProjectRegistry& registry,
                                                const std::vector<std::string>& names);

/// Members of `suite` that the registry does not have, sorted: misspelt, or of a group that has not been
/// built.
[[nodiscard]] std::vector<ScenarioName> unknown_members(const ProjectRegistry& registry,
                                                        const SuiteSpec& suite);

}  // namespace ratchet
