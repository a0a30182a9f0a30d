#include "measure/run_arguments.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::vector<std::string> protocol_arguments(const ScenarioSpec& spec, std::uint64_t seed) {
    std::vector<std::string> arguments = spec.command;
    arguments.insert(arguments.end(),
                     {"--ratchet-run", spec.name.name, fmt::format("--ratchet-seed={}", seed)});
    return arguments;
}

}  // namespace

std::vector<std::string> run_arguments(const ScenarioSpec& spec, const Plan& plan) {
    if (spec.kind == ScenarioKind::command) {
        return spec.command;
    }
    std::vector<std::string> arguments = protocol_arguments(spec, plan.seed);
    arguments.insert(arguments.end(), {fmt::format("--ratchet-iterations={}", plan.iterations),
                                       fmt::format("--ratchet-warmup={}", plan.warmup_iterations),
                                       fmt::format("--ratchet-batch={}", plan.batch)});
    return arguments;
}

std::vector<std::string> exploration_arguments(const ScenarioSpec& spec, std::uint64_t seed) {
    std::vector<std::string> arguments = protocol_arguments(spec, seed);
    arguments.emplace_back("--ratchet-explore");
    return arguments;
}

}  // namespace ratchet
