#pragma once

#include "model/duet.hpp"
#include "model/scenario.hpp"

#include <map>
#include <optional>
#include <string>

namespace ratchet {

/// A build that scenarios can be compared with.
struct ReferenceBuild {
    std::string name;                        ///< as it was asked for
    std::string commit;                      ///< of its sources; empty: not known
    std::optional<ProjectRegistry> project;  ///< a build tree
    std::string program;  ///< without one: what is run in the place of a scenario's own program
};

/// The build that `path` is: a build tree that has scenarios (a multi-config one in `configuration`, by
/// default the most preferred), or a file that can be executed. Nothing when it is neither. Throws
/// `Error(artifact)` for a build tree whose registry cannot be read.
std::optional<ReferenceBuild> reference_at(const std::string& path, const std::string& configuration = "");

/// How `scenario` is run in the reference: as registered there, or by its program with the arguments that the
/// scenario has here and taken for built alike. Throws `Error(usage)` where the build tree has no such
/// scenario or has not built it, and names the near ones.
DuetReference reference_of(const ReferenceBuild& reference, const ScenarioSpec& scenario,
                           const ProjectRegistry& project,
                           const std::map<std::string, std::string>& environment);

}  // namespace ratchet
