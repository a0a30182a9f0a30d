#include "session/process_stat.hpp"

#include <charconv>

namespace ratchet {

std::optional<std::uint64_t> start_ticks_from_stat(std::string_view stat) {
    constexpr int fields_after_name = 20;  // field 3 (state) follows the name; start time is field 22
    const std::size_t name_end = stat.rfind(')');
    if (name_end == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = stat.substr(name_end + 1);
    for (int field = 0; field < fields_after_name; ++field) {
        const std::size_t space = rest.find(' ');
        if (space == std::string_view::npos) {
            return std::nullopt;
        }
        rest.remove_prefix(space + 1);
    }
    std::uint64_t ticks = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), ticks);
    if (error != std::errc() || end == rest.data()) {
        return std::nullopt;
    }
    return ticks;
}

}  // namespace ratchet
