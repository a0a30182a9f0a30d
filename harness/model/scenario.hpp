#pragma once

#include "model/host.hpp"
#include "model/name.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

enum class ScenarioKind {
    program,           ///< an in-process scenario: the program speaks Ratchet's protocol
    command,           ///< any program, timed from outside (or through a result file it writes itself)
    google_benchmark,  ///< one benchmark of a program that links Google Benchmark
    catch2,            ///< one BENCHMARK of a program that links Catch2
};

/// `value` is empty for a variable that is passed through from the caller's environment.
struct EnvironmentEntry {
    std::string name;
    std::optional<std::string> value;

    bool operator==(const EnvironmentEntry&) const = default;
};

/// How much one run of a command does.
struct WorkPerRun {
    double count = 0;  ///< positive
    std::string unit;  ///< "nodes", "B"

    bool operator==(const WorkPerRun&) const = default;
};

/// A scenario as the project registered it, all options effective.
struct ScenarioSpec {
    ScenarioName name;
    ScenarioKind kind = ScenarioKind::program;
    std::string original_name;             ///< before it became a slug
    std::optional<std::string> test_case;  ///< of a Catch2 BENCHMARK: what has to be run to run it
    std::optional<std::map<std::string, std::string>> grid;  ///< key to value, of one setting of a GRID
    std::optional<std::string>
        reference_setting;           ///< of that GRID, a name in the same group; may be this one
    std::optional<WorkPerRun> work;  ///< THROUGHPUT of a command
    std::optional<std::string>
        ready_line;  ///< READY_LINE of a command: a line with this says that it is ready
    std::string description;
    std::vector<std::string>
        command;  ///< argv without the protocol's own arguments; argv[0] absolute or found in PATH
    std::string working_directory;
    std::vector<EnvironmentEntry> environment;
    std::vector<std::string> gates;  ///< gate language, as written; empty: the default gates
    int repetitions = 9;
    int max_repetitions = 20;
    std::optional<int> cpus;  ///< pin to this many
    double timeout_s = 600;   ///< of the whole test
    std::string profiler = "auto";
    std::vector<std::string> labels;
    std::string baseline_directory;   ///< absolute
    std::vector<std::string> suites;  ///< sorted, the own group included
    BuildInfo build;
    std::map<std::string, std::string>
        option_origin;  ///< option -> "default", "group", "scenario", "environment", "command line"

    bool operator==(const ScenarioSpec&) const = default;
};

struct SuiteSpec {
    std::string name;
    std::string description;
    std::vector<ScenarioName> members;  ///< sorted

    bool operator==(const SuiteSpec&) const = default;
};

/// What configure, build and discovery know of a project's scenarios.
struct ProjectRegistry {
    std::string project;
    std::string source_directory;
    std::string binary_directory;
    std::string output_directory;
    std::string configuration;             ///< build type or the multi-config configuration
    std::string default_mode = "gate";     ///< RATCHET_MODE's default
    std::string default_confirm = "auto";  ///< RATCHET_CONFIRM's default
    std::string host_class_override;       ///< empty: computed
    int keep_sessions = 20;
    std::string update_target = "update-baselines";  ///< the project may have taken that name
    std::string references_directory;     ///< of builds to compare with; `--output` does not move it
    std::string layouts_directory;        ///< of what layouts were found to do; nor does it move this
    std::string build_target;             ///< makes all that is measured; empty: all targets have to be made
    bool multi_config = false;            ///< the generator wants a configuration to build
    std::vector<ScenarioSpec> scenarios;  ///< sorted by name
    std::vector<SuiteSpec> suites;        ///< sorted by name, groups included
    std::vector<std::string> not_built;   ///< groups whose program has not been built

    bool operator==(const ProjectRegistry&) const = default;
};

}  // namespace ratchet
