#pragma once

#include "model/name.hpp"
#include "model/scenario.hpp"
#include "registry/options.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The files of a registry one by one. Every function takes the text and `where`, the file's name for
/// messages, and throws `Error(artifact)` that names file and field when the text is malformed or of another
/// version.
namespace ratchet {

struct IndexedGroup {
    std::string name;
    ScenarioKind kind = ScenarioKind::program;  ///< any but command
};

/// `index.json`.
struct IndexFile {
    std::string project;
    std::string source_directory;
    std::string binary_directory;
    std::string output_directory;
    std::string configuration;
    std::string mode = "gate";
    std::string confirm = "auto";
    std::string host_class;
    int keep_sessions = 20;
    std::string update_target = "update-baselines";
    std::string build_target;
    bool multi_config = false;
    std::string compiler;
    std::string flags;
    std::vector<IndexedGroup> groups;
    std::vector<ScenarioName> commands;
    std::vector<SuiteSpec> suites;
    std::map<std::string, ScenarioOptions> scenario_options;  ///< by full name
};
[[nodiscard]] IndexFile read_index(std::string_view text, const std::string& where);

/// `<group>.group.json`.
struct GroupFile {
    std::string group;
    std::string executable;
    ScenarioOptions options;
};
[[nodiscard]] GroupFile read_group(std::string_view text, const std::string& where, const std::string& group);

/// `<group>.<name>.command.json`.
struct CommandFile {
    std::string group;
    std::string name;
    std::optional<std::string> original_name;  ///< where `name` is only a slug of it
    std::optional<std::map<std::string, std::string>> grid;
    std::optional<std::string> reference_setting;  ///< another name in the group, or this one
    std::optional<WorkPerRun> work;
    std::optional<std::string> ready_line;  ///< a part of one line
    std::vector<std::string> command;       ///< not empty
    ScenarioOptions options;
};
[[nodiscard]] CommandFile read_command(std::string_view text, const std::string& where,
                                       const ScenarioName& name);

/// `<group>.names`: one scenario's name a line, each once.
[[nodiscard]] std::vector<std::string> read_names(std::string_view text, const std::string& where);

}  // namespace ratchet
