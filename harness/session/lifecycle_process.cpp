#include "session/lifecycle_process.hpp"

#include "artifacts/layout.hpp"
#include "gate/comparability.hpp"
#include "measure/calibration.hpp"
#include "report/markdown.hpp"
#include "report/openmetrics.hpp"
#include "report/session_junit.hpp"
#include "session/aggregate.hpp"
#include "session/owner_linux.hpp"
#include "session/suite_plots_process.hpp"
#include "session/wall_clock_linux.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

namespace ratchet {
namespace {

/// What the host was like before anything ran on it; each scenario takes its own beside its runs.
constexpr int calibrations_at_start = 10;

bool something_will_be_measured(const ProjectRegistry& project) {
    return std::ranges::any_of(project.scenarios,
                               [](const ScenarioSpec& scenario) { return !refuse_build(scenario.build); });
}

void calibrate(const SessionDirectory& session, MeasuringHost& host, MeasurementListener& listener) {
    SessionRecord record = session.read();
    record.calibration.kernel_version = calibration::kernel_version;
    for (int i = 0; i < calibrations_at_start; ++i) {
        const FileLock turn = host.take_turn([&] { listener.waiting(); });
        for (const auto& [kernel, seconds] : host.calibrate(std::nullopt)) {
            record.calibration.kernels[kernel].push_back(seconds);
        }
    }
    session.write(record);
}

}  // namespace

SessionDirectory begin_session(const SessionStore& store, const Surroundings& surroundings,
                               const SessionOwner& owner, const std::string& label, MeasuringHost& host,
                               MeasurementListener& listener) {
    const std::string& boot_id = surroundings.host.boot_id;
    store.close_abandoned([&](const SessionOwner& other) { return is_alive(other, boot_id); }, utc_now());
    SessionDirectory session = store.open(draft_session(surroundings, owner, label));
    if (something_will_be_measured(surroundings.project)) {
        calibrate(session, host, listener);
    }
    return session;
}

SessionReport gather_report(const SessionDirectory& session, const std::vector<SuiteSpec>& suites,
                            const AdvisedCommands& commands) {
    SessionReport report;
    report.session = session.read();
    report.commands = commands;
    report.directory = session.path().string();
    report.report_path = (session.path() / artifacts::report_file()).string();
    for (const ScenarioName& name : session.scenarios()) {
        report.scenarios.push_back(*session.read_scenario(name));
    }
    for (const SuiteSpec& suite : suites) {
        SuiteRecord record = aggregate_suite(suite, report.session.id, report.scenarios);
        if (!record.scenarios.empty()) {
            report.suites.push_back(std::move(record));
        }
    }
    return report;
}

std::vector<SuiteSpec> recorded_suites(const SessionDirectory& session) {
    std::map<std::string, SuiteSpec> suites;
    for (const ScenarioName& name : session.scenarios()) {
        const ScenarioRecord scenario = *session.read_scenario(name);
        for (const std::string& suite : scenario.spec.suites) {
            suites[suite].members.push_back(name);
        }
    }
    std::vector<SuiteSpec> specs;
    for (auto& [name, suite] : suites) {
        suite.name = name;
        if (const auto recorded = session.read_suite(name)) {
            suite.description = recorded->description;
            for (const std::string& missing : recorded->not_run) {
                suite.members.push_back(ScenarioName::parse(missing));
            }
        }
        specs.push_back(std::move(suite));
    }
    return specs;
}

SessionReport write_reports(const SessionDirectory& session, SessionReport report, const CiServices& services,
                            MeasuringHost& host, MeasurementListener& listener) {
    {
        const FileLock turn = host.take_turn([&] { listener.waiting(); });
        draw_suite_plots(session, report);
    }
    for (const SuiteRecord& suite : report.suites) {
        session.write_suite(suite);
    }
    session.write_text(artifacts::report_file(), markdown_report(report));
    const std::string directory = std::filesystem::absolute(session.path()).lexically_normal().string();
    session.write_text(artifacts::junit_file(),
                       junit_xml(session_junit(report, path_for(services, directory))));
    session.write_text(artifacts::metrics_file(), openmetrics(report));
    return report;
}

std::optional<SessionReport> finish_session(const SessionStore& store, const SessionDirectory& session,
                                            const Surroundings& surroundings, const AdvisedCommands& commands,
                                            MeasuringHost& host, MeasurementListener& listener) {
    const bool begun = !session.scenarios().empty();
    store.close(session, SessionStatus::closed, utc_now());
    std::optional<SessionReport> report;
    if (begun) {
        report = write_reports(session, gather_report(session, surroundings.project.suites, commands),
                               surroundings.services, host, listener);
    }
    store.prune(surroundings.project.keep_sessions);
    return report;
}

}  // namespace ratchet
