#pragma once

#include "model/scenario.hpp"

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

/// The one command that records what is missing from the project's baselines.
std::string record_command(const ProjectRegistry& project);

}  // namespace ratchet::cli
