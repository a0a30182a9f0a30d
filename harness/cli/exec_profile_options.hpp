#pragma once

#include "cli/exec_options.hpp"
#include "exec/plan.hpp"
#include "profile/sampling.hpp"

#include <string>
#include <vector>

// What `ratchet exec` was asked to do with --profile.

namespace ratchet::cli {

/// Whether the profiled run is all there is: a program that a person uses is not run again and again.
[[nodiscard]] bool profiles_alone(const ExecOptions& options);

/// Throws `Error(usage)` for options that contradict each other or are none, before anything is measured.
void check_profile_options(const ExecOptions& options, const std::vector<CommandGroup>& groups);

/// How the command is sampled. Throws `Error(usage)` for --stacks that are none.
[[nodiscard]] SamplingOptions sampling_options(const ExecOptions& options);

/// The words by which the profile is made again, with what changes it; the command is left to be added.
[[nodiscard]] std::string command_again(const ExecOptions& options);

}  // namespace ratchet::cli
