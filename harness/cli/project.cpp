#include "cli/project.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "gate/gate_language.hpp"
#include "registry/build_tree_disk.hpp"
#include "registry/environment.hpp"
#include "registry/registry_disk.hpp"
#include "registry/selection.hpp"

#include <cmath>
#include <cstdlib>
#include <utility>

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
    const std::filesystem::path registry = registry_directory(options);
    ProjectRegistry project = read_registry(registry);
    std::error_code unseen;
    if (!std::filesystem::equivalent(registry, std::filesystem::path(project.output_directory) / "registry",
                                     unseen)) {
        throw Error(
            ErrorCode::usage,
            fmt::format("was configured for {} and has been moved or copied; configure the build tree again",
                        project.output_directory),
            registry.string());
    }
    const std::filesystem::path output = project.output_directory;
    project.references_directory = (output / "references").string();
    project.layouts_directory = (output / artifacts::layouts_directory()).string();
    return apply_environment(std::move(project), environment);
}

std::string is_number_of_seconds(const std::string& text) {
    return std::isfinite(std::strtod(text.c_str(), nullptr)) ? "" : "is no number of seconds";
}

AdvisedCommands advised_commands(const ProjectRegistry& project) {
    std::error_code unreadable;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    const std::string build = shell_quoted(project.binary_directory);
    const std::string configuration =
        project.multi_config ? " --config " + shell_quoted(project.configuration) : "";
    return {
        .record = fmt::format("cmake --build {}{} --target {}", build, configuration, project.update_target),
        .accept = fmt::format("{} baseline update --build {} --reason \"...\"",
                              unreadable ? "ratchet" : shell_quoted(program.string()), build)};
}

ScenarioSpec select_scenario(const ProjectRegistry& project, const std::string& name) {
    std::vector<ScenarioSpec> scenarios = select_scenarios(project, {name});
    if (scenarios.size() != 1) {
        throw Error(ErrorCode::usage, "are several scenarios; name one", name);
    }
    return std::move(scenarios.front());
}

std::vector<ScenarioSpec> select_scenarios(const ProjectRegistry& project,
                                           const std::vector<std::string>& names) {
    std::vector<ScenarioSpec> scenarios = resolve(project, names);
    for (const ScenarioSpec& scenario : scenarios) {
        try {
            parse_gates(scenario.gates);
        } catch (const Error& error) {
            throw Error(ErrorCode::usage, error.what(), "GATE of " + scenario.name.full());
        }
    }
    return scenarios;
}

}  // namespace ratchet::cli
