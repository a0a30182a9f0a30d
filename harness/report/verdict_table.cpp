#include "report/verdict_table.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/gate_line.hpp"
#include "report/growth_lines.hpp"
#include "report/profile_table.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

enum ColumnIndex : std::size_t { name_column, verdict_column, metric_column, now_column };

std::vector<Column> columns() {
    return {{"  scenario", Align::left, 0, true}, {"verdict"},
            {"metric", Align::left, 0, true},     {"now", Align::right, 1},
            {"baseline", Align::right, 3},        {"change", Align::left, 0},
            {"catches", Align::right, 2},         {"runs", Align::right, 4}};
}

std::string metric_or_nothing(const std::optional<double>& value, const std::string& unit) {
    return value ? format_metric(*value, unit) : "";
}

std::string baseline_or_limit(const GateVerdict& gate) {
    if (gate.budget) {
        return fmt::format("{} {}", gate.budget->at_least ? "≥" : "≤",
                           format_metric(gate.budget->limit, gate.unit));
    }
    return metric_or_nothing(gate.baseline_median, gate.unit);
}

std::string change_or_interval(const GateVerdict& gate) {
    if (gate.budget) {
        return fmt::format("[{}, {}]", format_metric(gate.budget->lower, gate.unit),
                           format_metric(gate.budget->upper, gate.unit));
    }
    return gate.shift ? format_change(*gate.shift, gate.higher_is_better) : "";
}

Row gate_row(const GateVerdict& gate) {
    Row row;
    row.cells = {{},
                 {std::string(word(gate.verdict)), tone(gate.verdict)},
                 {gate.metric},
                 {metric_or_nothing(gate.current_median, gate.unit)},
                 {baseline_or_limit(gate)},
                 {change_or_interval(gate), tone(gate.verdict)},
                 {caught_change(gate)},
                 {std::to_string(gate.current_n)}};
    const bool numbers_tell = gate.verdict == Verdict::unchanged && gate.current_median;
    if (!numbers_tell && !gate.reason.empty()) {
        row.notes.push_back(gate.reason);
    }
    return row;
}

Row gateless_row(const ScenarioRecord& scenario) {
    const auto wall_time = scenario.metrics.find(metric::wall_time);
    const bool measured = wall_time != scenario.metrics.end();
    const auto runs = std::count_if(scenario.runs.begin(), scenario.runs.end(),
                                    [](const RunRecord& run) { return !run.failure; });
    Row row;
    row.cells = {{},
                 {},
                 {measured ? metric::wall_time : ""},
                 {measured ? format_metric(wall_time->second.median, wall_time->second.definition.unit) : ""},
                 {},
                 {},
                 {},
                 {std::to_string(runs)}};
    return row;
}

/// The scenario's reason, before its gates' and in the place of one that it says more about.
void add_reason(std::vector<std::string>& notes, const std::string& reason) {
    const auto said = std::ranges::find_if(
        notes, [&](const std::string& note) { return !note.empty() && reason.starts_with(note); });
    if (said != notes.end()) {
        *said = reason;
    } else {
        notes.insert(notes.begin(), reason);
    }
}

void add_scenario_notes(Row& row, const ScenarioVerdict& verdict, bool had_duet) {
    const bool numbers_tell = verdict.verdict == Verdict::unchanged && !had_duet;
    if (!numbers_tell && !verdict.reason.empty()) {
        add_reason(row.notes, verdict.reason);
    }
    row.notes.insert(row.notes.end(), verdict.hard_differences.begin(), verdict.hard_differences.end());
    if (verdict.advisory) {
        row.notes.push_back("advisory (GATE none): reported, never failing");
    }
}

std::vector<Row> scenario_rows(const ScenarioRecord& scenario) {
    const ScenarioVerdict verdict = effective_verdict(scenario);
    std::vector<GateVerdict> gates = verdict.gates;
    std::stable_sort(gates.begin(), gates.end(), [](const GateVerdict& a, const GateVerdict& b) {
        return urgency(a.verdict) < urgency(b.verdict);
    });
    std::vector<Row> rows;
    std::transform(gates.begin(), gates.end(), std::back_inserter(rows), gate_row);
    if (rows.empty()) {
        rows.push_back(gateless_row(scenario));
    }
    Row& first = rows.front();
    const std::string name = fmt::format("{} {}", symbol(verdict.verdict), scenario.name.full());
    first.cells[name_column] = {name, tone(verdict.verdict)};
    first.cells[verdict_column] = {std::string(word(verdict.verdict)), tone(verdict.verdict)};
    add_scenario_notes(first, verdict, scenario.duet.has_value());
    for (std::string& line : growth_lines(scenario)) {
        first.notes.push_back(std::move(line));
    }
    return rows;
}

void say_repeated_notes_once(std::vector<Row>& rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        if (rows[i].notes == rows[i + 1].notes) {
            rows[i].notes.clear();
        }
    }
}

/// Where all rows speak of one metric, its name heads the values and needs no column of its own.
void hoist_single_metric(Table& table) {
    std::set<std::string> metrics;
    for (const Row& row : table.rows) {
        metrics.insert(row.cells[metric_column].text);
    }
    metrics.erase("");
    if (metrics.size() != 1) {
        return;
    }
    table.columns[now_column].heading = *metrics.begin();
    for (Row& row : table.rows) {
        row.cells[metric_column].text.clear();
    }
}

bool has(const SessionReport& report, Verdict verdict) {
    return std::any_of(
        report.scenarios.begin(), report.scenarios.end(),
        [verdict](const ScenarioRecord& scenario) { return effective_verdict(scenario).verdict == verdict; });
}

/// Pictures of what changed in the regressed scenarios, of the first few.
std::vector<NextStep> pictures_of_regressions(const SessionReport& report) {
    constexpr std::size_t most = 3;
    std::vector<NextStep> steps;
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        const std::optional<std::string> diff = profile_diff_of(*scenario);
        if (diff && !report.directory.empty() && steps.size() < most &&
            effective_verdict(*scenario).verdict == Verdict::regressed) {
            steps.push_back({fmt::format("What changed in the profile of {}:", scenario->name.full()),
                             fmt::format("{}/{}", report.directory, *diff)});
        }
    }
    return steps;
}

}  // namespace

Table verdict_table(const SessionReport& report) {
    Table table{columns(), {}};
    for (const ScenarioRecord* scenario : worst_first(report.scenarios)) {
        for (Row& row : scenario_rows(*scenario)) {
            table.rows.push_back(std::move(row));
        }
    }
    for (const std::string& name : report.not_run) {
        Row row;
        row.cells.resize(table.columns.size());
        row.cells[name_column] = {fmt::format("{} {}", symbol(Verdict::not_run), name),
                                  tone(Verdict::not_run)};
        row.cells[verdict_column] = {std::string(word(Verdict::not_run)), tone(Verdict::not_run)};
        table.rows.push_back(std::move(row));
    }
    say_repeated_notes_once(table.rows);
    hoist_single_metric(table);
    return table;
}

std::vector<std::string> suite_lines(const SessionReport& report) {
    std::vector<std::string> lines;
    std::vector<std::string> incomplete;
    for (const SuiteRecord& suite : report.suites) {
        if (suite.geometric_mean && suite.geometric_mean->members > 1) {
            const GeometricMean& mean = *suite.geometric_mean;
            lines.push_back(fmt::format("suite {}: geometric mean {} over {} scenarios, {}.", suite.suite,
                                        format_change(mean.shift, false), mean.members, word(mean.verdict)));
        }
        if (!suite.not_run.empty()) {
            incomplete.push_back(fmt::format("{} ({} not run)", suite.suite, suite.not_run.size()));
        }
    }
    if (!incomplete.empty()) {
        lines.push_back(fmt::format("incomplete suites: {}.", fmt::join(incomplete, ", ")));
    }
    return lines;
}

std::vector<NextStep> next_steps(const SessionReport& report) {
    std::vector<NextStep> steps;
    if (!report.report_path.empty()) {
        steps.push_back({"All numbers and reasons:", report.report_path});
    }
    if (has(report, Verdict::regressed) && !report.commands.accept.empty()) {
        steps.push_back({"To accept a slowdown that is intended:", report.commands.accept});
    }
    std::vector<std::string_view> purposes;
    if (has(report, Verdict::no_baseline)) {
        purposes.push_back("record the missing baselines");
    }
    if (has(report, Verdict::improved)) {
        purposes.push_back("keep what was gained");
    }
    if (!purposes.empty() && !report.commands.record.empty()) {
        steps.push_back({fmt::format("To {}:", fmt::join(purposes, ", to ")), report.commands.record});
    }
    return steps;
}

std::string render_verdicts(const SessionReport& report, const TextStyle& style) {
    std::string text = render_table(verdict_table(report), style);
    if (!text.empty()) {
        text += "\n";
    }
    text += wrapped(verdict_counts(report), 0, style);
    for (const std::string& line : suite_lines(report)) {
        text += wrapped(line, 0, style);
    }
    for (const std::string& line : profile_lines(report)) {
        text += wrapped(line, 0, style);
    }
    std::vector<NextStep> steps = pictures_of_regressions(report);
    std::ranges::move(next_steps(report), std::back_inserter(steps));
    for (const NextStep& step : steps) {
        // On a line of its own and never broken, so that it can be copied.
        text += wrapped(step.what, 0, style) + "    " + printable(step.how) + "\n";
    }
    return text;
}

}  // namespace ratchet
