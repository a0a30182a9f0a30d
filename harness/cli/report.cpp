#include "artifacts/layout.hpp"
#include "base/environment.hpp"
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
#include "session/profile_diff_disk.hpp"
#include "session/regression_cause_process.hpp"

#include <filesystem>
#include <memory>
#include <set>

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

/// A file that CTest is to keep, as long as it is there: it would note a missing one as a failure of its own.
std::string file_for_ctest(const SessionDirectory& session, const std::filesystem::path& relative) {
    const std::filesystem::path file = std::filesystem::absolute(session.path() / relative);
    return std::filesystem::is_regular_file(file) ? ctest_measurement_file(relative.string(), file.string())
                                                  : "";
}

std::string files_for_ctest(const SessionDirectory& session, const SessionReport& report) {
    std::string lines =
        file_for_ctest(session, artifacts::junit_file()) + file_for_ctest(session, artifacts::metrics_file());
    for (const SuiteRecord& suite : report.suites) {
        const std::filesystem::path plots = artifacts::plots_directory(suite.suite);
        std::set<std::filesystem::path> images;
        if (!std::filesystem::is_directory(session.path() / plots)) {
            continue;
        }
        for (const auto& entry : std::filesystem::directory_iterator(session.path() / plots)) {
            if (entry.path().extension() == ".png") {
                images.insert(plots / entry.path().filename());
            }
        }
        for (const std::filesystem::path& image : images) {
            lines += file_for_ctest(session, image);
        }
    }
    return lines;
}

/// Ends the session of the ctest that calls. Without one, or with one in which nothing ran, the newest
/// session that measured something is shown again.
ExitCode report_for_ctest(Harness& harness) {
    const SessionOwner owner = parent_process(harness.surroundings().host.boot_id);
    const std::optional<SessionDirectory> held = harness.store().held_by(owner);
    const std::optional<SessionDirectory> session = harness.store().to_show(owner);
    if (held) {
        harness.finish(*held);
    }
    if (!session) {
        fmt::print("nothing was measured\n");
        return exit_code(session_outcome({}, harness.surroundings().mode));
    }
    const SessionReport report = harness.report(*session);
    fmt::print("{}", without_ctest_tags(render_verdicts(report, style_of(stdout))));
    if (harness.surroundings().services.ctest_measurements) {
        fmt::print("\n{}", files_for_ctest(*session, report));
    }
    return exit_code(session_outcome(verdicts_of(report.scenarios), harness.surroundings().mode));
}

/// Statistics, verdict and picture from the raw values, by the baseline that the session keeps.
void derive_again(ScenarioRecord& record, const SessionDirectory& session, const SessionRecord& about) {
    record.metrics = summarise_metrics(record.runs);
    record.verdict = judge_record(record, about, session.read_baseline(record.name),
                                  "no baseline for " + about.host_class, session.read_reference(record.spec))
                         .verdict;
    if (record.duet) {
        judge_with_duet(record, about);
    }
    explain_again(record, session);
    draw_profile_diff(record, session);
    session.write_scenario(record);
}

ExitCode report_session(const SessionDirectory& session, const std::vector<SuiteSpec>& suites,
                        const AdvisedCommands& commands, Mode mode, bool only_write) {
    const SessionRecord about = session.read();
    for (const ScenarioName& name : session.scenarios()) {
        ScenarioRecord scenario = *session.read_scenario(name);
        if (scenario.status == ScenarioStatus::finished) {
            derive_again(scenario, session, about);
        }
    }
    const SessionReport report = gather_report(session, suites, commands);
    const MonotonicClock clock;
    ThisHost host(clock);
    TerminalListener listener(clock);
    tell_of_plots(write_reports(session, report, ci_services(read_environment()), host, listener));
    fmt::print("{}", render_verdicts(report, style_of(stdout)));
    if (only_write) {
        return ExitCode::success;
    }
    const std::vector<ScenarioVerdict> verdicts = verdicts_of(report.scenarios);
    return exit_code(suite_outcome(verdicts, geometric_mean(verdicts), mode));
}

/// The newest session of a build tree.
ExitCode report_newest(const ReportOptions& options) {
    const Harness harness(read_project(options.project, read_environment()));
    const std::optional<SessionDirectory> session = harness.store().newest_ended();
    if (!session) {
        throw Error(ErrorCode::usage, "no session has been measured yet; run ctest -L perf",
                    harness.project().output_directory);
    }
    return report_session(*session, harness.project().suites, harness.commands(), harness.surroundings().mode,
                          options.only_write);
}

/// A session from anywhere, which brings all that its reports need: the build tree it was measured in may be
/// on another machine.
ExitCode report_elsewhere(const ReportOptions& options) {
    const SessionDirectory session(options.session);
    const std::string mode = variable(read_environment(), "RATCHET_MODE").value_or(session.read().mode);
    return report_session(session, recorded_suites(session), {}, parse_mode(mode), options.only_write);
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
    const auto options = std::make_shared<ReportOptions>();
    CLI::App* verb = app.add_subcommand(
        "report", "Derives a session's verdicts again from its raw values and writes its reports");
    verb->add_option(
        "session", options->session,
        "directory of a session, which needs no build tree (default: the newest of the build tree)");
    verb->add_flag("--only-write", options->only_write,
                   "succeed when the report was written, whatever the verdicts");
    verb->add_flag("--ctest", options->ctest)->group("");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] {
        action = [options] {
            if (options->ctest) {
                Harness harness(read_project(options->project, read_environment()));
                return report_for_ctest(harness);
            }
            return options->session.empty() ? report_newest(*options) : report_elsewhere(*options);
        };
    });
}

}  // namespace ratchet::cli
