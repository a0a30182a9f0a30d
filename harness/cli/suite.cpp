#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "cli/harness.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "report/ctest_tags.hpp"
#include "report/verdict_table.hpp"
#include "session/aggregate.hpp"
#include "session/owner_linux.hpp"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

bool is_nightly(const ScenarioSpec& scenario) {
    return std::ranges::find(scenario.labels, "nightly") != scenario.labels.end();
}

/// Whether every member ran that ctest had to run: nightly members and daily ones are different selections,
/// and of a selection that did not begin nothing is missing.
bool is_complete(const SuiteRecord& suite, const std::vector<ScenarioSpec>& scenarios) {
    const auto holds = [&](bool nightly) {
        return std::ranges::any_of(suite.scenarios, [&](const ScenarioRecord& member) {
            return is_nightly(member.spec) == nightly;
        });
    };
    return std::ranges::none_of(scenarios, [&](const ScenarioSpec& scenario) {
        const bool missing = std::ranges::find(suite.not_run, scenario.name.full()) != suite.not_run.end();
        return missing && holds(is_nightly(scenario));
    });
}

ExitCode aggregate(const ProjectOptions& options, const std::string& name) {
    const Harness harness(read_project(options, read_environment()));
    const std::vector<SuiteSpec>& suites = harness.project().suites;
    const auto suite = std::ranges::find(suites, name, &SuiteSpec::name);
    if (suite == suites.end()) {
        throw Error(ErrorCode::usage, "no such suite; configure the project again", name);
    }
    SessionReport report;
    SuiteRecord record;
    record.suite = name;
    if (const auto session = harness.store().to_show(parent_process(harness.surroundings().host.boot_id))) {
        report = harness.report(*session);
        record = aggregate_suite(*suite, report.session.id, report.scenarios);
        // The end of the session wrote it, with its plots; no plot is drawn while others may be measured.
        if (report.session.status == SessionStatus::open) {
            session->write_suite(record);
        }
    }
    report.scenarios = record.scenarios;
    report.not_run = record.not_run;
    report.suites = {record};
    const bool tell_numbers = harness.surroundings().services.ctest_measurements;
    fmt::print("{}\n{}{}\n", without_ctest_tags(render_verdicts(report, style_of(stdout))),
               ctest_label(record.verdict), tell_numbers ? ctest_measurements(record) : "");
    return exit_code(suite_outcome(verdicts_of(record.scenarios), record.geometric_mean,
                                   harness.surroundings().mode,
                                   is_complete(record, harness.project().scenarios)));
}

}  // namespace

void add_suite(CLI::App& app, Action& action) {
    struct Options {
        ProjectOptions project;
        std::string name;
    };
    const auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("suite", "")->group("");
    verb->add_option("name", options->name, "suite")->required();
    verb->add_flag("--ctest");
    add_project_options(*verb, options->project);
    verb->callback(
        [options, &action] { action = [options] { return aggregate(options->project, options->name); }; });
}

}  // namespace ratchet::cli
