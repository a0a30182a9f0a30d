#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Paths as text: absolute, normalised, without links to resolve; making them so is the edge's business.
namespace ratchet {

/// Whether `path` is `directory` or lies below it. An empty directory holds nothing.
[[nodiscard]] bool lies_within(std::string_view path, std::string_view directory);

/// Whether `path` lies within any of `directories`.
[[nodiscard]] bool lies_within_any(std::string_view path, const std::vector<std::string>& directories);

/// A name of `path` that stays the same where the project is checked out or built elsewhere:
/// "build:data/corpus" below the binary directory, else "source:data/corpus" below the source directory, else
/// the path itself.
[[nodiscard]] std::string portable_name(std::string_view path, std::string_view source_directory,
                                        std::string_view binary_directory);

}  // namespace ratchet
