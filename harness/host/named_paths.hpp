#pragma once

#include "host/elf.hpp"

#include <set>
#include <string>

namespace ratchet {

/// The paths below `directory` (absolute, without a slash at its end) that a program's file holds as texts,
/// each from the directory's name up to the first byte that is no printable ASCII or a quote, or 4096 bytes.
/// Whether they exist is not asked. Empty for an empty directory.
[[nodiscard]] std::set<std::string> named_paths(const ByteSource& bytes, const std::string& directory);

}  // namespace ratchet
