#pragma once

#include <string>
#include <vector>

namespace selfcheck {

/// Seconds from launching `command` (a program's path and its arguments) to having waited for its end, by
/// posix_spawn and waitpid and nothing else. Throws std::runtime_error when it cannot be launched or fails.
double launch_barely(std::vector<std::string> command);

}  // namespace selfcheck
