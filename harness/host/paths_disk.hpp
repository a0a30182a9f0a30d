#pragma once

#include <filesystem>
#include <string>

namespace ratchet {

/// `path` absolute, normalised and without links as far as it exists, so that paths compare as text; as it is
/// where the file system refuses to tell.
[[nodiscard]] std::string resolved_path(const std::filesystem::path& path);

}  // namespace ratchet
