#include "session/judgement.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "gate/duet_verdict.hpp"
#include "gate/epoch.hpp"
#include "gate/instruction_gate.hpp"
#include "statistics/location.hpp"
#include "statistics/serial.hpp"
#include "statistics/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Items per call, which a run does not keep: its rate times its time.
std::optional<double> items_of(const RunRecord& run) {
    const auto rate = run.metrics.find(metric::throughput);
    const auto time = run.metrics.find(metric::wall_time);
    if (rate == run.metrics.end() || time == run.metrics.end()) {
        return std::nullopt;
    }
    return rate->second.value * time->second.value;
}

/// Of a benchmark library only the rate is known, and it may be one per CPU time.
bool tells_items(ScenarioKind kind) {
    return kind == ScenarioKind::program || kind == ScenarioKind::command;
}

bool vary(const std::vector<double>& items) {
    constexpr double rounding = 1e-9;
    return std::ranges::any_of(items, [&](double each) {
        return std::abs(each - items.front()) > rounding * std::abs(items.front());
    });
}

bool items_vary(const std::vector<RunRecord>& runs) {
    std::vector<double> all;
    for (const RunRecord& run : runs) {
        if (const std::optional<double> items = items_of(run)) {
            all.push_back(*items);
        }
    }
    return vary(all);
}

bool items_vary(const DuetSide& side) {
    const auto rates = side.metrics.find(metric::throughput);
    const auto times = side.metrics.find(metric::wall_time);
    std::vector<double> all;
    if (rates != side.metrics.end() && times != side.metrics.end() &&
        rates->second.values.size() == times->second.values.size()) {
        std::ranges::transform(rates->second.values, times->second.values, std::back_inserter(all),
                               std::multiplies());
    }
    return vary(all);
}

struct Series {
    MetricDefinition definition;
    std::vector<double> values;
    bool mixed = false;  ///< the runs define it differently
};

std::map<std::string, Series> all_series(const std::vector<RunRecord>& runs) {
    std::map<std::string, Series> series;
    for (const RunRecord& run : runs) {
        for (const auto& [name, value] : run.metrics) {
            Series& known = series[name];
            known.mixed = known.mixed || (!known.values.empty() && known.definition != value.definition);
            known.definition = value.definition;
            known.values.push_back(value.value);
        }
    }
    return series;
}

std::vector<Warning> warn_of_missing_metrics(const std::vector<RunRecord>& runs) {
    const auto succeeded = static_cast<std::size_t>(
        std::ranges::count_if(runs, [](const RunRecord& run) { return !run.failure.has_value(); }));
    std::vector<Warning> warnings;
    for (const auto& [name, series] : all_series(runs)) {
        if (series.values.size() < succeeded) {
            warnings.push_back(
                {WarningKind::missing_metric, name,
                 fmt::format("in {} of {} runs", succeeded - series.values.size(), succeeded)});
        }
    }
    return warnings;
}

/// One way in which something else can keep a host busy.
struct Pressure {
    const char* name;
    std::optional<double> NoiseEvidence::*spent_s;
    double most;  ///< share of a run's time
};
constexpr std::array pressures{Pressure{"waiting for a CPU", &NoiseEvidence::cpu_pressure_s, 0.05},
                               Pressure{"waiting for input and output", &NoiseEvidence::io_pressure_s, 0.05},
                               Pressure{"waiting for memory", &NoiseEvidence::memory_pressure_s, 0.05},
                               Pressure{"time stolen by the hypervisor", &NoiseEvidence::steal_s, 0.01}};
constexpr double most_timer_share = 0.02;

std::optional<double> median_of(const std::vector<double>& values) {
    return values.empty() ? std::nullopt : std::optional(statistics::median(statistics::Sample(values)));
}

/// Median over the runs of the share of their time that was spent so; nothing where the kernel does not tell.
std::optional<double> typical_share(const std::vector<RunRecord>& runs,
                                    std::optional<double> NoiseEvidence::*spent_s) {
    std::vector<double> shares;
    for (const RunRecord& run : runs) {
        if (const auto spent = run.noise.*spent_s; spent && run.process_time_s > 0) {
            shares.push_back(*spent / run.process_time_s);
        }
    }
    return median_of(shares);
}

std::optional<double> typical_moments_passed_over(const std::vector<RunRecord>& runs) {
    std::vector<double> moments;
    moments.reserve(runs.size());
    for (const RunRecord& run : runs) {
        moments.push_back(run.noise.moments_passed_over);
    }
    return median_of(moments);
}

std::optional<double> typical_timer_share(const std::vector<RunRecord>& runs) {
    std::vector<double> shares;
    for (const RunRecord& run : runs) {
        if (run.components && run.components->timed_total_s > 0) {
            shares.push_back(run.components->timer_cost_s / run.components->timed_total_s);
        }
    }
    return median_of(shares);
}

/// Of what every run has.
std::map<std::string, ReferenceSetting::Level> levels_of(const std::vector<RunRecord>& runs) {
    std::map<std::string, ReferenceSetting::Level> levels;
    for (const auto& [name, unused] : all_series(runs)) {
        if (const MetricSeries series = collect_series(runs, name); !series.fault) {
            levels[name] = {*median_of(series.values), series.definition};
        }
    }
    return levels;
}

/// Rules that are stated beforehand for what makes runs no independent sample of one distribution. They
/// change no value and no verdict.
std::vector<Warning> warn_of_series(const std::string& metric, const std::vector<double>& values) {
    constexpr double trend_level = 0.01;
    constexpr double most_outliers = 0.15;
    std::vector<Warning> warnings;
    if (values.size() < static_cast<std::size_t>(least_runs_to_gate)) {
        return warnings;
    }
    const statistics::Sample runs(values);
    if (const auto trend = statistics::mann_kendall(runs); trend.probability <= trend_level) {
        const auto third = static_cast<std::ptrdiff_t>(values.size() / 3);
        const double first = *median_of({values.begin(), values.begin() + third});
        const double last = *median_of({values.end() - third, values.end()});
        warnings.push_back({WarningKind::trend, metric,
                            fmt::format("the last third of the runs is {} against the first (p = {:.2g})",
                                        format_percent(last / first - 1, Sign::always), trend.probability)});
    }
    const auto correlation = statistics::lag_one_autocorrelation(runs);
    if (correlation && *correlation > 2 / std::sqrt(static_cast<double>(values.size()))) {
        warnings.push_back({WarningKind::autocorrelation, metric,
                            fmt::format("{:.2f} over {} runs", *correlation, values.size())});
    }
    if (const double share = statistics::outlier_share(runs); share > most_outliers) {
        warnings.push_back(
            {WarningKind::outliers, metric,
             fmt::format("{:.0f} of {} runs", share * static_cast<double>(values.size()), values.size())});
    }
    return warnings;
}

/// A quarter: compilers, kernels and microcode of a host change that often.
constexpr int oldest_baseline_days = 90;

/// What the first setting of a GRID gives the others to be compared with; the first is its own.
std::optional<ReferenceSetting> reference_setting(const ScenarioRecord& record,
                                                  const std::optional<ScenarioRecord>& reference) {
    if (!record.spec.reference_setting) {
        return std::nullopt;
    }
    ReferenceSetting setting;
    setting.name = ScenarioName{record.name.group, *record.spec.reference_setting}.full();
    setting.is_this_one = setting.name == record.name.full();
    if (reference && reference->verdict && reference->verdict->verdict != Verdict::failed) {
        setting.metrics = levels_of(reference->runs);
        const InstructionCounts* const counts = reference->instructions ? &*reference->instructions : nullptr;
        if (const MetricSeries counted = instruction_series(counts); !counted.fault) {
            setting.metrics[counted.metric] = {*median_of(counted.values), counted.definition};
        }
    }
    return setting;
}

/// How far layout alone was seen to move the time; nothing where that was not asked.
std::optional<double> layout_reach(const ScenarioRecord& record) {
    return record.layout_spread ? std::optional(record.layout_spread->reach) : std::nullopt;
}

}  // namespace

std::map<std::string, MetricSummary> summarise_metrics(const std::vector<RunRecord>& runs) {
    std::map<std::string, MetricSummary> metrics;
    for (const auto& [name, series] : all_series(runs)) {
        if (!series.mixed) {
            metrics[name] = statistics::summarise(series.values, series.definition);
        }
    }
    return metrics;
}

std::vector<Warning> warn_of_runs(const ScenarioRecord& record) {
    std::vector<Warning> warnings = warn_of_missing_metrics(record.runs);
    for (const Pressure& pressure : pressures) {
        if (const auto share = typical_share(record.runs, pressure.spent_s);
            share && *share > pressure.most) {
            warnings.push_back({WarningKind::host_under_load, pressure.name, format_percent(*share)});
        }
    }
    if (const auto passed_over = typical_moments_passed_over(record.runs); passed_over && *passed_over >= 1) {
        warnings.push_back({WarningKind::host_under_load, "moments passed over before a typical run",
                            fmt::format("{:.0f}", *passed_over)});
    }
    if (const auto series = all_series(record.runs); series.contains(metric::wall_time)) {
        std::ranges::move(warn_of_series(metric::wall_time, series.at(metric::wall_time).values),
                          std::back_inserter(warnings));
    }
    const auto timers = typical_timer_share(record.runs);
    if (timers && *timers > most_timer_share) {
        warnings.push_back({WarningKind::timer_cost, "components", format_percent(*timers)});
    }
    return warnings;
}

std::vector<Warning> warn_of_baseline(const Baseline& baseline, const SessionRecord& session,
                                      const ScenarioVerdict& verdict) {
    std::vector<Warning> warnings;
    if (baseline.accepted_until && day_part(session.started_at) > *baseline.accepted_until) {
        warnings.push_back({WarningKind::acceptance_ended, *baseline.accepted_until, baseline.reason});
    }
    const std::string& newest = baseline.sessions.back().recorded_at;
    if (const auto age = days_between(newest, session.started_at); age && *age > oldest_baseline_days) {
        warnings.push_back(
            {WarningKind::baseline_old, std::string(day_part(newest)), fmt::format("{} days", *age)});
    }
    std::ranges::move(warn_of_drift(baseline, verdict), std::back_inserter(warnings));
    return warnings;
}

DuetGates duet_gates(const ScenarioRecord& record) {
    const bool items = tells_items(record.spec.kind) && items_vary(record.duet->current);
    DuetGates gates = duet_gates(record.spec.gates, items);
    for (StatisticalGate& gate : gates.gates) {
        gate.alpha = record.duet->alpha;
    }
    return gates;
}

void judge_with_duet(ScenarioRecord& record, const SessionRecord& session) {
    DuetRecord& duet = *record.duet;
    duet.verdict = judge_duet(duet, duet_gates(record), session.host, record.plan, layout_reach(record));
    duet.first_stage.reset();
    if (record.runs.empty()) {
        record.verdict = duet.verdict;
    } else {
        duet.first_stage = record.verdict;
        record.verdict =
            overrule(*record.verdict, duet.verdict, known_beside(duet, record.plan, layout_reach(record)));
    }
}

ScenarioJudgement judge_record(const ScenarioRecord& record, const SessionRecord& session,
                               const std::optional<Baseline>& baseline, const std::string& no_baseline_reason,
                               const std::optional<ScenarioRecord>& reference) {
    return judge_scenario({.gates = record.spec.gates,
                           .items_vary = tells_items(record.spec.kind) && items_vary(record.runs),
                           .runs = record.runs,
                           .now = {.host = session.host,
                                   .build = record.spec.build,
                                   .digests = record.digests,
                                   .plan = record.plan,
                                   .kernel_version = record.calibration.kernel_version},
                           .calibration = record.calibration,
                           .baseline = baseline ? &*baseline : nullptr,
                           .no_baseline_reason = no_baseline_reason,
                           .reference = reference_setting(record, reference),
                           .instructions = record.instructions ? &*record.instructions : nullptr,
                           .layout_spread = layout_reach(record)});
}

}  // namespace ratchet
