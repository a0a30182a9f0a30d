#include "exec/gates.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "exec/metrics.hpp"
#include "gate/duet.hpp"
#include "gate/gate_judgement.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

[[noreturn]] void refuse_gate(const std::string& text, const std::string& message) {
    throw Error(ErrorCode::usage, message, fmt::format("--gate \"{}\"", printable(text)));
}

void require_measured(const std::string& metric, const std::string& text) {
    const std::vector<std::string> known = exec_metrics();
    if (std::find(known.begin(), known.end(), metric) == known.end()) {
        refuse_gate(
            text, fmt::format("'{}' is not measured here; gates are on {}", metric, fmt::join(known, ", ")));
    }
}

MetricSeries series_of(const MeasuredCommand& command, const std::string& metric) {
    MetricSeries series{metric, exec_metric_definition(metric), {}, std::nullopt};
    const auto values = command.values.find(metric);
    if (values != command.values.end()) {
        series.values = values->second;
    }
    if (series.values.size() != command.runs.size()) {
        series.fault =
            fmt::format("has no value in {} of {} runs: {}", command.runs.size() - series.values.size(),
                        command.runs.size(), why_missing(command, metric));
        if (metric == metric::peak_rss) {
            series.at_most = command.peak_rss_at_most_bytes;
        }
    }
    return series;
}

}  // namespace

ExecGates exec_gates(const std::vector<std::string>& texts, bool compares) {
    ExecGates gates;
    const std::vector<Gate> parsed = parse_gates(texts);
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        if (const auto* const budget = std::get_if<Budget>(&parsed[i])) {
            require_measured(budget->metric, texts[i]);
            if (budget->relative_to_reference) {
                refuse_gate(texts[i], "has no reference setting here: write a limit, or compare with --vs");
            }
            gates.budgets.push_back(*budget);
            gates.budget_texts.push_back(texts[i]);
        } else if (const auto* const statistical = std::get_if<StatisticalGate>(&parsed[i])) {
            require_measured(statistical->metric, texts[i]);
            if (!compares) {
                refuse_gate(
                    texts[i],
                    "has nothing to compare with: give a second command behind --vs, or a limit such as "
                    "\"wall_time <= 20ms\"");
            }
            gates.comparisons.push_back(*statistical);
            gates.comparison_texts.push_back(texts[i]);
        } else {
            refuse_gate(texts[i], "leave it out: without --gate nothing fails");
        }
    }
    if (gates.comparisons.empty()) {
        gates.compares_by_default = true;
        gates.comparisons = {StatisticalGate{.metric = metric::wall_time}};
        gates.comparison_texts = {to_text(gates.comparisons.front())};
    }
    return gates;
}

void require_enough_runs(const ExecGates& gates, const std::vector<int>& looks,
                         std::optional<int> repetitions) {
    const auto require = [&](int runs, int least, const std::string& gate) {
        if (runs < least) {
            throw Error(
                ErrorCode::usage,
                fmt::format(
                    "--gate \"{}\" needs at least {} runs of each command to decide anything; ask for "
                    "more, or leave this option out",
                    printable(gate), least),
                "--repetitions");
        }
    };
    if (!gates.compares_by_default && !looks.empty()) {
        const int least =
            2 * least_blocks_for_bounds(StatisticalPolicy{}.alpha, static_cast<int>(looks.size()));
        require(2 * looks.back(), least, gates.comparison_texts.front());
    }
    if (!gates.budgets.empty() && repetitions) {
        require(looks.empty() ? *repetitions : 2 * looks.back(), least_runs_to_gate,
                gates.budget_texts.front());
    }
}

bool needs_more_blocks(const MeasuredGroup& group, const ExecGates& gates, const std::vector<int>& looks) {
    const MeasuredCommand& reference = group.commands.front();
    return std::any_of(group.commands.begin() + 1, group.commands.end(), [&](const MeasuredCommand& current) {
        return std::any_of(gates.comparisons.begin(), gates.comparisons.end(),
                           [&](const StatisticalGate& gate) {
                               return needs_more_blocks(gate, series_of(reference, gate.metric),
                                                        series_of(current, gate.metric), looks);
                           });
    });
}

std::vector<GateVerdict> judge_comparison(const MeasuredCommand& reference, const MeasuredCommand& current,
                                          const ExecGates& gates, const std::vector<int>& looks,
                                          std::uint64_t seed) {
    std::vector<GateVerdict> verdicts;
    for (std::size_t i = 0; i < gates.comparisons.size(); ++i) {
        const StatisticalGate& gate = gates.comparisons[i];
        verdicts.push_back(judge_duet_gate(gate, gates.comparison_texts[i], series_of(reference, gate.metric),
                                           series_of(current, gate.metric), looks, seed));
    }
    return verdicts;
}

std::vector<GateVerdict> judge_budgets(const MeasuredCommand& command, const ExecGates& gates) {
    std::vector<GateVerdict> verdicts;
    for (std::size_t i = 0; i < gates.budgets.size(); ++i) {
        const MetricSeries series = series_of(command, gates.budgets[i].metric);
        const Plan once{.looks = {static_cast<int>(command.runs.size())}};
        verdicts.push_back(
            series.fault ? judge_faulty_series(gates.budgets[i], series, command.runs.size(), once).verdict
                         : judge_budget_gate(gates.budgets[i], series, once).verdict);
        verdicts.back().gate = gates.budget_texts[i];
    }
    return verdicts;
}

}  // namespace ratchet
