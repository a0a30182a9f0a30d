#include "artifacts/enum_text.hpp"
#include "artifacts/project_codec.hpp"
#include "base/environment_linux.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "report/list_table.hpp"
#include "session/surroundings_linux.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

std::string baseline_text(const ScenarioSpec& scenario, const std::string& host_class) {
    const auto baseline = load_baseline(scenario.baseline_directory, host_class, scenario.name);
    if (!baseline) {
        return "none";
    }
    constexpr std::size_t date_length = sizeof "0000-00-00" - 1;
    return baseline->sessions.back().recorded_at.substr(0, date_length);
}

ListRow row_of(const ScenarioSpec& scenario, const std::string& host_class) {
    ListRow row;
    row.scenario = scenario.name.full();
    row.kind = artifacts::enum_text(scenario.kind);
    for (const std::string& suite : scenario.suites) {
        if (suite != scenario.name.group) {
            row.suites.push_back(suite);
        }
    }
    row.gates = scenario.gates;
    row.baseline = baseline_text(scenario, host_class);
    row.description = scenario.description;
    return row;
}

ExitCode list(const ProjectOptions& options, bool json) {
    const Surroundings surroundings =
        look_around(read_project(options, read_environment()), read_environment());
    if (json) {
        fmt::print("{}", artifacts::to_json(surroundings.project));
        return ExitCode::success;
    }
    std::vector<ListRow> rows;
    for (const ScenarioSpec& scenario : surroundings.project.scenarios) {
        rows.push_back(row_of(scenario, surroundings.host_class));
    }
    for (const std::string& group : surroundings.project.not_built) {
        ListRow row;
        row.scenario = group;
        row.kind = "not built";
        rows.push_back(std::move(row));
    }
    fmt::print("{}", render_table(list_table(rows), style_of(stdout)));
    return ExitCode::success;
}

}  // namespace

void add_list(CLI::App& app, Action& action) {
    struct Options {
        ProjectOptions project;
        bool json = false;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* verb =
        app.add_subcommand("list", "Shows the project's scenarios, their suites, gates and baselines");
    verb->add_flag("--json", options->json, "every option in force and where it came from");
    add_project_options(*verb, options->project);
    verb->callback(
        [options, &action] { action = [options] { return list(options->project, options->json); }; });
}

}  // namespace ratchet::cli
