#include "host/paths.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// `path` as seen from `directory`, empty for the directory itself; nothing when it lies elsewhere.
std::optional<std::string_view> relative_to(std::string_view path, std::string_view directory) {
    if (directory.empty()) {
        return std::nullopt;
    }
    while (directory.ends_with('/')) {
        directory.remove_suffix(1);
    }
    if (!path.starts_with(directory)) {
        return std::nullopt;
    }
    path.remove_prefix(directory.size());
    if (path.empty()) {
        return path;
    }
    return path.front() == '/' ? std::optional(path.substr(1)) : std::nullopt;
}

}  // namespace

bool lies_within(std::string_view path, std::string_view directory) {
    return relative_to(path, directory).has_value();
}

bool lies_within_any(std::string_view path, const std::vector<std::string>& directories) {
    return std::any_of(directories.begin(), directories.end(),
                       [path](const std::string& directory) { return lies_within(path, directory); });
}

std::string portable_name(std::string_view path, std::string_view source_directory,
                          std::string_view binary_directory) {
    if (const auto relative = relative_to(path, binary_directory)) {
        return fmt::format("build:{}", *relative);
    }
    if (const auto relative = relative_to(path, source_directory)) {
        return fmt::format("source:{}", *relative);
    }
    return std::string(path);
}

}  // namespace ratchet
