#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// One entry of a CMakeCache.txt.
struct CacheEntry {
    std::string name;
    std::string type;
    std::string value;

    bool operator==(const CacheEntry&) const = default;
};

/// All entries, in their order. Comments, and lines that are no entry, are passed over.
std::vector<CacheEntry> parse_cmake_cache(std::string_view text);

/// A script for `cmake -C` with which another source tree of the same project is built as this one was: the
/// compilers, flags and options of its cache. Left out is what CMake finds out itself, what lies in the build
/// tree (but for toolchain files, search paths and the like, which are taken from there), and
/// RATCHET_OUTPUT_DIR, which no two build trees share; a path in the source tree becomes the same one in
/// `other_source`. Directories are absolute and without a slash at their end.
std::string initial_cache(const std::vector<CacheEntry>& entries, const std::string& source,
                          const std::string& binary, const std::string& other_source);

}  // namespace ratchet
