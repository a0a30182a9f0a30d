#include "report/profile_table.hpp"

#include "base/text.hpp"
#include "report/profile_wording.hpp"
#include "report/wording.hpp"

#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

bool has_samples(const ProfileRecord& profile) {
    return profile.rung && is_sampled(*profile.rung);
}

Row profile_row(const ScenarioRecord& scenario) {
    const ProfileRecord& profile = *scenario.profile;
    Row row{{{scenario.name.full()}, {profile.rung ? rung_in_words(*profile.rung) : "no profile"}}, {}};
    const auto add = [&row](bool known, const std::string& text) {
        row.cells.push_back({known ? text : ""});
    };
    const SampleFaults faults = faults_of(profile);
    const bool sampled = has_samples(profile);
    add(profile.rung.has_value(), std::to_string(profile.runs));
    add(profile.frequency_hz.has_value(), fmt::format("{:g}", profile.frequency_hz.value_or(0)));
    add(profile.rung && *profile.rung != ProfileRung::counters, std::to_string(profile.samples));
    add(sampled && lost_share(faults), format_percent(lost_share(faults).value_or(0)));
    add(sampled && truncated_share(faults), format_percent(truncated_share(faults).value_or(0)));
    add(sampled && unrooted_share(faults), format_percent(unrooted_share(faults).value_or(0)));
    return row;
}

/// Why the profile is no better one; empty where there is nothing to say.
std::string why_no_better(const ProfileRecord& profile) {
    if (profile.why.empty()) {
        return profile.rung ? "" : "no profile";
    }
    const std::string_view what = !profile.rung          ? "no profile"
                                  : profile.samples == 0 ? "no samples"
                                                         : "no better profile";
    return fmt::format("{}: {}", what, profile.why);
}

std::vector<std::string> doubts_about_profile(const ProfileRecord& profile) {
    return has_samples(profile) && profile.samples > 0 ? doubts_about(faults_of(profile))
                                                       : std::vector<std::string>();
}

/// "tree_search/wide_tree", "3 scenarios"
std::string said_of(const std::vector<std::string>& scenarios) {
    return scenarios.size() == 1 ? scenarios.front() : counted(scenarios.size(), "scenario");
}

std::map<std::string, std::vector<std::string>> remarks_of(const SessionReport& report, bool with_doubts) {
    std::map<std::string, std::vector<std::string>> scenarios_of;
    for (const ScenarioRecord& scenario : report.scenarios) {
        if (!scenario.profile) {
            continue;
        }
        if (const std::string why = why_no_better(*scenario.profile); !why.empty()) {
            scenarios_of[why].push_back(scenario.name.full());
        }
        if (with_doubts) {
            for (const std::string& doubt : doubts_about_profile(*scenario.profile)) {
                scenarios_of[doubt].push_back(scenario.name.full());
            }
        }
    }
    return scenarios_of;
}

/// Scenarios that were profiled by one rung.
struct ProfiledAlike {
    std::vector<std::string> scenarios;
    SampleFaults faults;
};

std::string rung_line(ProfileRung rung, const ProfiledAlike& alike) {
    const std::string who = fmt::format("{} of {}: {}", alike.scenarios.size() == 1 ? "profile" : "profiles",
                                        said_of(alike.scenarios), rung_in_words(rung));
    if (is_sampled(rung)) {
        const std::string faults = faults_in_words(alike.faults);
        return fmt::format("{}; {} samples{}{}.", who, alike.faults.samples, faults.empty() ? "" : ", ",
                           faults);
    }
    return rung == ProfileRung::callgrind ? fmt::format("{}; {} instructions.", who, alike.faults.samples)
                                          : who + ".";
}

}  // namespace

Table profile_table(const SessionReport& report) {
    Table table{{{"scenario"},
                 {"profile"},
                 {"runs", Align::right},
                 {"Hz", Align::right},
                 {"samples", Align::right},
                 {"lost", Align::right},
                 {"truncated", Align::right},
                 {"unrooted", Align::right}},
                {}};
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        if (scenario->profile) {
            table.rows.push_back(profile_row(*scenario));
        }
    }
    return table;
}

std::map<std::string, std::vector<std::string>> profile_remarks(const SessionReport& report) {
    return remarks_of(report, true);
}

std::vector<std::string> profile_lines(const SessionReport& report) {
    const bool alone = report.scenarios.size() == 1;
    std::map<ProfileRung, ProfiledAlike> by_rung;
    std::vector<std::string> doubtful;
    for (const ScenarioRecord& scenario : report.scenarios) {
        if (!scenario.profile || !scenario.profile->rung) {
            continue;
        }
        ProfiledAlike& alike = by_rung[*scenario.profile->rung];
        alike.scenarios.push_back(scenario.name.full());
        alike.faults += faults_of(*scenario.profile);
        if (!alone && !doubts_about_profile(*scenario.profile).empty()) {
            doubtful.push_back(scenario.name.full());
        }
    }
    std::vector<std::string> lines;
    for (const auto& [rung, alike] : by_rung) {
        lines.push_back(rung_line(rung, alike));
    }
    for (const auto& [remark, scenarios] : remarks_of(report, alone)) {
        lines.push_back(fmt::format("{} ({}).", remark, said_of(scenarios)));
    }
    if (!doubtful.empty()) {
        lines.push_back(fmt::format("doubtful profiles: {}; the report says why.", said_of(doubtful)));
    }
    return lines;
}

}  // namespace ratchet
