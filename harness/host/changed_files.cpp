#include "host/changed_files.hpp"

#include "host/paths.hpp"

#include <algorithm>
#include <array>

namespace ratchet {
namespace {

/// What is below `directory`, relative to it.
std::optional<std::string> below(const std::string& path, std::string directory) {
    if (directory.empty()) {
        return std::nullopt;
    }
    while (directory.ends_with('/')) {
        directory.pop_back();
    }
    directory += '/';
    return path.size() > directory.size() && path.starts_with(directory)
               ? std::optional(path.substr(directory.size()))
               : std::nullopt;
}

/// Where nobody has a working tree, and names are as common as "vector" or "time.h".
bool is_of_the_system(const std::string& path) {
    constexpr std::array<std::string_view, 4> roots{"/usr/include", "/usr/lib", "/usr/local/include", "/opt"};
    return std::ranges::any_of(roots, [&](std::string_view root) { return lies_within(path, root); });
}

/// Whether `path` is `changed`, or in it: that of a submodule.
bool covers(const std::string& changed, const std::string& path) {
    return path == changed || (path.starts_with(changed) && path[changed.size()] == '/');
}

bool ends_with_components(const std::string& path, const std::string& end) {
    return path.size() > end.size() && path.ends_with(end) && path[path.size() - end.size() - 1] == '/';
}

}  // namespace

std::optional<std::string> path_in_tree(const std::string& source, const ChangedFiles& tree) {
    if (source.empty() || source.starts_with("../")) {
        return std::nullopt;
    }
    if (source.front() != '/') {
        return tree.prefix + source;
    }
    if (const auto in_project = below(source, tree.source_directory)) {
        return tree.prefix + *in_project;
    }
    return below(source, tree.top);
}

std::optional<std::string> changed_path(const std::string& source, const ChangedFiles& tree) {
    if (const auto path = path_in_tree(source, tree)) {
        const auto found = std::ranges::find_if(
            tree.paths, [&](const std::string& changed) { return covers(changed, *path); });
        return found == tree.paths.end() ? std::nullopt : std::optional(*found);
    }
    if (source.empty() || source.front() != '/' || is_of_the_system(source)) {
        return std::nullopt;
    }
    std::optional<std::string> longest;
    for (const std::string& changed : tree.paths) {
        if (ends_with_components(source, changed) && (!longest || changed.size() > longest->size())) {
            longest = changed;
        }
    }
    return longest;
}

}  // namespace ratchet
