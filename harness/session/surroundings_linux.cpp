#include "session/surroundings_linux.hpp"

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "host/fitness.hpp"
#include "host/git_process.hpp"
#include "host/host_class.hpp"
#include "host/host_linux.hpp"
#include "session/wall_clock_linux.hpp"

#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// The text too, since the session's record keeps it as written.
std::string mode_in_force(const Surroundings& surroundings) {
    return variable(surroundings.environment, "RATCHET_MODE").value_or(surroundings.project.default_mode);
}

std::string label_from(const std::map<std::string, std::string>& environment, const std::string& label) {
    constexpr std::size_t longest = 100;
    std::string chosen = variable(environment, "RATCHET_LABEL").value_or(label);
    if (chosen.size() > longest) {
        throw Error(
            ErrorCode::usage,
            fmt::format("has {} characters; at most {} fit the name of a directory", chosen.size(), longest),
            "RATCHET_LABEL");
    }
    return chosen;
}

}  // namespace

Surroundings look_around(ProjectRegistry project, std::map<std::string, std::string> environment) {
    Surroundings surroundings;
    surroundings.host = read_host();
    surroundings.services = ci_services(environment);
    surroundings.host_class = host_class(
        surroundings.host, variable(environment, "RATCHET_HOST_CLASS").value_or(project.host_class_override));
    surroundings.project = std::move(project);
    surroundings.environment = std::move(environment);
    surroundings.mode = parse_mode(mode_in_force(surroundings));
    surroundings.confirmation = parse_confirmation(
        variable(surroundings.environment, "RATCHET_CONFIRM").value_or(surroundings.project.default_confirm));
    return surroundings;
}

SessionRecord draft_session(const Surroundings& surroundings, const SessionOwner& owner,
                            const std::string& label) {
    SessionRecord draft;
    draft.owner = owner;
    draft.label = label_from(surroundings.environment, label);
    draft.started_at = utc_now();
    draft.started_monotonic_ns = MonotonicClock().now_ns();
    draft.project = surroundings.project.project;
    draft.configuration = surroundings.project.configuration;
    draft.host_class = surroundings.host_class;
    draft.host = surroundings.host;
    draft.fitness = assess_fitness(surroundings.host, read_host_conditions());
    draft.git = git_state(surroundings.project.source_directory, baseline_directories(surroundings.project));
    for (const auto& [name, value] : surroundings.environment) {
        if (name.starts_with("RATCHET_")) {
            draft.environment.emplace(name, value);
        }
    }
    draft.mode = mode_in_force(surroundings);
    draft.ratchet_version = RATCHET_VERSION;
    return draft;
}

std::vector<std::string> baseline_directories(const ProjectRegistry& project) {
    std::set<std::string> directories;
    for (const ScenarioSpec& scenario : project.scenarios) {
        directories.insert(scenario.baseline_directory);
    }
    return {directories.begin(), directories.end()};
}

}  // namespace ratchet
