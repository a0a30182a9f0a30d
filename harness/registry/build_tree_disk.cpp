#include "registry/build_tree_disk.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "registry/build_tree.hpp"

#include <system_error>
#include <utility>
#include <vector>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

/// What can be listed of a directory; one that cannot be read holds no build tree to find.
std::vector<fs::path> directories_in(const fs::path& parent) {
    std::vector<fs::path> result;
    std::error_code unreadable;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, unreadable)) {
        std::error_code unseen;
        if (entry.is_directory(unseen)) {
            result.push_back(entry.path());
        }
    }
    return result;
}

bool is_registry(const fs::path& directory) {
    std::error_code unseen;
    return fs::is_regular_file(directory / "index.json", unseen);
}

fs::path output_directory(const fs::path& build) {
    constexpr std::size_t max_bytes = std::size_t{16} << 20U;
    const std::optional<std::string> cache = read_regular_file(build / "CMakeCache.txt", max_bytes);
    return build / (cache ? cache_value(*cache, "RATCHET_OUTPUT_DIR") : std::nullopt).value_or("perf");
}

/// The last configured build tree among `candidates`.
std::optional<fs::path> newest_registry(const std::vector<fs::path>& candidates) {
    std::optional<std::pair<fs::file_time_type, fs::path>> newest;
    for (const fs::path& build : candidates) {
        if (const std::optional<fs::path> registry = registry_of_build_tree(build)) {
            std::error_code unseen;
            std::pair found(fs::last_write_time(*registry / "index.json", unseen), *registry);
            newest = newest ? std::max(*newest, found) : found;
        }
    }
    return newest ? std::optional(newest->second) : std::nullopt;
}

std::optional<fs::path> registry_in_or_below(const fs::path& directory) {
    for (const fs::path& build : {directory, directory / "build"}) {
        if (std::optional<fs::path> registry = registry_of_build_tree(build)) {
            return registry;
        }
    }
    std::vector<fs::path> candidates = directories_in(directory / "build");
    for (const fs::path& sibling : directories_in(directory)) {
        if (sibling.filename().string().starts_with("build-")) {
            candidates.push_back(sibling);
        }
    }
    return newest_registry(candidates);
}

bool is_open_to_everyone(const fs::path& directory) {
    std::error_code unseen;
    return (fs::status(directory, unseen).permissions() & fs::perms::others_write) != fs::perms::none;
}

}  // namespace

std::optional<fs::path> registry_of_build_tree(const fs::path& build, const std::string& configuration) {
    const fs::path output = output_directory(build);
    if (is_registry(output / "registry")) {
        return output / "registry";
    }
    if (!configuration.empty()) {
        const fs::path registry = output / configuration / "registry";
        return is_registry(registry) ? std::optional(registry) : std::nullopt;
    }
    std::vector<std::string> configurations;
    for (const fs::path& configuration : directories_in(output)) {
        if (is_registry(configuration / "registry")) {
            configurations.push_back(configuration.filename().string());
        }
    }
    return configurations.empty()
               ? std::nullopt
               : std::optional(output / by_preference(configurations).front() / "registry");
}

fs::path find_registry(const fs::path& start) {
    const fs::path first = fs::absolute(start).lexically_normal();
    for (fs::path directory = first; directory == first || !is_open_to_everyone(directory);
         directory = directory.parent_path()) {
        if (std::optional<fs::path> registry = registry_in_or_below(directory)) {
            return *registry;
        }
        if (directory == directory.parent_path()) {
            break;
        }
    }
    throw Error(
        ErrorCode::usage,
        "no build tree with registered scenarios was found here or above; configure the project (cmake -S . "
        "-B build), or name its build tree with --build",
        first.string());
}

}  // namespace ratchet
