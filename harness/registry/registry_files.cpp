#include "registry/registry_files.hpp"

#include "artifacts/describe_scenario.hpp"
#include "artifacts/document.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "measure/ready_text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

using artifacts::Reader;

const artifacts::DocumentKind& kind() {
    static const artifacts::DocumentKind registry{
        .name = "registry", .advice = "configure the project again", .version = 1, .upgrades = {}};
    return registry;
}

bool is_absolute(const std::string& path) {
    return path.starts_with('/');
}

/// A directory that must be told, and absolutely.
void read_directory(Reader& fields, const char* key, std::string& directory) {
    fields(key, directory);
    fields.require(is_absolute(directory), key, "must be an absolute path");
}

void require_own(bool own, const std::string& where) {
    if (!own) {
        throw Error(ErrorCode::artifact,
                    "is about another scenario than its name says; configure the project again", where);
    }
}

void read_environment(Reader& fields, ScenarioOptions& options) {
    std::optional<std::vector<std::string>> texts;
    fields("environment", texts);
    if (!texts) {
        return;
    }
    options.environment.emplace();
    for (const std::string& text : *texts) {
        const std::optional<EnvironmentEntry> entry = parse_environment_entry(text);
        fields.require(entry.has_value(), "environment", "an entry has no name");
        options.environment->push_back(*entry);
    }
}

}  // namespace

// `describe` is found by its argument's namespace, so these cannot be in the anonymous one.

static void describe(Reader& fields, ScenarioOptions& options) {
    fields("description", options.description);
    fields("repetitions", options.repetitions);
    fields("max_repetitions", options.max_repetitions);
    fields("profiler", options.profiler);
    fields("gate", options.gates);
    fields("cpus", options.cpus);
    fields("timeout_s", options.timeout_s);
    fields("labels", options.labels);
    fields("working_directory", options.working_directory);
    fields("baseline_directory", options.baseline_directory);
    read_environment(fields, options);

    constexpr auto count = "must be from 1 to 999999";
    fields.require(is_count(options.repetitions.value_or(1)), "repetitions", count);
    fields.require(is_count(options.max_repetitions.value_or(1)), "max_repetitions", count);
    fields.require(is_count(options.cpus.value_or(1)), "cpus", count);
    fields.require(!options.max_repetitions || options.repetitions.value_or(1) <= *options.max_repetitions,
                   "max_repetitions", "must not be below repetitions");
    fields.require(options.timeout_s.value_or(1) > 0, "timeout_s", "must be above 0");
    fields.require(is_profiler(options.profiler.value_or("auto")), "profiler",
                   "must be auto, none, sampling, gperftools, callgrind or counters");
    fields.require(is_absolute(options.working_directory.value_or("/")), "working_directory",
                   "must be an absolute path");
    fields.require(is_absolute(options.baseline_directory.value_or("/")), "baseline_directory",
                   "must be an absolute path");
}

static void describe(Reader& fields, IndexedGroup& group) {
    fields("name", group.name);
    fields("kind", group.kind);
    fields.require(is_group_name(group.name), "name", "cannot name a group");
    fields.require(group.kind != ScenarioKind::command, "kind", "must be that of a program");
}

static void describe(Reader& fields, SuiteSpec& suite) {
    fields("name", suite.name);
    fields.require(is_group_name(suite.name), "name", "cannot name a suite");
    fields.if_told("description", suite.description);
    fields("scenarios", suite.members);
}

static void describe(Reader& fields, IndexFile& index) {
    fields("project", index.project);
    read_directory(fields, "source_directory", index.source_directory);
    read_directory(fields, "binary_directory", index.binary_directory);
    read_directory(fields, "output_directory", index.output_directory);
    fields("configuration", index.configuration);
    fields.if_told("mode", index.mode);
    fields.require(index.mode == "report" || index.mode == "gate" || index.mode == "strict", "mode",
                   "must be report, gate or strict");
    fields.if_told("confirm", index.confirm);
    fields.require(index.confirm == "auto" || index.confirm == "always" || index.confirm == "never",
                   "confirm", "must be auto, always or never");
    fields.if_told("host_class", index.host_class);
    fields.if_told("keep_sessions", index.keep_sessions);
    fields.require(is_count(index.keep_sessions), "keep_sessions", "must be from 1 to 999999");
    fields.if_told("update_target", index.update_target);
    fields.if_told("build_target", index.build_target);
    fields.if_told("multi_config", index.multi_config);
    fields("compiler", index.compiler);
    fields("flags", index.flags);
    fields("groups", index.groups);
    fields("commands", index.commands);
    fields("suites", index.suites);
    fields("scenario_options", index.scenario_options);
}

static void describe(Reader& fields, GroupFile& file) {
    fields("group", file.group);
    fields("executable", file.executable);
    fields.require(is_absolute(file.executable), "executable", "must be an absolute path");
    fields("options", file.options);
}

static void describe(Reader& fields, CommandFile& file) {
    fields("group", file.group);
    fields("name", file.name);
    fields("original_name", file.original_name);
    fields("grid", file.grid);
    fields("reference_setting", file.reference_setting);
    fields.require(is_scenario_name(file.reference_setting.value_or("x")), "reference_setting",
                   "is no scenario's name");
    fields("work", file.work);
    fields("ready_line", file.ready_line);
    const std::string problem = ready_text_problem(file.ready_line.value_or("-"));
    fields.require(problem.empty(), "ready_line", problem);
    fields("command", file.command);
    fields.require(!file.command.empty() && !file.command.front().empty(), "command", "names no program");
    fields("options", file.options);
}

IndexFile read_index(std::string_view text, const std::string& where) {
    return artifacts::read_record<IndexFile>(kind(), text, where);
}

GroupFile read_group(std::string_view text, const std::string& where, const std::string& group) {
    auto file = artifacts::read_record<GroupFile>(kind(), text, where);
    require_own(file.group == group, where);
    return file;
}

CommandFile read_command(std::string_view text, const std::string& where, const ScenarioName& name) {
    auto file = artifacts::read_record<CommandFile>(kind(), text, where);
    require_own(ScenarioName{file.group, file.name} == name, where);
    return file;
}

std::vector<std::string> read_names(std::string_view text, const std::string& where) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string name(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!is_scenario_name(name) || !seen.insert(name).second) {
            throw Error(
                ErrorCode::artifact,
                fmt::format("line {}: \"{}\" is no scenario's name, or there twice; build the program again",
                            names.size() + 1, printable(name.substr(0, 80))),
                where);
        }
        names.push_back(std::move(name));
    }
    return names;
}

}  // namespace ratchet
