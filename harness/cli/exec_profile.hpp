#pragma once

#include "base/clock.hpp"
#include "cli/exec_options.hpp"
#include "exec/runner.hpp"

#include <cstdio>
#include <vector>

namespace ratchet::cli {

/// Runs each command once more, profiled, with its set-up, preparation and clean-up, prints what is hot to
/// `out` and writes the files; with --startup as many times as are asked for, and of the start-up alone.
/// `record`: of the runs that were measured before, which the timeline shows too. Throws `Error(measurement)`
/// where a profile is not to be had.
void profile_commands(const ExecOptions& options, const std::vector<CommandGroup>& groups,
                      const ExecSettings& settings, const ExecWorld& world, const ExecRecord& record,
                      std::FILE* out);

}  // namespace ratchet::cli
