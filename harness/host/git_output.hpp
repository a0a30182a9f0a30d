#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The entries of a NUL-terminated list (`git ls-files -z`).
[[nodiscard]] std::vector<std::string_view> nul_separated(std::string_view text);

/// The paths in `git status --porcelain -z --no-renames`, relative to the top of the working tree. An entry
/// that is malformed is returned whole, so that a change is never overlooked.
[[nodiscard]] std::vector<std::string_view> changed_paths(std::string_view status);

/// Whether a tracked file can be part of what a build makes: all but documentation (.md, .rst, .adoc) and
/// names that begin with a dot.
[[nodiscard]] bool may_be_built(std::string_view path);

}  // namespace ratchet
