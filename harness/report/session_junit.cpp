#include "report/session_junit.hpp"

#include "artifacts/layout.hpp"
#include "base/text.hpp"
#include "gate/suite_verdict.hpp"
#include "model/change.hpp"
#include "report/gate_line.hpp"
#include "report/gate_numbers.hpp"
#include "report/growth_lines.hpp"
#include "report/wording.hpp"

#include <set>

#include <fmt/format.h>

namespace ratchet {
namespace {

using Properties = std::vector<std::pair<std::string, std::string>>;

constexpr int log_columns = 120;

JunitOutcome junit_outcome(Outcome outcome) {
    switch (outcome) {
        case Outcome::ok:
            return JunitOutcome::passed;
        case Outcome::regressed:
        case Outcome::not_judged_strict:
            return JunitOutcome::failure;
        case Outcome::failed:
            return JunitOutcome::error;
        case Outcome::not_judged:
            return JunitOutcome::skipped;
    }
    return JunitOutcome::error;
}

Mode mode_of(const SessionRecord& session) {
    return session.mode.empty() ? Mode::gate : parse_mode(session.mode);
}

void add(Properties& properties, const std::string& name, const std::string& value) {
    if (!value.empty()) {
        properties.emplace_back(name, value);
    }
}

void add_number(Properties& properties, const std::string& name, const std::optional<double>& value,
                const std::string& unit = {}) {
    if (value) {
        const bool counts = unit.empty() || unit == "1";
        add(properties, name, fmt::format("{}{}{}", *value, counts ? "" : " ", counts ? "" : unit));
    }
}

Properties session_properties(const SessionRecord& session) {
    Properties properties;
    add(properties, "session", session.id);
    add(properties, "started_at", session.started_at);
    add(properties, "project", session.project);
    add(properties, "host_class", session.host_class);
    add(properties, "cpu", session.host.cpu_name);
    add(properties, "commit", session.git.commit);
    add(properties, "uncommitted_changes",
        session.git.commit.empty() ? ""
        : session.git.dirty        ? "yes"
                                   : "no");
    add(properties, "mode", session.mode);
    add(properties, "ratchet_version", session.ratchet_version);
    return properties;
}

void add_gate(Properties& properties, const GateVerdict& gate) {
    const std::string name = gate.gate.empty() ? gate.metric : gate.gate;
    add(properties, name + ": verdict", std::string(word(gate.verdict)));
    add_number(properties, name + ": baseline", gate.baseline_median, gate.unit);
    if (gate.shift) {
        const RelativeChange change = relative_change(*gate.shift, gate.higher_is_better);
        add_number(properties, name + ": change", change.estimate);
        add_number(properties, name + ": change, lower bound", change.lower);
        add_number(properties, name + ": change, upper bound", change.upper);
    }
    add_number(properties, name + ": minimum detectable regression", gate.minimum_detectable);
    if (gate.budget) {
        add_number(properties, name + ": budget", gate.budget->limit, gate.unit);
        add_number(properties, name + ": lower bound", gate.budget->lower, gate.unit);
        add_number(properties, name + ": upper bound", gate.budget->upper, gate.unit);
    }
}

Properties scenario_properties(const SessionRecord& session, const ScenarioRecord& scenario,
                               const ScenarioVerdict& verdict) {
    Properties properties = session_properties(session);
    const BuildInfo& build = scenario.spec.build;
    add(properties, "compiler", build.compiler);
    add(properties, "flags", build.flags);
    add(properties, "verdict", std::string(word(verdict.verdict)));
    add(properties, "baseline", scenario.baseline_path.value_or(""));
    for (const auto& [name, summary] : scenario.metrics) {
        add_number(properties, "median of " + name, summary.median, summary.definition.unit);
    }
    std::set<std::string> told;
    for (const GateVerdict& gate : verdict.gates) {
        if (told.insert(gate.gate.empty() ? gate.metric : gate.gate).second) {
            add_gate(properties, gate);
        }
    }
    return properties;
}

/// "regressed: slower by at least 4.2 % (wall_time 13.1 ms, baseline …; peak_rss …)"
std::string message(const ScenarioVerdict& verdict) {
    std::string text(word(verdict.verdict));
    text += verdict.reason.empty() ? "" : ": " + verdict.reason;
    std::string numbers;
    for (const GateVerdict& gate : verdict.gates) {
        numbers += (numbers.empty() ? "" : "; ") + gate_line(gate);
    }
    return numbers.empty() ? text : fmt::format("{} ({})", text, numbers);
}

std::string detail(const ScenarioRecord& scenario, const ScenarioVerdict& verdict) {
    std::string text = printable(message(verdict)) + "\n";
    for (const std::string& difference : verdict.hard_differences) {
        text += printable(difference) + "\n";
    }
    for (const std::string& line : growth_lines(scenario)) {
        text += line + "\n";
    }
    for (const RunRecord& run : scenario.runs) {
        text += run.failure ? fmt::format("run {}: {}\n", run.index, printable(run.failure->message)) : "";
    }
    const std::string numbers = render_table(gate_numbers(scenario), {log_columns, false});
    return numbers.empty() ? text : text + "\n" + numbers;
}

std::optional<double> wall_time(const ScenarioRecord& scenario) {
    const auto found = scenario.metrics.find(metric::wall_time);
    return found == scenario.metrics.end() ? std::nullopt : std::optional(found->second.median);
}

std::string class_of(const std::string& group) {
    return "perf." + group;
}

JunitCase scenario_case(const SessionReport& report, const ScenarioRecord& scenario,
                        const std::string& directory) {
    const ScenarioVerdict verdict = effective_verdict(scenario);
    JunitCase test;
    test.class_name = class_of(scenario.name.group);
    test.name = scenario.name.name;
    test.time_s = wall_time(scenario);
    test.outcome = junit_outcome(scenario_outcome(verdict, mode_of(report.session)));
    test.type = word(verdict.verdict);
    test.message = message(verdict);
    test.detail = detail(scenario, verdict);
    test.properties = scenario_properties(report.session, scenario, verdict);
    test.attachments = {directory + "/" + artifacts::report_file(),
                        directory + "/" + artifacts::scenario_file(scenario.name)};
    for (const auto& [name, path] : scenario.artifacts) {
        test.attachments.push_back(directory + "/" + path);
    }
    return test;
}

JunitCase not_run_case(const std::string& full_name) {
    const std::size_t slash = full_name.find('/');
    JunitCase test;
    test.class_name = class_of(full_name.substr(0, slash));
    test.name = slash == std::string::npos ? full_name : full_name.substr(slash + 1);
    test.outcome = JunitOutcome::skipped;
    test.type = word(Verdict::not_run);
    test.message = "was asked for and did not run";
    return test;
}

JunitCase suite_case(const SessionReport& report, const SuiteRecord& suite, const GeometricMean& mean,
                     const std::string& directory) {
    ScenarioVerdict verdict;
    verdict.verdict = mean.verdict;
    verdict.gates.emplace_back();  // that it was measured
    JunitCase test;
    test.class_name = class_of("suite");
    test.name = suite.suite;
    test.outcome = junit_outcome(scenario_outcome(verdict, mode_of(report.session)));
    test.type = word(mean.verdict);
    test.message = fmt::format("{}: geometric mean of the wall time {} over {}", word(mean.verdict),
                               format_change(mean.shift, false),
                               counted(static_cast<std::size_t>(mean.members), "scenario"));
    test.detail = test.message + "\n";
    test.properties = session_properties(report.session);
    add(test.properties, "verdict", std::string(word(mean.verdict)));
    test.attachments = {directory + "/" + artifacts::suite_file(suite.suite)};
    return test;
}

}  // namespace

JunitDocument session_junit(const SessionReport& report, const std::string& directory) {
    JunitDocument document;
    document.name = report.session.project.empty() ? "perf" : report.session.project + " perf";
    document.started_at = report.session.started_at;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        document.cases.push_back(scenario_case(report, *scenario, directory));
    }
    for (const std::string& name : report.not_run) {
        document.cases.push_back(not_run_case(name));
    }
    for (const SuiteRecord& suite : report.suites) {
        if (suite.geometric_mean) {
            document.cases.push_back(suite_case(report, suite, *suite.geometric_mean, directory));
        }
    }
    return document;
}

}  // namespace ratchet
