#include "measure/run_arguments.hpp"

#include "measure/library_arguments.hpp"

#include <fmt/format.h>

namespace ratchet {
namespace {

std::vector<std::string> protocol_arguments(const ScenarioSpec& spec, std::uint64_t seed) {
    std::vector<std::string> arguments = spec.command;
    arguments.insert(arguments.end(),
                     {"--ratchet-run", spec.name.name, fmt::format("--ratchet-seed={}", seed)});
    return arguments;
}

std::vector<std::string> plan_arguments(const ScenarioSpec& spec, const Plan& plan) {
    std::vector<std::string> arguments = protocol_arguments(spec, plan.seed);
    arguments.insert(arguments.end(), {fmt::format("--ratchet-iterations={}", plan.iterations),
                                       fmt::format("--ratchet-warmup={}", plan.warmup_iterations),
                                       fmt::format("--ratchet-batch={}", plan.batch)});
    return arguments;
}

std::vector<std::string> with(std::vector<std::string> command, const std::vector<std::string>& arguments) {
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

}  // namespace

std::vector<std::string> run_arguments(const ScenarioSpec& spec, const Plan& plan,
                                       const std::string& result_path) {
    switch (spec.kind) {
        case ScenarioKind::command:
            return spec.command;
        case ScenarioKind::google_benchmark:
            return with(spec.command, google_benchmark_arguments(spec.original_name, plan, result_path));
        case ScenarioKind::catch2:
            return with(spec.command, catch2_arguments(spec.test_case.value_or(""), plan, result_path));
        case ScenarioKind::program:
            break;
    }
    return plan_arguments(spec, plan);
}

std::vector<std::string> exploration_arguments(const ScenarioSpec& spec, std::uint64_t seed) {
    std::vector<std::string> arguments = protocol_arguments(spec, seed);
    arguments.emplace_back("--ratchet-explore");
    return arguments;
}

}  // namespace ratchet
