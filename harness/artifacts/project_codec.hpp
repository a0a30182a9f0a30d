#pragma once

#include "model/scenario.hpp"

#include <string>

namespace ratchet::artifacts {

/// What `ratchet list --json` prints (`ratchet/project/1`): every scenario with each option in force and
/// where it came from, and the suites. Only written, never read back.
std::string to_json(const ProjectRegistry& project);

}  // namespace ratchet::artifacts
