#pragma once

#include "model/host.hpp"

#include <string>

namespace ratchet {

/// What a build's settings tell of it. The last -O option says whether it is optimised; without one it is
/// not, unless no compiler is named, when nothing is known. Sanitizers are those of -fsanitize=, joined by
/// ",".
[[nodiscard]] BuildInfo build_info(const std::string& build_type, const std::string& compiler,
                                   const std::string& flags);

/// Both comma-separated lists in one, sorted, each sanitizer once.
std::string joined_sanitizers(const std::string& one, const std::string& other);

}  // namespace ratchet
