#include "session/warnings.hpp"

#include "base/calendar.hpp"
#include "base/text.hpp"
#include "gate/epoch.hpp"
#include "gate/gate_judgement.hpp"
#include "statistics/location.hpp"
#include "statistics/serial.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

std::vector<Warning> warn_of_missing_metrics(const std::vector<RunRecord>& runs) {
    const auto succeeded = static_cast<std::size_t>(
        std::ranges::count_if(runs, [](const RunRecord& run) { return !run.failure.has_value(); }));
    std::map<std::string, std::size_t> told;
    for (const RunRecord& run : runs) {
        for (const auto& [name, value] : run.metrics) {
            ++told[name];
        }
    }
    std::vector<Warning> warnings;
    for (const auto& [name, times] : told) {
        if (times < succeeded) {
            warnings.push_back({WarningKind::missing_metric, name,
                                fmt::format("in {} of {} runs", succeeded - times, succeeded)});
        }
    }
    return warnings;
}

/// Of a program that was to say when it is ready and that did so in no run.
std::vector<Warning> warn_of_never_ready(const std::vector<RunRecord>& runs) {
    std::optional<std::string> why;
    for (const RunRecord& run : runs) {
        if (run.metrics.contains(metric::startup_time)) {
            return {};
        }
        if (const auto reason = run.missing.find(metric::startup_time); reason != run.missing.end()) {
            why = why ? why : reason->second;
        }
    }
    return why ? std::vector<Warning>{{WarningKind::never_ready, "The program", *why}}
               : std::vector<Warning>();
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

}  // namespace

std::vector<Warning> warn_of_runs(const ScenarioRecord& record) {
    std::vector<Warning> warnings = warn_of_missing_metrics(record.runs);
    std::ranges::move(warn_of_never_ready(record.runs), std::back_inserter(warnings));
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
    if (const auto times = record.metrics.find(metric::wall_time); times != record.metrics.end()) {
        std::ranges::move(warn_of_series(metric::wall_time, times->second.values),
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

}  // namespace ratchet
