#pragma once

#include "model/scenario.hpp"

#include <filesystem>

namespace ratchet {

/// Reads the registry in `directory` (see `parse_registry`). `Error(usage)` that says to configure the
/// project when there is none; `Error(artifact)` for a file that cannot be read or is malformed.
[[nodiscard]] ProjectRegistry read_registry(const std::filesystem::path& directory);

}  // namespace ratchet
