#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "cli/harness.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "report/ctest_tags.hpp"
#include "report/verdict_table.hpp"
#include "session/aggregate.hpp"
#include "session/judgement.hpp"
#include "session/owner_linux.hpp"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct ReportOptions {
    ProjectOptions project;
    std::string session;
    bool ctest = false;
    bool only_write = false;
};

void show(const SessionReport& report) {
    fmt::print("{}", render_verdicts(report, style_of(stdout)));
}

ExitCode end_of_session(const Harness& harness, const SessionReport& report) {
    fmt::print("{}", without_ctest_tags(render_verdicts(report, style_of(stdout))));
    return exit_code(session_outcome(verdicts_of(report.scenarios), harness.surroundings().mode));
}

/// Ends the session of the ctest that calls. Without one, or with one in which nothing ran, the newest
/// session that measured something is shown again.
ExitCode report_for_ctest(Harness& harness) {
    std::optional<SessionDirectory> session =
        harness.store().held_by(parent_process(harness.surroundings().host.boot_id));
    if (session) {
        const bool begun = !session->scenarios().empty();
        harness.finish(*session);
        if (begun) {
            return end_of_session(harness, harness.report(*session));
        }
    }
    session = harness.store().newest_ended();
    if (!session) {
        fmt::print("nothing was measured\n");
        return exit_code(session_outcome({}, harness.surroundings().mode));
    }
    return end_of_session(harness, harness.report(*session));
}

/// Statistics and verdict from the raw values, by the baseline that the session keeps.
void derive_again(ScenarioRecord& record, const SessionDirectory& session, const SessionRecord& about) {
    summarise_metrics(record);
    record.verdict =
        judge_record(record, about, session.read_baseline(record.name), "no baseline for " + about.host_class)
            .verdict;
    session.write_scenario(record);
}

ExitCode report_for_people(Harness& harness, const std::string& path, bool only_write) {
    std::optional<SessionDirectory> session;
    if (path.empty()) {
        session = harness.store().newest_ended();
    } else {
        session = SessionDirectory(path);
    }
    if (!session) {
        throw Error(ErrorCode::usage, "no session has been measured yet; run ctest -L perf",
                    harness.project().output_directory);
    }
    SessionReport report = harness.report(*session);
    for (ScenarioRecord& scenario : report.scenarios) {
        if (scenario.status == ScenarioStatus::finished) {
            derive_again(scenario, *session, report.session);
        }
    }
    for (SuiteRecord& suite : report.suites) {
        for (const SuiteSpec& spec : harness.project().suites) {
            if (spec.name == suite.suite) {
                suite = aggregate_suite(spec, report.session.id, report.scenarios);
            }
        }
    }
    harness.write(*session, report);
    show(report);
    if (only_write) {
        return ExitCode::success;
    }
    const std::vector<ScenarioVerdict> verdicts = verdicts_of(report.scenarios);
    return exit_code(suite_outcome(verdicts, geometric_mean(verdicts), harness.surroundings().mode));
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ReportOptions>();
    CLI::App* verb = app.add_subcommand(
        "report", "Derives a session's verdicts again from its raw values and writes its reports");
    verb->add_option("session", options->session, "directory of a session (default: the newest)");
    verb->add_flag("--only-write", options->only_write,
                   "succeed when the report was written, whatever the verdicts");
    verb->add_flag("--ctest", options->ctest)->group("");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] {
        action = [options] {
            Harness harness(read_project(options->project, read_environment()));
            return options->ctest ? report_for_ctest(harness)
                                  : report_for_people(harness, options->session, options->only_write);
        };
    });
}

}  // namespace ratchet::cli
