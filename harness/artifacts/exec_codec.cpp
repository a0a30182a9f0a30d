#include "artifacts/exec_codec.hpp"

#include "artifacts/describe_host.hpp"
#include "artifacts/describe_run.hpp"
#include "artifacts/describe_scenario.hpp"
#include "artifacts/describe_verdict.hpp"
#include "artifacts/document.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

constexpr DocumentKind exec_document{.name = "exec", .advice = "measure again with `ratchet exec --json`"};

std::optional<double> statistic(const ExecCommand& command, const std::string& metric,
                                double MetricSummary::*part) {
    const MetricSummary* const found = command.summary(metric);
    return found == nullptr ? std::nullopt : std::optional(found->*part);
}

std::vector<double> values(const ExecCommand& command, const std::string& metric) {
    const MetricSummary* const found = command.summary(metric);
    return found == nullptr ? std::vector<double>() : found->values;
}

std::vector<std::optional<int>> exit_codes(const ExecCommand& command) {
    std::vector<std::optional<int>> codes;
    for (const ExecRun& run : command.runs) {
        codes.push_back(run.exit_code);
    }
    return codes;
}

/// What readers of hyperfine's export expect of a command.
void describe_for_others(auto& fields, const ExecCommand& command) {
    const auto wall = [&](double MetricSummary::*part) {
        return statistic(command, metric::wall_time, part);
    };
    fields.derived("command", [&] { return command.name; });
    fields.derived("mean", [&] { return wall(&MetricSummary::mean); });
    fields.derived("stddev", [&] {
        const MetricSummary* const found = command.summary(metric::wall_time);
        return found == nullptr ? std::nullopt : found->standard_deviation;
    });
    fields.derived("median", [&] { return wall(&MetricSummary::median); });
    fields.derived("user", [&] { return statistic(command, metric::user_time, &MetricSummary::mean); });
    fields.derived("system", [&] { return statistic(command, metric::system_time, &MetricSummary::mean); });
    fields.derived("min", [&] { return wall(&MetricSummary::min); });
    fields.derived("max", [&] { return wall(&MetricSummary::max); });
    fields.derived("times", [&] { return values(command, metric::wall_time); });
    fields.derived("memory_usage_byte", [&] { return values(command, metric::peak_rss); });
    fields.derived("exit_codes", [&] { return exit_codes(command); });
}

bool has_value_for_each_run(const ExecCommand& command) {
    return std::ranges::all_of(command.metrics, [&](const auto& metric) {
        return metric.second.values.size() == command.runs.size();
    });
}

bool are_commands(const ExecRecord& record) {
    return std::ranges::all_of(record.comparisons, [&](const ExecComparison& comparison) {
        return comparison.reference < record.commands.size() && comparison.current < record.commands.size();
    });
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + "\"";
}

/// Whole numbers as such; fmt knows no locale unless it is asked to.
std::string csv_number(const ExecCommand& command, const std::string& metric, std::size_t run) {
    const MetricSummary* const found = command.summary(metric);
    return found != nullptr && run < found->values.size() ? fmt::format("{}", found->values[run]) : "";
}

template <class Number>
std::string csv_optional(const std::optional<Number>& value) {
    return value ? std::to_string(*value) : "";
}

bool has_startup(const ExecRecord& record) {
    return std::ranges::any_of(record.commands, [](const ExecCommand& command) {
        return command.summary(metric::startup_time) != nullptr;
    });
}

/// `startup`: with the column of that time, which few programs have.
std::string csv_row(const ExecCommand& command, std::size_t index, const std::set<std::string>& parameters,
                    bool startup) {
    const ExecRun& run = command.runs[index];
    std::string row = csv_field(command.name);
    for (const std::string& parameter : parameters) {
        const auto value = command.parameters.find(parameter);
        row += "," + (value == command.parameters.end() ? "" : csv_field(value->second));
    }
    return row +
           fmt::format(
               ",{},{},{},{},{},{},{},{},{}", run.index, csv_optional(run.block), run.started_ns,
               csv_number(command, metric::wall_time, index), csv_number(command, metric::user_time, index),
               csv_number(command, metric::system_time, index), csv_number(command, metric::peak_rss, index),
               csv_optional(run.exit_code), csv_optional(run.signal)) +
           (startup ? "," + csv_number(command, metric::startup_time, index) : "") + "\r\n";
}

}  // namespace

void describe(auto& fields, Is<ExecRun> auto& run) {
    fields("index", run.index);
    fields("block", run.block);
    fields("started_ns", run.started_ns);
    fields("exit_code", run.exit_code);
    fields("signal", run.signal);
}

void describe(auto& fields, Is<ExecCommand> auto& command) {
    fields("name", command.name);
    fields("argv", command.argv);
    fields("parameters", command.parameters);
    fields("failure", command.failure);
    fields("runs", command.runs);
    fields("metrics", command.metrics);
    fields.require(has_value_for_each_run(command), "metrics", "needs one value for each run");
    fields("missing", command.missing);
    fields("budgets", command.budgets);
    fields("warnings", command.warnings);
    describe_for_others(fields, command);
}

void describe(auto& fields, Is<ExecComparison> auto& comparison) {
    std::uint64_t reference = comparison.reference;
    std::uint64_t current = comparison.current;
    fields("reference", reference);
    fields("current", current);
    if constexpr (std::remove_reference_t<decltype(fields)>::reading) {
        comparison.reference = static_cast<std::size_t>(reference);
        comparison.current = static_cast<std::size_t>(current);
    }
    fields("gates", comparison.gates);
}

void describe(auto& fields, Is<ExecRecord> auto& record) {
    fields("ratchet_version", record.ratchet_version);
    fields("started_at", record.started_at);
    fields("host", record.host);
    fields("seed", record.seed);
    fields("warmup_runs", record.warmup_runs);
    fields("results", record.commands);
    fields("comparisons", record.comparisons);
    fields.require(are_commands(record), "comparisons", "names a command that is not there");
}

std::string to_json(const ExecRecord& record) {
    return write_record(exec_document, record);
}

ExecRecord exec_from_json(std::string_view text, const std::string& where) {
    return read_record<ExecRecord>(exec_document, text, where);
}

std::string exec_csv(const ExecRecord& record) {
    std::set<std::string> parameters;
    for (const ExecCommand& command : record.commands) {
        for (const auto& [name, value] : command.parameters) {
            parameters.insert(name);
        }
    }
    std::string text = "command";
    for (const std::string& parameter : parameters) {
        text += "," + csv_field(parameter);
    }
    text += ",index,block,started_ns,wall_time_s,user_time_s,system_time_s,peak_rss_bytes,exit_code,signal";
    const bool startup = has_startup(record);
    text += startup ? ",startup_time_s\r\n" : "\r\n";
    for (const ExecCommand& command : record.commands) {
        for (std::size_t run = 0; run < command.runs.size(); ++run) {
            text += csv_row(command, run, parameters, startup);
        }
    }
    return text;
}

}  // namespace ratchet::artifacts
