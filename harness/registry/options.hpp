#pragma once

#include "model/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// Options of a scenario that were given in one place: a group's or command's registration, a scenario's own,
/// the environment, the command line. What is absent was not given there.
struct ScenarioOptions {
    std::optional<std::string> description;
    std::optional<int> repetitions;
    std::optional<int> max_repetitions;
    std::optional<std::string> profiler;
    std::optional<std::vector<std::string>> gates;
    std::optional<int> cpus;
    std::optional<double> timeout_s;
    std::optional<std::vector<std::string>> labels;
    std::optional<std::vector<EnvironmentEntry>> environment;
    std::optional<std::string> working_directory;
    std::optional<std::string> baseline_directory;
};

/// Makes the given options effective in `spec`, over what was given before, and notes `origin` ("group",
/// "scenario", "environment", "command line") for each. Of two repetition counts that contradict each other
/// the later given one moves the other. The values are taken to be valid.
void apply_options(ScenarioSpec& spec, const ScenarioOptions& options, const std::string& origin);

/// The origin of every option before anything was given: "default".
[[nodiscard]] std::map<std::string, std::string> default_origins();

/// Whether `count` can be a number of runs or CPUs: 1 to 999999, the range that CMake accepts.
[[nodiscard]] bool is_count(int count);

/// Whether `profiler` is one that can be asked for: auto, none, sampling, gperftools, callgrind or counters.
[[nodiscard]] bool is_profiler(std::string_view profiler);

/// "NAME=value", or "NAME" for a variable that is passed through; nothing when the name is empty.
[[nodiscard]] std::optional<EnvironmentEntry> parse_environment_entry(std::string_view text);

}  // namespace ratchet
