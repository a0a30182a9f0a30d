#pragma once

#include <string>

namespace ratchet {

/// A C++ symbol as it stands in the source; any other name as it is.
std::string demangled(const std::string& symbol);

}  // namespace ratchet
