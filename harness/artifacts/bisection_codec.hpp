#pragma once

#include "model/bisection.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

std::string to_json(const BisectionRecord& bisection);

/// Throws `Error(artifact)` with `where` and the field for what is no such document.
BisectionRecord bisection_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
