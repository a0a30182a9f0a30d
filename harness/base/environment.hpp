#pragma once

#include <map>
#include <optional>
#include <string>

namespace ratchet {

/// The variable's value; one that is set and empty counts as not set.
[[nodiscard]] std::optional<std::string> variable(const std::map<std::string, std::string>& environment,
                                                  const std::string& name);

}  // namespace ratchet
