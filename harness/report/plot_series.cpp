#include "report/plot_series.hpp"

#include "base/error.hpp"
#include "gate/baseline_comparison.hpp"
#include "gate/instruction_gate.hpp"
#include "gate/tau.hpp"
#include "report/session_report.hpp"
#include "report/wording.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace ratchet {
namespace {

struct Context {
    const ScenarioRecord& scenario;
    const HostFingerprint& host;
    std::shared_ptr<const Baseline> comparable;  ///< null: there is none
};

/// The values that the judge compares with: those of this boot where it has enough of them, else all.
std::vector<double> baseline_values(const Context& context, const PlotSeries& series) {
    if (!context.comparable) {
        return {};
    }
    const auto defined = context.comparable->metrics.find(series.metric);
    if (defined == context.comparable->metrics.end() || defined->second != series.definition) {
        return {};
    }
    const bool higher = series.definition.direction == Direction::higher_is_better;
    std::vector<double> values;
    try {
        const Reference reference =
            select_reference(*context.comparable, series.metric, series.definition.direction,
                             context.host.boot_id, context.host.virtualised);
        for (const std::vector<double>& session : reference.sessions) {
            for (const double log : session) {
                values.push_back(std::exp(higher ? -log : log));
            }
        }
    } catch (const Error&) {
        return {};  // the verdict's reason says why nothing can be compared with it
    }
    return values;
}

/// Of runs that count, which are not among those that are timed.
void add_counts(PlotSeries& series, const Context& context) {
    const std::optional<InstructionCounts>& counts = context.scenario.instructions;
    if (!counts || counts->problem) {
        return;
    }
    series.definition = instructions_definition(*counts);
    series.now = instructions_per_call(*counts);
    const InstructionCounts* const accepted =
        context.comparable ? accepted_counts(*context.comparable, *counts) : nullptr;
    if (accepted != nullptr) {
        series.baseline = instructions_per_call(*accepted);
    }
}

PlotSeries series_of(const Context& context, const std::string& metric, Verdict verdict) {
    PlotSeries series;
    series.scenario = context.scenario.name.full();
    series.metric = metric;
    series.verdict = verdict;
    const auto summary = context.scenario.metrics.find(metric);
    if (summary != context.scenario.metrics.end()) {
        series.definition = summary->second.definition;
        series.now = summary->second.values;
        series.baseline = baseline_values(context, series);
    }
    if (metric == ratchet::metric::instructions) {
        add_counts(series, context);
    }
    return series;
}

void add_gate(PlotSeries& series, const GateVerdict& gate) {
    if (urgency(gate.verdict) < urgency(series.verdict)) {
        series.verdict = gate.verdict;
    }
    if (gate.budget) {
        series.definition.unit = gate.unit;
        series.budget = gate.budget;
    } else {
        series.comparison = gate;
    }
}

std::vector<PlotSeries> series_of(const Context& context) {
    const ScenarioVerdict verdict = effective_verdict(context.scenario);
    std::vector<PlotSeries> all;
    for (const GateVerdict& gate : verdict.gates) {
        auto known = std::ranges::find(all, gate.metric, &PlotSeries::metric);
        if (known == all.end()) {
            all.push_back(series_of(context, gate.metric, gate.verdict));
            known = all.end() - 1;
        }
        add_gate(*known, gate);
    }
    if (all.empty()) {
        all.push_back(series_of(context, metric::wall_time, verdict.verdict));
    }
    std::ranges::stable_sort(all, {}, [](const PlotSeries& series) { return urgency(series.verdict); });
    return all;
}

}  // namespace

std::string PlotSeries::label() const {
    return metric == ratchet::metric::wall_time ? scenario : fmt::format("{} {}", scenario, metric);
}

std::vector<PlotSeries> plot_series(const std::vector<ScenarioRecord>& scenarios, const HostFingerprint& host,
                                    const KeptBaselines& baselines) {
    std::vector<PlotSeries> all;
    for (const ScenarioRecord* scenario : worst_first(scenarios)) {
        Context context{*scenario, host, {}};
        if (const auto kept = baselines.find(scenario->name); kept != baselines.end()) {
            context.comparable = compare_with_baseline(kept->second, {host, scenario->spec.build,
                                                                      scenario->digests, scenario->plan})
                                     .comparable;
        }
        for (PlotSeries& series : series_of(context)) {
            all.push_back(std::move(series));
        }
    }
    return all;
}

}  // namespace ratchet
