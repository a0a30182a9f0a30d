#pragma once

#include <string>

namespace ratchet {

/// The first line of a build's log that a compiler, a linker or CMake calls an error, at most 200 bytes of
/// it. Command lines that are echoed (`-Werror`, `error.cpp.o`) are none. Empty where there is no such line.
[[nodiscard]] std::string first_error(const std::string& log);

}  // namespace ratchet
