#include "report/exec_table.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "model/change.hpp"
#include "report/markdown_text.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::vector<Column> columns() {
    return {{"command", Align::left, 0, true},
            {"median", Align::right},
            {"99 % interval", Align::left, 4},
            {"min … max", Align::left, 3},
            {"user", Align::right, 5},
            {"system", Align::right, 5},
            {"memory", Align::right, 2},
            {"start-up", Align::right},
            {"times the first", Align::right, 1},
            {"change", Align::left},
            {"verdict"},
            {"runs", Align::right, 6}};
}

std::string median_text(const ExecCommand& command, const char* metric) {
    const MetricSummary* const found = command.summary(metric);
    return found == nullptr ? no_value : format_metric(found->median, found->definition.unit);
}

/// Empty where nobody asked for it, so that there is no such column.
std::string startup_text(const ExecCommand& command) {
    const bool asked_for = command.missing.contains(metric::startup_time);
    return asked_for || command.summary(metric::startup_time) != nullptr
               ? median_text(command, metric::startup_time)
               : "";
}

/// "10.8 … 11.0 ms": the unit once where both have the same.
std::string range_text(double lower, double upper) {
    std::string first = format_duration_s(lower);
    const std::string last = format_duration_s(upper);
    const std::size_t unit = first.rfind(' ');
    const bool same = unit != std::string::npos && last.ends_with(first.substr(unit));
    return fmt::format("{} … {}", same ? first.substr(0, unit) : first, last);
}

std::string interval_text(const ExecCommand& command) {
    const MetricSummary* const wall = command.summary(metric::wall_time);
    return wall == nullptr || !wall->median_lower || !wall->median_upper
               ? no_value
               : range_text(*wall->median_lower, *wall->median_upper);
}

std::string extent_text(const ExecCommand& command) {
    const MetricSummary* const wall = command.summary(metric::wall_time);
    return wall == nullptr ? no_value : range_text(wall->min, wall->max);
}

const ExecComparison* comparison_of(const ExecRecord& record, std::size_t command) {
    const auto found =
        std::find_if(record.comparisons.begin(), record.comparisons.end(),
                     [command](const ExecComparison& pair) { return pair.current == command; });
    return found == record.comparisons.end() ? nullptr : &*found;
}

/// Medians of commands that were not compared in blocks: a ratio without bounds, since a drift of the host is
/// in it.
std::string times_the_first(const ExecRecord& record, std::size_t index) {
    const MetricSummary* const first = record.commands.front().summary(metric::wall_time);
    const MetricSummary* const here = record.commands[index].summary(metric::wall_time);
    if (record.commands.size() < 2 || !record.comparisons.empty() || first == nullptr || here == nullptr) {
        return "";
    }
    return fmt::format("{:.2f}", here->median / first->median);
}

Cell verdict_cell(const GateVerdict& gate) {
    return {fmt::format("{} {}", symbol(gate.verdict), word(gate.verdict)), tone(gate.verdict)};
}

void add_notes(Row& row, const ExecCommand& command, const ExecComparison* comparison) {
    if (command.failure) {
        row.notes.push_back(command.failure->message);
    }
    if (comparison != nullptr) {
        for (const GateVerdict& gate : comparison->gates) {
            row.notes.push_back(gate.reason);
        }
    }
    for (const GateVerdict& gate : command.budgets) {
        row.notes.push_back(fmt::format("{}: {}", word(gate.verdict), gate.reason));
    }
    for (const Warning& warning : command.warnings) {
        row.notes.push_back(sentence(warning));
    }
}

Row row_of(const ExecRecord& record, std::size_t index) {
    const ExecCommand& command = record.commands[index];
    const ExecComparison* const comparison = comparison_of(record, index);
    Row row;
    row.cells = {{command.name},
                 {median_text(command, metric::wall_time), Tone::heading},
                 {interval_text(command)},
                 {extent_text(command)},
                 {median_text(command, metric::user_time)},
                 {median_text(command, metric::system_time)},
                 {median_text(command, metric::peak_rss)},
                 {startup_text(command)},
                 {times_the_first(record, index)},
                 {},
                 {},
                 {std::to_string(command.runs.size())}};
    constexpr std::size_t change_column = 9;
    constexpr std::size_t verdict_column = 10;
    if (comparison != nullptr && !comparison->gates.empty()) {
        const GateVerdict& gate = comparison->gates.front();
        const std::string change = gate.shift ? format_change(*gate.shift, gate.higher_is_better) : no_value;
        row.cells[change_column] = {change, tone(gate.verdict)};
        row.cells[verdict_column] = verdict_cell(gate);
    }
    if (command.failure) {
        row.cells[verdict_column] = {fmt::format("{} {}", symbol(Verdict::failed), word(Verdict::failed)),
                                     tone(Verdict::failed)};
    }
    add_notes(row, command, comparison);
    return row;
}

/// How many times, with three digits; whole from 1000 on.
std::string times(double ratio) {
    return ratio < 999.5 ? fmt::format("{:.3g}", ratio) : fmt::format("{:.0f}", ratio);
}

const GateVerdict* wall_time_gate(const ExecComparison& comparison) {
    const auto found = std::find_if(
        comparison.gates.begin(), comparison.gates.end(),
        [](const GateVerdict& gate) { return gate.metric == metric::wall_time && gate.shift.has_value(); });
    return found == comparison.gates.end() ? nullptr : &*found;
}

std::string ratio_sentence(const ExecRecord& record, const ExecComparison& comparison, const Shift& shift) {
    constexpr std::size_t widest = 50;
    const std::string current = without_middle(printable(record.commands[comparison.current].name), widest);
    const std::string reference =
        without_middle(printable(record.commands[comparison.reference].name), widest);
    if (shift.estimate <= 0) {
        return fmt::format("{} is {} times as fast as {} (between {} and {}).", current,
                           times(std::exp(-shift.estimate)), reference, times(std::exp(-shift.upper)),
                           times(std::exp(-shift.lower)));
    }
    return fmt::format("{} takes {} times as long as {} (between {} and {}).", current,
                       times(std::exp(shift.estimate)), reference, times(std::exp(shift.lower)),
                       times(std::exp(shift.upper)));
}

/// Not in blocks with others.
bool runs_alone(const ExecCommand& command) {
    return command.runs.empty() || !command.runs.front().block;
}

}  // namespace

Table exec_table(const ExecRecord& record) {
    Table table{columns(), {}};
    for (std::size_t i = 0; i < record.commands.size(); ++i) {
        table.rows.push_back(row_of(record, i));
    }
    return table;
}

std::vector<std::string> exec_summary(const ExecRecord& record) {
    std::vector<std::string> lines;
    for (const ExecComparison& comparison : record.comparisons) {
        if (const GateVerdict* const gate = wall_time_gate(comparison)) {
            lines.push_back(ratio_sentence(record, comparison, *gate->shift));
        }
    }
    const auto measured =
        std::count_if(record.commands.begin(), record.commands.end(),
                      [](const ExecCommand& command) { return !command.failure && runs_alone(command); });
    if (record.comparisons.empty() && measured > 1) {
        lines.emplace_back(
            "Measured one after the other: a host that changed speed meanwhile looks like a difference. --vs "
            "runs commands in turns and judges the difference.");
    }
    return lines;
}

std::string render_exec(const ExecRecord& record, const TextStyle& style) {
    std::string text = render_table(exec_table(record), style);
    const std::vector<std::string> lines = exec_summary(record);
    text += lines.empty() ? "" : "\n";
    for (const std::string& line : lines) {
        text += wrapped(line, 0, style);
    }
    return text;
}

std::string exec_markdown(const ExecRecord& record) {
    const Table table = exec_table(record);
    std::string text = markdown_table(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        for (const std::string& note : table.rows[i].notes) {
            text += fmt::format("- {}: {}\n", markdown_code(record.commands[i].name), escape_markdown(note));
        }
    }
    for (const std::string& line : exec_summary(record)) {
        text += fmt::format("- {}\n", escape_markdown(line));
    }
    return text;
}

}  // namespace ratchet
