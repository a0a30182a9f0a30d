#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The value of `name` in the text of a CMakeCache.txt; nothing when it is not there.
[[nodiscard]] std::optional<std::string> cache_value(std::string_view cache, std::string_view name);

/// Configurations of a multi-config build tree, the one to measure first: Release, RelWithDebInfo,
/// MinSizeRel, then the others by name.
[[nodiscard]] std::vector<std::string> by_preference(std::vector<std::string> configurations);

}  // namespace ratchet
