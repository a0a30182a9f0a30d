#pragma once

#include "model/plan.hpp"
#include "model/scenario.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ratchet {

/// The argument vector of one run: the scenario's command, for a program that speaks the protocol the
/// scenario's name and the plan, and for one that links a benchmark library the library's own arguments that
/// run this one benchmark as planned and write what it tells to `result_path`.
std::vector<std::string> run_arguments(const ScenarioSpec& spec, const Plan& plan,
                                       const std::string& result_path);

/// The same for an exploration, which tells what a plan needs.
std::vector<std::string> exploration_arguments(const ScenarioSpec& spec, std::uint64_t seed);

}  // namespace ratchet
