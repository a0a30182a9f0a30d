#include "observe/memory.hpp"

#include <charconv>
#include <limits>

namespace ratchet {

std::optional<std::uint64_t> resident_bytes(std::string_view statm, std::uint64_t page_bytes) {
    const std::size_t space = statm.find(' ');
    if (space == std::string_view::npos) {
        return std::nullopt;
    }
    std::uint64_t pages = 0;
    const char* const end = statm.data() + statm.size();
    const auto read = std::from_chars(statm.data() + space + 1, end, pages);
    if (read.ec != std::errc{} || pages == 0 ||
        pages > std::numeric_limits<std::uint64_t>::max() / page_bytes) {
        return std::nullopt;
    }
    return pages * page_bytes;
}

}  // namespace ratchet
