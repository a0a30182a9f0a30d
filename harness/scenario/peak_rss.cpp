#include "scenario/peak_rss.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <string>

namespace ratchet::runtime {

std::optional<std::int64_t> parse_peak_rss(std::string_view status) {
    constexpr std::string_view key = "\nVmHWM:";
    constexpr std::int64_t kibibyte = 1024;
    const std::size_t found = status.find(key);
    if (found == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view rest = status.substr(found + key.size());
    const std::string_view digits = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
    std::int64_t amount = 0;
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), amount);
    const bool in_kibibytes =
        digits.substr(static_cast<std::size_t>(end.ptr - digits.data())).substr(0, 4) == " kB\n";
    if (end.ec != std::errc() || !in_kibibytes) {
        return std::nullopt;
    }
    return amount * kibibyte;
}

std::optional<std::int64_t> read_peak_rss() {
    const std::ifstream file("/proc/self/status");
    std::ostringstream text;
    text << file.rdbuf();
    return parse_peak_rss(text.str());
}

}  // namespace ratchet::runtime
