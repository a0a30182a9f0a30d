#include "report/openmetrics.hpp"

#include "artifacts/enum_text.hpp"
#include "model/change.hpp"
#include "report/openmetrics_text.hpp"
#include "report/wording.hpp"

#include <algorithm>

namespace ratchet {
namespace {

constexpr auto ratio = "ratio";

/// "ratchet_metric_wall_time_seconds"
std::string family_of(const std::string& kind, const std::string& metric, const std::string& unit) {
    std::string name = "ratchet_" + kind;
    for (const std::string& part : {openmetrics_name(metric), unit}) {
        name += part.empty() ? "" : "_" + part;
    }
    return name;
}

OpenMetricsLabels with(OpenMetricsLabels labels, const std::string& name, const std::string& value) {
    labels.emplace_back(name, value);
    return labels;
}

void add_states(OpenMetricsText& text, const std::string& family, const std::string& help,
                const OpenMetricsLabels& labels, Verdict verdict) {
    for (int i = 0; !artifacts::enum_text(static_cast<Verdict>(i)).empty(); ++i) {
        const auto state = static_cast<Verdict>(i);
        text.add(family, OpenMetricsType::stateset, "", help, with(labels, family, std::string(word(state))),
                 state == verdict ? 1 : 0);
    }
}

void add_change(OpenMetricsText& text, const std::string& prefix, const std::string& of,
                const OpenMetricsLabels& labels, const RelativeChange& change) {
    text.add(prefix + "_change_ratio", OpenMetricsType::gauge, ratio,
             "Change of " + of + " against the baseline, as a fraction of it.", labels, change.estimate);
    text.add(prefix + "_change_lower_ratio", OpenMetricsType::gauge, ratio,
             "Lower one-sided bound of the change of " + of + ".", labels, change.lower);
    text.add(prefix + "_change_upper_ratio", OpenMetricsType::gauge, ratio,
             "Upper one-sided bound of the change of " + of + ".", labels, change.upper);
}

void add_metric(OpenMetricsText& text, const std::string& kind, const std::string& whose,
                const OpenMetricsLabels& labels, const std::string& metric, const std::string& written_unit,
                double value) {
    const std::string unit = openmetrics_unit(written_unit);
    text.add(family_of(kind, metric, unit), OpenMetricsType::gauge, unit, "Median of " + metric + whose + ".",
             with(labels, "metric", metric), value);
}

void add_gate(OpenMetricsText& text, const OpenMetricsLabels& scenario, const GateVerdict& gate) {
    if (gate.baseline_median) {
        add_metric(text, "baseline", " in the baseline", scenario, gate.metric, gate.unit,
                   *gate.baseline_median);
    }
    if (gate.metric == metric::instructions && gate.current_median) {  // counted beside the runs
        add_metric(text, "metric", " over the runs that count", scenario, gate.metric, gate.unit,
                   *gate.current_median);
    }
    const OpenMetricsLabels labels = with(with(scenario, "metric", gate.metric), "gate", gate.gate);
    if (gate.shift) {
        add_change(text, "ratchet_gate", "the metric", labels,
                   relative_change(*gate.shift, gate.higher_is_better));
    }
    if (gate.minimum_detectable) {
        text.add("ratchet_gate_minimum_detectable_ratio", OpenMetricsType::gauge, ratio,
                 "Smallest slowdown that 9 of 10 such sessions would have called regressed.", labels,
                 *gate.minimum_detectable);
    }
}

void add_runs(OpenMetricsText& text, const OpenMetricsLabels& scenario, const std::vector<RunRecord>& runs) {
    const auto failed =
        std::count_if(runs.begin(), runs.end(), [](const RunRecord& run) { return run.failure.has_value(); });
    constexpr auto help = "Runs, each one process.";
    text.add("ratchet_runs", OpenMetricsType::gauge, "", help, with(scenario, "outcome", "failed"),
             static_cast<double>(failed));
    text.add("ratchet_runs", OpenMetricsType::gauge, "", help, with(scenario, "outcome", "successful"),
             static_cast<double>(runs.size()) - static_cast<double>(failed));
}

void add_scenario(OpenMetricsText& text, const OpenMetricsLabels& session, const ScenarioRecord& scenario) {
    const OpenMetricsLabels labels = with(session, "scenario", scenario.name.full());
    const ScenarioVerdict verdict = effective_verdict(scenario);
    add_states(text, "ratchet_verdict", "The scenario's verdict.", labels, verdict.verdict);
    add_runs(text, labels, scenario.runs);
    for (const auto& [metric, summary] : scenario.metrics) {
        add_metric(text, "metric", " over the runs", labels, metric, summary.definition.unit, summary.median);
    }
    for (const GateVerdict& gate : verdict.gates) {
        add_gate(text, labels, gate);
    }
}

void add_suite(OpenMetricsText& text, const OpenMetricsLabels& session, const SuiteRecord& suite) {
    const OpenMetricsLabels labels = with(session, "suite", suite.suite);
    add_states(text, "ratchet_suite_verdict", "The suite's verdict.", labels, suite.verdict);
    if (suite.geometric_mean) {
        add_change(text, "ratchet_suite", "the geometric mean of the members' wall time", labels,
                   relative_change(suite.geometric_mean->shift, false));
    }
}

}  // namespace

std::string openmetrics(const SessionReport& report) {
    OpenMetricsText text;
    const SessionRecord& session = report.session;
    const OpenMetricsLabels labels{{"host_class", session.host_class}};
    // Nothing that differs from commit to commit by itself: GitLab matches by labels.
    text.add("ratchet_session", OpenMetricsType::info, "", "Where and how the session was measured.",
             {{"host_class", session.host_class},
              {"project", session.project},
              {"configuration", session.configuration},
              {"mode", session.mode},
              {"ratchet_version", session.ratchet_version}},
             1);
    for (const ScenarioRecord& scenario : report.scenarios) {
        add_scenario(text, labels, scenario);
    }
    for (const std::string& name : report.not_run) {
        add_states(text, "ratchet_verdict", "The scenario's verdict.", with(labels, "scenario", name),
                   Verdict::not_run);
    }
    for (const SuiteRecord& suite : report.suites) {
        add_suite(text, labels, suite);
    }
    return text.text();
}

}  // namespace ratchet
