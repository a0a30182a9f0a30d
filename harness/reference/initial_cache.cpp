#include "reference/initial_cache.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::optional<CacheEntry> parse_entry(std::string_view line) {
    const std::size_t equals = line.find('=');
    const std::size_t colon = line.substr(0, equals).rfind(':');
    if (line.empty() || line.front() == '#' || line.front() == '/' || line.front() == '"' ||
        equals == std::string_view::npos || colon == std::string_view::npos || colon == 0) {
        return std::nullopt;
    }
    std::string_view value = line.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '\'' && value.back() == '\'') {
        value = value.substr(1, value.size() - 2);  // spaces at the ends are kept so
    }
    return CacheEntry{std::string(line.substr(0, colon)),
                      std::string(line.substr(colon + 1, equals - colon - 1)), std::string(value)};
}

/// A literal argument, in which CMake evaluates nothing.
std::string bracketed(const std::string& text) {
    std::string fence = "=";
    while (text.find("]" + fence) != std::string::npos) {
        fence += "=";
    }
    return fmt::format("[{0}[{1}]{0}]", fence, text);
}

/// Whether a path of `text`, perhaps one of a list, lies in `directory`.
bool mentions(const std::string& text, const std::string& directory) {
    for (std::size_t at = text.find(directory); at != std::string::npos; at = text.find(directory, at + 1)) {
        const std::size_t end = at + directory.size();
        if (end == text.size() || text[end] == '/' || text[end] == ';') {
            return true;
        }
    }
    return false;
}

std::string moved(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

bool is_setting(const CacheEntry& entry, const std::string& binary) {
    constexpr std::array own{"INTERNAL", "STATIC"};
    return std::ranges::find(own, entry.type) == own.end() && entry.name != "RATCHET_OUTPUT_DIR" &&
           !mentions(entry.value, binary);
}

}  // namespace

std::vector<CacheEntry> parse_cmake_cache(std::string_view text) {
    std::vector<CacheEntry> entries;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (auto entry = parse_entry(text.substr(0, end))) {
            entries.push_back(*std::move(entry));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return entries;
}

std::string initial_cache(const std::vector<CacheEntry>& entries, const std::string& source,
                          const std::string& binary, const std::string& other_source) {
    std::string script;
    for (const CacheEntry& entry : entries) {
        if (is_setting(entry, binary)) {
            const std::string value =
                mentions(entry.value, source) ? moved(entry.value, source, other_source) : entry.value;
            script += fmt::format("set({} {} CACHE {} \"\")\n", bracketed(entry.name), bracketed(value),
                                  entry.type == "UNINITIALIZED" ? "STRING" : entry.type);
        }
    }
    return script;
}

}  // namespace ratchet
