#pragma once

#include "cli/exit_code.hpp"
#include "cli/project.hpp"

#include <string>

namespace ratchet::cli {

/// Measures what the layout of memory alone does to a scenario, keeps that for the scenario's reports, and
/// prints it as a table or as the file that it is kept in.
ExitCode examine_layout(const ProjectOptions& project, const std::string& scenario, double budget_s,
                        bool json);

}  // namespace ratchet::cli
