#include "report/gate_numbers.hpp"

#include "base/text.hpp"
#include "model/change.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// A gate and the summary of the metric that it judges, if the scenario has one, and what is known of its
/// layout.
struct Judged {
    const GateVerdict& gate;
    const MetricSummary* summary;
    const std::optional<LayoutSpread>& layout;
};

std::string in_unit(const std::optional<double>& value, const std::string& unit) {
    return value ? format_metric(*value, unit) : "";
}

/// Of logs: 0.0213 is 2.1 %, as close as the eye needs.
std::string as_percent(const std::optional<double>& log_value) {
    return log_value ? fmt::format("{:.2f} %", *log_value * 100) : "";
}

std::string interval(const std::optional<double>& lower, const std::optional<double>& upper,
                     const std::string& unit) {
    return lower && upper ? fmt::format("[{}, {}]", format_metric(*lower, unit), format_metric(*upper, unit))
                          : "";
}

std::string verdict_text(const Judged& judged) {
    const std::optional<Verdict>& before = judged.gate.before_control;
    const std::string text(word(judged.gate.verdict));
    return before ? fmt::format("{} (was {} before the controls)", text, word(*before)) : text;
}

std::string deviation(const Judged& judged) {
    return judged.summary ? in_unit(judged.summary->median_absolute_deviation, judged.gate.unit) : "";
}

std::string median_interval(const Judged& judged) {
    return judged.summary
               ? interval(judged.summary->median_lower, judged.summary->median_upper, judged.gate.unit)
               : "";
}

std::string baseline_values(const Judged& judged) {
    if (judged.gate.blocks) {
        return fmt::format("{} in {}, side by side", judged.gate.baseline_n,
                           counted(static_cast<std::size_t>(*judged.gate.blocks), "block"));
    }
    return judged.gate.baseline_n == 0
               ? ""
               : fmt::format("{} in {}", judged.gate.baseline_n,
                             counted(static_cast<std::size_t>(judged.gate.baseline_sessions), "session"));
}

std::string tau_text(const Judged& judged) {
    if (!judged.gate.tau) {
        return "";
    }
    const Tau& tau = *judged.gate.tau;
    const std::string freedom =
        tau.degrees_of_freedom ? fmt::format(", {:.3g} degrees of freedom", *tau.degrees_of_freedom) : "";
    return fmt::format("{} {}{}", as_percent(tau.value), words(tau.source), freedom);
}

std::string budget_text(const Judged& judged) {
    if (!judged.gate.budget) {
        return "";
    }
    const BudgetResult& budget = *judged.gate.budget;
    return fmt::format("{} against {} {}", interval(budget.lower, budget.upper, judged.gate.unit),
                       budget.at_least ? "at least" : "at most",
                       format_metric(budget.limit, judged.gate.unit));
}

/// Beside what depends on time alone.
std::string layout_text(const Judged& judged) {
    const std::string& metric = judged.gate.metric;
    if (!judged.layout || judged.gate.budget ||
        (metric != metric::wall_time && metric != metric::throughput)) {
        return "";
    }
    return judged.layout->reach > 0 ? fmt::format("up to {}", as_percent(judged.layout->reach))
                                    : "no more than the scatter of runs";
}

struct Quantity {
    const char* name;
    std::string (*text)(const Judged&);
};

constexpr std::array<Quantity, 18> quantities{{
    {"verdict", verdict_text},
    {"runs", [](const Judged& j) { return std::to_string(j.gate.current_n); }},
    {"looks",
     [](const Judged& j) {
         return j.gate.looks_planned == 0 ? ""
                                          : fmt::format("{} of {}", j.gate.looks_taken, j.gate.looks_planned);
     }},
    {"median now", [](const Judged& j) { return in_unit(j.gate.current_median, j.gate.unit); }},
    {"median absolute deviation", deviation},
    {"99 % interval of the median", median_interval},
    {"baseline median", [](const Judged& j) { return in_unit(j.gate.baseline_median, j.gate.unit); }},
    {"baseline values", baseline_values},
    {"change",
     [](const Judged& j) {
         return j.gate.shift ? format_change(*j.gate.shift, j.gate.higher_is_better) : "";
     }},
    {"standard error", [](const Judged& j) { return as_percent(j.gate.standard_error); }},
    {"of it, scatter of runs", [](const Judged& j) { return as_percent(j.gate.standard_error_without_tau); }},
    {"degrees of freedom",
     [](const Judged& j) {
         return j.gate.degrees_of_freedom ? fmt::format("{:.3g}", *j.gate.degrees_of_freedom) : "";
     }},
    {"spread between sessions (τ)", tau_text},
    {"tolerated slowdown (θ)",
     [](const Judged& j) { return j.gate.budget ? "" : format_percent(j.gate.theta); }},
    {"must-detect slowdown (δ)",
     [](const Judged& j) { return j.gate.budget ? "" : format_percent(j.gate.delta); }},
    {"would have been caught from",
     [](const Judged& j) {
         return j.gate.minimum_detectable ? format_percent(*j.gate.minimum_detectable, Sign::always) : "";
     }},
    {"budget", budget_text},
    {"that layout alone makes", layout_text},
}};

}  // namespace

Table gate_numbers(const ScenarioRecord& scenario) {
    Table table{{{""}}, {}};
    if (!scenario.verdict || scenario.verdict->gates.empty()) {
        return table;
    }
    const std::vector<GateVerdict>& gates = scenario.verdict->gates;
    for (const GateVerdict& gate : gates) {
        table.columns.push_back({gate.gate.empty() ? gate.metric : gate.gate});
    }
    for (const Quantity& quantity : quantities) {
        Row row{{{quantity.name}}, {}};
        for (const GateVerdict& gate : gates) {
            const auto summary = scenario.metrics.find(gate.metric);
            const bool measured = summary != scenario.metrics.end();
            row.cells.push_back(
                {quantity.text({gate, measured ? &summary->second : nullptr, scenario.layout_spread})});
        }
        if (std::any_of(row.cells.begin() + 1, row.cells.end(),
                        [](const Cell& cell) { return !cell.text.empty(); })) {
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

}  // namespace ratchet
