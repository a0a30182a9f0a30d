#pragma once

#include "model/scenario.hpp"
#include "report/session_report.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace ratchet::cli {

/// Which build tree a verb works on.
struct ProjectOptions {
    std::string registry;  ///< --registry: plumbing, as CTest and the targets give it
    std::string build;     ///< --build: for people
};

void add_project_options(CLI::App& verb, ProjectOptions& options);

/// What configure, build and environment say about the project's scenarios. `environment` variables override
/// the registry.
ProjectRegistry read_project(const ProjectOptions& options,
                             const std::map<std::string, std::string>& environment);

/// Scenarios that `names` select (all where there are none), their gates known to be readable: nothing is
/// measured for a gate that could not be judged. Throws `Error(usage)` that names the scenario or the name.
std::vector<ScenarioSpec> select_scenarios(const ProjectRegistry& project,
                                           const std::vector<std::string>& names);

/// The same for a name that has to mean one scenario alone.
ScenarioSpec select_scenario(const ProjectRegistry& project, const std::string& name);

/// A check of an option's text, since CLI11's own let "nan" pass: what is wrong, or nothing.
std::string is_number_of_seconds(const std::string& text);

/// Lines for a shell that act on this very build tree: its directory, configuration, target and program,
/// quoted.
AdvisedCommands advised_commands(const ProjectRegistry& project);

}  // namespace ratchet::cli
