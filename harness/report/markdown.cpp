#include "report/markdown.hpp"

#include "artifacts/component_aggregate.hpp"
#include "artifacts/layout.hpp"
#include "report/component_agreement.hpp"
#include "report/component_table.hpp"
#include "report/counter_table.hpp"
#include "report/gate_numbers.hpp"
#include "report/growth_lines.hpp"
#include "report/markdown_text.hpp"
#include "report/plot_gallery.hpp"
#include "report/profile_table.hpp"
#include "report/session_tables.hpp"
#include "report/verdict_table.hpp"
#include "report/wording.hpp"

#include <map>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::string section(const std::string& title, const std::string& body) {
    return body.empty() ? "" : fmt::format("## {}\n\n{}", title, body);
}

std::string list_item(const std::string& markdown) {
    return "- " + markdown + "\n";
}

std::string reasons(const SessionReport& report) {
    std::string list;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        const ScenarioVerdict verdict = effective_verdict(*scenario);
        if (verdict.verdict != Verdict::unchanged && !verdict.reason.empty()) {
            list += list_item(fmt::format("{} {}: {}", markdown_code(scenario->name.full()),
                                          word(verdict.verdict), escape_markdown(verdict.reason)));
        }
    }
    return list.empty() ? "" : list + "\n";
}

std::string steps(const SessionReport& report) {
    std::string text;
    for (const NextStep& step : next_steps(report)) {
        if (step.how != report.report_path) {  // the report need not say where it is itself
            text += fmt::format("{} {}\n\n", escape_markdown(step.what), markdown_code(step.how));
        }
    }
    return text;
}

/// What the whole session came to: counts and suites.
std::string summary(const SessionReport& report) {
    std::string list = list_item(escape_markdown(verdict_counts(report)));
    for (const std::string& line : suite_lines(report)) {
        list += list_item(escape_markdown(line));
    }
    return list + "\n";
}

std::string failures(const ScenarioRecord& scenario) {
    std::string list;
    for (const RunRecord& run : scenario.runs) {
        if (run.failure) {
            list += list_item(fmt::format("run {}: {}", run.index, escape_markdown(run.failure->message)));
        }
    }
    return list.empty() ? "" : list + "\n";
}

/// What the profiles say of a slowdown.
std::string growth(const ScenarioRecord& scenario) {
    std::string list;
    for (const std::string& line : growth_lines(scenario)) {
        list += list_item(escape_markdown(line));
    }
    return list.empty() ? "" : list + "\n";
}

std::string details(const SessionReport& report) {
    std::string text;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        const ScenarioVerdict verdict = effective_verdict(*scenario);
        if (!needs_attention(verdict.verdict)) {
            continue;
        }
        text += fmt::format("### {} {}: {}\n\n", symbol(verdict.verdict),
                            markdown_code(scenario->name.full()), word(verdict.verdict));
        text += verdict.reason.empty() ? "" : escape_markdown(verdict.reason) + "\n\n";
        std::string differences;
        for (const std::string& difference : verdict.hard_differences) {
            differences += list_item(escape_markdown(difference));
        }
        text += differences.empty() ? "" : differences + "\n";
        text += growth(*scenario);
        if (const std::optional<std::string> diff = profile_diff_of(*scenario)) {
            text += fmt::format("What changed against the baseline's profile: {}\n\n",
                                markdown_link("diff.svg", *diff));
        }
        text += failures(*scenario) + markdown_table(gate_numbers(*scenario));
    }
    return text;
}

/// Timers against samples, of the runs that were profiled.
std::string agreement(const ScenarioRecord& scenario) {
    std::string list;
    for (const std::string& sentence : component_agreement(scenario.profile.value_or(ProfileRecord{}))) {
        list += list_item(escape_markdown(sentence));
    }
    return list.empty() ? "" : "In the profiled runs:\n\n" + list + "\n";
}

std::string components(const SessionReport& report) {
    std::string text;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        if (const auto summary = artifacts::aggregate_components(scenario->runs)) {
            text += fmt::format("### {}\n\n{}{}", markdown_code(scenario->name.full()),
                                markdown_table(component_table(*summary)), agreement(*scenario));
        }
    }
    return text;
}

/// Of those that were profiled by counters.
std::string counted_events(const SessionReport& report) {
    std::string text;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        if (!scenario->profile || !scenario->profile->counters) {
            continue;
        }
        const CpuCounters& cpu = *scenario->profile->counters;
        text += fmt::format("### {}\n\n{}", markdown_code(scenario->name.full()),
                            markdown_table(counter_table(cpu)));
        for (const std::string& note : counter_notes(cpu)) {
            text += escape_markdown(note) + "\n\n";
        }
    }
    return text;
}

/// What is said of several scenarios is said once, with how many they are.
std::string said_once(const std::map<std::string, std::vector<std::string>>& scenarios_of) {
    std::string list;
    for (const auto& [text, scenarios] : scenarios_of) {
        const std::string who = scenarios.empty() ? ""
                                : scenarios.size() == 1
                                    ? fmt::format(" ({})", markdown_code(scenarios.front()))
                                    : fmt::format(" ({} scenarios)", scenarios.size());
        list += list_item(escape_markdown(text) + who);
    }
    return list.empty() ? "" : list + "\n";
}

std::string warnings(const SessionReport& report) {
    std::map<std::string, std::vector<std::string>> scenarios_of;
    for (const Warning& warning : report.session.warnings) {
        scenarios_of[sentence(warning)];
    }
    for (const SuiteRecord& suite : report.suites) {
        for (const Warning& warning : suite.warnings) {
            scenarios_of[sentence(warning)];
        }
    }
    for (const ScenarioRecord& scenario : report.scenarios) {
        for (const Warning& warning : scenario.warnings) {
            scenarios_of[sentence(warning)].push_back(scenario.name.full());
        }
    }
    return said_once(scenarios_of);
}

std::string files(const SessionReport& report) {
    std::string list = list_item(markdown_link("session.json", artifacts::session_file()));
    for (const SuiteRecord& suite : report.suites) {
        list += list_item(markdown_link("suite " + suite.suite, artifacts::suite_file(suite.suite)));
    }
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        std::string links = markdown_link(scenario->name.full(), artifacts::scenario_file(scenario->name));
        for (const auto& [name, path] : scenario->artifacts) {
            links += ", " + markdown_link(name, path);
        }
        list += list_item(links);
    }
    return list + "\n";
}

}  // namespace

std::string markdown_summary(const SessionReport& report) {
    const std::string project = report.session.project.empty() ? "" : " of " + report.session.project;
    std::string text = fmt::format("# Performance{}\n\n", escape_markdown(project));
    text += summary(report) + markdown_table(session_table(report));
    text += section("Verdicts", markdown_table(verdict_table(report)) + reasons(report) + steps(report));
    text += section("Details", details(report));
    text += section("Plots", plot_gallery(report.suites));
    text += section("Where the time went", components(report));
    text += section("Profiles", markdown_table(profile_table(report)) + said_once(profile_remarks(report)));
    text += section("What the CPU counted", counted_events(report));
    text += section("Warnings", warnings(report));
    text += section("Fitness of the host", markdown_table(fitness_table(report.session)));
    text += section("Calibration", markdown_table(calibration_table(report)));
    text.pop_back();  // one newline at the end
    return text;
}

std::string markdown_report(const SessionReport& report) {
    std::string text = markdown_summary(report) + "\n" + section("Files", files(report));
    text.pop_back();
    return text;
}

}  // namespace ratchet
