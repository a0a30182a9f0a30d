#include "report/session_tables.hpp"

#include "base/text.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string joined(std::vector<std::string> parts) {
    parts.erase(std::remove(parts.begin(), parts.end(), ""), parts.end());
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string host_text(const SessionRecord& session) {
    const HostFingerprint& host = session.host;
    return joined({host.cpu_name, counted(static_cast<std::size_t>(std::max(host.cores, 0)), "core"),
                   host.virtualised ? "virtual machine" : "bare metal", host.kernel,
                   session.host_class.empty() ? "" : "class " + session.host_class});
}

std::string commit_text(const GitState& git) {
    if (git.commit.empty()) {
        return "not under git";
    }
    return git.commit + (git.branch.empty() ? "" : " on " + git.branch) +
           (git.dirty ? ", with changes that are not committed" : "");
}

std::string build_texts(const SessionReport& report) {
    std::set<std::string> builds;
    for (const ScenarioRecord& scenario : report.scenarios) {
        const BuildInfo& build = scenario.spec.build;
        builds.insert(joined({build.compiler, build.build_type, build.flags}));
    }
    builds.erase("");  // scenarios that were never built
    return fmt::format("{}", fmt::join(builds, "; "));
}

/// The values of the session's start and, in the order of the report, those beside each scenario's runs.
std::map<std::string, std::vector<double>> calibration_values(const SessionReport& report) {
    std::map<std::string, std::vector<double>> all = report.session.calibration.kernels;
    for (const ScenarioRecord& scenario : report.scenarios) {
        for (const auto& [kernel, values] : scenario.calibration.kernels) {
            all[kernel].insert(all[kernel].end(), values.begin(), values.end());
        }
    }
    return all;
}

}  // namespace

Table session_table(const SessionReport& report) {
    const SessionRecord& session = report.session;
    const std::string label = session.label.empty() ? "" : fmt::format(" ({})", session.label);
    Table table{{{"session"}, {session.id + label}}, {}};
    const auto add = [&table](const std::string& name, const std::string& value) {
        if (!value.empty()) {
            table.rows.push_back({{{name}, {value}}, {}});
        }
    };
    add("started", session.started_at);
    add("host", host_text(session));
    add("commit", commit_text(session.git));
    add("build", build_texts(report));
    add("mode", session.mode);
    add("Ratchet", session.ratchet_version);
    return table;
}

Table fitness_table(const SessionRecord& session) {
    Table table{{{"check"}, {"seen"}, {"advice"}, {"baseline"}}, {}};
    for (const FitnessFinding& finding : session.fitness) {
        const char* const consequence = finding.blocks ? "not recorded without --force" : "";
        table.rows.push_back({{{finding.check}, {finding.seen}, {finding.advice}, {consequence}}, {}});
    }
    return table;
}

Table calibration_table(const SessionReport& report) {
    Table table{{{"kernel"},
                 {"first", Align::right},
                 {"smallest", Align::right},
                 {"largest", Align::right},
                 {"values", Align::right}},
                {}};
    for (const auto& [kernel, values] : calibration_values(report)) {
        if (values.empty()) {
            continue;
        }
        const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
        table.rows.push_back({{{kernel},
                               {format_duration_s(values.front())},
                               {format_duration_s(*smallest)},
                               {format_duration_s(*largest)},
                               {std::to_string(values.size())}},
                              {}});
    }
    return table;
}

}  // namespace ratchet
