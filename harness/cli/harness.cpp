#include "cli/harness.hpp"

#include "artifacts/suite_codec.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "report/ctest_tags.hpp"
#include "report/github.hpp"
#include "report/verdict_table.hpp"
#include "report/wording.hpp"
#include "session/aggregate.hpp"
#include "session/step_summary_disk.hpp"

#include <cstdio>
#include <set>

namespace ratchet::cli {

Harness::Harness(ProjectRegistry project)
    : surroundings_(look_around(std::move(project), read_environment())),
      store_(surroundings_.project.output_directory),
      host_(make_host(clock_)),
      listener_(clock_) {}

SessionDirectory Harness::begin(const SessionOwner& owner, const std::string& label) {
    return begin_session(store_, surroundings_, owner, label, *host_, listener_);
}

MeasurementContext Harness::measuring(const SessionDirectory& session) {
    return {surroundings_, session, launcher_, *host_, clock_, listener_};
}

std::int64_t Harness::duet_deadline_ns(double budget_s, const ScenarioSpec& spec) const {
    return clock_.now_ns() + static_cast<std::int64_t>((budget_s + spec.timeout_s) * 1e9);
}

void Harness::finish(const SessionDirectory& session) {
    const std::optional<SessionReport> report =
        finish_session(store_, session, surroundings_, commands(), *host_, listener_);
    if (!report) {
        return;
    }
    tell_of_plots(*report);
    const std::string& summary = surroundings_.services.github_summary;
    if (summary.empty()) {
        return;
    }
    try {
        append_step_summary(summary, *report);
    } catch (const Error& error) {  // all that was measured has its files, and its verdict counts
        talk("ratchet: {}\n", printable(error.what()));
    }
}

void Harness::annotate(const SessionReport& report) const {
    if (surroundings_.services.github_annotations) {
        std::fflush(stdout);  // the table comes first
        talk("{}", github_annotations(report));
    }
}

ExitCode Harness::show(const SessionDirectory& session, const SuiteSpec& selection, bool json) const {
    const SessionReport shown = report(session);
    if (json) {
        fmt::print("{}", artifacts::to_json(aggregate_suite(selection, shown.session.id, shown.scenarios)));
    } else {
        fmt::print("{}", render_verdicts(shown, style_of(stdout)));
    }
    annotate(shown);
    const std::vector<ScenarioVerdict> verdicts = verdicts_of(shown.scenarios);
    return exit_code(suite_outcome(verdicts, geometric_mean(verdicts), surroundings_.mode));
}

void tell_of_plots(const SessionReport& report) {
    std::set<std::string> told;
    for (const SuiteRecord& suite : report.suites) {
        for (const Warning& warning : suite.warnings) {
            if (told.insert(sentence(warning)).second) {
                talk("ratchet: {}\n", without_ctest_tags(printable(sentence(warning))));
            }
        }
    }
}

SessionReport Harness::report(const SessionDirectory& session) const {
    return gather_report(session, project().suites, commands());
}

}  // namespace ratchet::cli
