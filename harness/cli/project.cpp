#include "cli/project.hpp"

#include "base/error.hpp"
#include "registry/build_tree_disk.hpp"
#include "registry/environment.hpp"
#include "registry/registry_disk.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

std::filesystem::path registry_directory(const ProjectOptions& options) {
    if (!options.registry.empty()) {
        return options.registry;
    }
    if (options.build.empty()) {
        return find_registry(std::filesystem::current_path());
    }
    const auto found = registry_of_build_tree(options.build);
    if (!found) {
        throw Error(ErrorCode::usage, "has no scenarios; configure a project that registers some",
                    options.build);
    }
    return *found;
}

}  // namespace

void add_project_options(CLI::App& verb, ProjectOptions& options) {
    verb.add_option("--build", options.build, "build tree (default: the nearest one that has scenarios)");
    verb.add_option("--registry", options.registry, "registry directory of a build tree")->group("");
}

ProjectRegistry read_project(const ProjectOptions& options,
                             const std::map<std::string, std::string>& environment) {
    return apply_environment(read_registry(registry_directory(options)), environment);
}

std::string record_command(const ProjectRegistry& project) {
    return fmt::format("cmake --build {} --target update-baselines", project.binary_directory);
}

}  // namespace ratchet::cli
