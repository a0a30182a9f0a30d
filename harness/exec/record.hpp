#pragma once

#include "exec/gates.hpp"
#include "exec/plan.hpp"
#include "exec/runner.hpp"
#include "gate/suite_verdict.hpp"
#include "model/exec_record.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ratchet {

/// The seed of all randomness: 63 bits of the digest of what is run, so that the same command line gives the
/// same verdict from the same values.
std::uint64_t exec_seed(const std::vector<CommandGroup>& groups);

/// Adds a group's commands, their statistics, warnings and verdicts. A group of which a command was given up
/// is not compared; one that an error ended is not judged at all, and a command of it without a run is left
/// out. `shell_s`: what starting the shell alone takes; absent without one.
void add_group(ExecRecord& record, const CommandGroup& group, const MeasuredGroup& measured,
               const ExecGates& gates, const std::vector<int>& looks, std::optional<double> shell_s);

/// `failed` if a command was given up or a gate that was asked for could not be judged, else `regressed` if
/// such a gate did, else `ok`.
Outcome exec_outcome(const ExecRecord& record, const ExecGates& gates);

}  // namespace ratchet
