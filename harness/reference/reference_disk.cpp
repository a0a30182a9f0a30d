#include "reference/reference_disk.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "host/digests_disk.hpp"
#include "registry/build_tree_disk.hpp"
#include "registry/registry_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

ScenarioSpec spec_in(const ProjectRegistry& project, const ScenarioName& name, const std::string& reference) {
    const auto found = std::ranges::find(project.scenarios, name, &ScenarioSpec::name);
    if (found != project.scenarios.end()) {
        return *found;
    }
    if (std::ranges::find(project.not_built, name.group) != project.not_built.end()) {
        throw Error(ErrorCode::usage, fmt::format("the program of {} is not built there", name.full()),
                    reference);
    }
    std::vector<std::string> names;
    for (const ScenarioSpec& scenario : project.scenarios) {
        names.push_back(scenario.name.full());
    }
    const std::vector<std::string> near = near_names(name.full(), names);
    throw Error(ErrorCode::usage,
                fmt::format("has no scenario {}{}", name.full(),
                            near.empty() ? "" : fmt::format("; there is {}", fmt::join(near, ", "))),
                reference);
}

/// Both builds would load the same libraries, and the code in them would be compared with itself.
void refuse_shared_libraries(const ScenarioSpec& scenario, const ProjectRegistry& project,
                             const std::map<std::string, std::string>& environment) {
    const auto path = environment.find("LD_LIBRARY_PATH");
    if (path != environment.end() && !path->second.empty() &&
        loads_project_libraries(scenario, project.source_directory, project.binary_directory, environment)) {
        throw Error(ErrorCode::usage, "would give both builds the same libraries of the project; unset it",
                    "LD_LIBRARY_PATH");
    }
}

}  // namespace

std::optional<ReferenceBuild> reference_at(const std::string& path, const std::string& configuration) {
    std::error_code unseen;
    ReferenceBuild reference;
    reference.name = path;
    if (fs::is_directory(path, unseen)) {
        const auto registry = registry_of_build_tree(path, configuration);
        if (!registry) {
            return std::nullopt;  // a branch may have this name
        }
        reference.project = read_registry(*registry);
        return reference;
    }
    if (fs::is_regular_file(path, unseen) && ::access(path.c_str(), X_OK) == 0) {
        reference.program = fs::absolute(path).string();
        return reference;
    }
    return std::nullopt;
}

DuetReference reference_of(const ReferenceBuild& reference, const ScenarioSpec& scenario,
                           const ProjectRegistry& project,
                           const std::map<std::string, std::string>& environment) {
    DuetReference result;
    result.spec = reference.project ? spec_in(*reference.project, scenario.name, reference.name) : scenario;
    if (!reference.project) {
        result.spec.command.front() = reference.program;
    }
    refuse_shared_libraries(scenario, project, environment);
    const ProjectRegistry& its_project = reference.project ? *reference.project : project;
    result.side.name = reference.name;
    result.side.commit = reference.commit;
    result.side.program = result.spec.command.front();
    result.side.build = result.spec.build;
    result.side.digests =
        read_digests(result.spec, its_project.source_directory, its_project.binary_directory, environment);
    return result;
}

}  // namespace ratchet
