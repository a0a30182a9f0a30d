#pragma once

#include "model/warning.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// What an executable keeps from profilers: that it is stripped, that it lacks unwind tables. Of a script,
/// and of what is not there or cannot be read, there is nothing to say.
[[nodiscard]] std::vector<Warning> warn_of_executable(const std::string& path);

}  // namespace ratchet
