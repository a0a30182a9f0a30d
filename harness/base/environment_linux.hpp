#pragma once

#include <map>
#include <string>

namespace ratchet {

/// The variables of this process. Of a name given twice the first counts, as for `getenv`.
[[nodiscard]] std::map<std::string, std::string> read_environment();

}  // namespace ratchet
