#include "host/named_paths.hpp"

#include <algorithm>

namespace ratchet {
namespace {

constexpr std::size_t longest_path = 4096;

bool is_of_a_path(char c) {
    return c > ' ' && c <= '~' && c != '"' && c != '\'';
}

}  // namespace

std::set<std::string> named_paths(const ByteSource& bytes, const std::string& directory) {
    std::set<std::string> paths;
    if (directory.empty()) {
        return paths;
    }
    constexpr std::size_t piece = std::size_t{1} << 20U;
    const std::string beginning = directory + "/";
    std::uint64_t offset = 0;
    // Each piece is read with as much of the next as a path that begins in it may need.
    for (std::string text = bytes(offset, piece + longest_path); !text.empty();
         text = bytes(offset, piece + longest_path)) {
        for (std::size_t at = text.find(beginning); at < piece; at = text.find(beginning, at + 1)) {
            const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
            const auto last = begin + static_cast<std::ptrdiff_t>(std::min(longest_path, text.size() - at));
            paths.emplace(begin, std::find_if_not(begin, last, is_of_a_path));
        }
        offset += piece;
    }
    return paths;
}

}  // namespace ratchet
