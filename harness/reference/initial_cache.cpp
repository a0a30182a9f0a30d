#include "reference/initial_cache.hpp"

#include "base/text.hpp"

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

bool is_in_path(char c) {
    return is_alphanumeric(c) || std::string_view("_.-+/").find(c) != std::string_view::npos;
}

/// Where `text`, perhaps a list or compiler options, next names `directory` or what lies in it.
std::size_t find_path(const std::string& text, const std::string& directory, std::size_t from) {
    for (std::size_t at = text.find(directory, from); at != std::string::npos;
         at = text.find(directory, at + 1)) {
        const std::string_view before = std::string_view(text).substr(0, at);
        const bool begins =
            before.empty() || !is_in_path(before.back()) || before.ends_with("-I") || before.ends_with("-L");
        const std::size_t end = at + directory.size();
        if (begins && (end == text.size() || text[end] == '/' || !is_in_path(text[end]))) {
            return at;
        }
    }
    return std::string::npos;
}

std::string moved(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = find_path(text, from, 0); at != std::string::npos;
         at = find_path(text, from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// What package managers and people point into a build tree with; nothing of it is made by the build.
constexpr std::array<std::string_view, 11> given{"CMAKE_TOOLCHAIN_FILE",
                                                 "CMAKE_PREFIX_PATH",
                                                 "CMAKE_MODULE_PATH",
                                                 "CMAKE_FIND_ROOT_PATH",
                                                 "CMAKE_PROGRAM_PATH",
                                                 "CMAKE_LIBRARY_PATH",
                                                 "CMAKE_INCLUDE_PATH",
                                                 "CMAKE_PROJECT_INCLUDE",
                                                 "CMAKE_PROJECT_INCLUDE_BEFORE",
                                                 "CMAKE_PROJECT_TOP_LEVEL_INCLUDES",
                                                 "VCPKG_INSTALLED_DIR"};

bool is_setting(const CacheEntry& entry, const std::string& binary) {
    constexpr std::array settable{"BOOL", "PATH", "FILEPATH", "STRING", "UNINITIALIZED"};
    return std::ranges::find(settable, entry.type) != settable.end() && entry.name != "RATCHET_OUTPUT_DIR" &&
           (find_path(entry.value, binary, 0) == std::string::npos ||
            std::ranges::find(given, entry.name) != given.end());
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
            const bool stays = find_path(entry.value, binary, 0) != std::string::npos;
            script += fmt::format("set({} {} CACHE {} \"\")\n", bracketed(entry.name),
                                  bracketed(stays ? entry.value : moved(entry.value, source, other_source)),
                                  entry.type == "UNINITIALIZED" ? "STRING" : entry.type);
        }
    }
    return script;
}

}  // namespace ratchet
