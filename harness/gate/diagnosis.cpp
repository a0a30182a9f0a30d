#include "gate/diagnosis.hpp"

#include "gate/metric_series.hpp"
#include "gate/reason.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet {
namespace {

enum class Moved { less, not_at_all, more, unclear };

/// By the gate's own verdict, before anything overruled it: what the host did is evidence here.
Moved time_moved(const GateVerdict& gate) {
    switch (gate.before_control.value_or(gate.verdict)) {
        case Verdict::regressed:
            return Moved::more;
        case Verdict::improved:
            return Moved::less;
        default:
            return Moved::not_at_all;
    }
}

/// Counts that differ by less than this are taken for equal: a rebuild moves some.
constexpr double equal_counts = 0.005;

/// Not by the gate's verdict: one that tolerates 3 % does not make 2 % nothing.
Moved instructions_moved(const Shift& shift) {
    const double equal = std::log1p(equal_counts);
    if (shift.lower > equal) {
        return Moved::more;
    }
    if (shift.upper < -equal) {
        return Moved::less;
    }
    return shift.lower >= -equal && shift.upper <= equal ? Moved::not_at_all : Moved::unclear;
}

std::string switches_text(const char* kind, const std::optional<double>& before,
                          const std::optional<double>& now) {
    constexpr double many_more = 1.5;
    constexpr double least_more = 2;
    if (!before || !now || *now < many_more * *before || *now < *before + least_more) {
        return "";
    }
    return fmt::format(", {} context switches {:.0f} -> {:.0f}", kind, *before, *now);
}

/// The run waited for most of the time that it lasted longer; nothing where it did not, or it is not known.
std::optional<std::string> waited_text(const DiagnosisRequest& about) {
    if (!about.before || !about.now || !about.before->cpu_s || !about.now->cpu_s) {
        return std::nullopt;
    }
    const double added_s = about.now->wall_s - about.before->wall_s;
    const double added_cpu_s = std::max(0.0, *about.now->cpu_s - *about.before->cpu_s);
    if (added_s <= 0 || added_cpu_s >= added_s / 2) {
        return std::nullopt;
    }
    return fmt::format(
        "the run waited, blocked or robbed of its CPU: {:.0f} % of the added time is CPU time{}{}",
        100 * added_cpu_s / added_s,
        switches_text("voluntary", about.before->voluntary_switches, about.now->voluntary_switches),
        switches_text("involuntary", about.before->involuntary_switches, about.now->involuntary_switches));
}

std::string changed(const Shift& shift) {
    return shift.estimate == 0 ? "as many instructions as before"
                               : fmt::format("{:+.2g} % instructions", 100 * std::expm1(shift.estimate));
}

/// More instructions may be the smaller part of a slowdown.
std::string rest_of(const Shift& time, const Shift& instructions) {
    const double beyond = std::log1p(0.05);
    return time.lower > instructions.upper + beyond
               ? ", which explain only a part: the rest is slower instructions (layout, caches) or the host"
               : "";
}

Diagnosis more_work(Moved time, const Shift& time_shift, const Shift& shift) {
    const std::string more = "more work: " + changed(shift);
    switch (time) {
        case Moved::more:
            return {Cause::more_work, more + rest_of(time_shift, shift)};
        case Moved::less:
            return {Cause::more_work, more + ", yet in less time"};
        default:
            return {Cause::more_work, more + ", which the time does not show"};
    }
}

Diagnosis other_time(Moved time, const GateVerdict& gate, const std::string& counts,
                     const DiagnosisRequest& about) {
    const bool slower = time == Moved::more;
    const auto found = [&](Cause cause, const std::string& what) {
        return Diagnosis{cause, fmt::format("{} in {} time: {}", counts, slower ? "more" : "less", what)};
    };
    if (const auto waited = slower ? waited_text(about) : std::nullopt) {
        return found(Cause::waiting, *waited);
    }
    if (about.same_code) {
        return found(Cause::host, "the code is the same, so it is the host");
    }
    if (about.host_moved) {
        return found(Cause::host,
                     "the calibration kernels moved too, or scatter as much: the host (frequency, load)");
    }
    if (about.layout_spread && std::abs(gate.shift->estimate) <= *about.layout_spread) {
        return found(Cause::layout, fmt::format("layout alone moves it by up to {}",
                                                change_text(*about.layout_spread, false)));
    }
    return found(Cause::layout_or_cache, "the layout of code or data, or caches");
}

std::optional<double> middle_of(const std::vector<double>& values) {
    return values.empty() ? std::nullopt : std::optional(statistics::median(values));
}

const GateVerdict* gate_on(const ScenarioVerdict& verdict, const char* metric) {
    const auto found = std::ranges::find_if(verdict.gates, [&](const GateVerdict& gate) {
        return gate.metric == metric && gate.shift && !gate.budget;
    });
    return found == verdict.gates.end() ? nullptr : &*found;
}

}  // namespace

std::optional<RunTimes> run_times(const MedianOf& median_of, MetricScope wall_time_scope, const Plan& plan) {
    const std::optional<double> wall_time_s = median_of(metric::wall_time);
    if (!wall_time_s) {
        return std::nullopt;
    }
    const double calls = wall_time_scope == MetricScope::iteration
                             ? static_cast<double>(plan.iterations) * static_cast<double>(plan.batch)
                             : 1;
    RunTimes times{.wall_s = *wall_time_s * calls};
    const std::optional<double> user_s = median_of(metric::user_time);
    const std::optional<double> system_s = median_of(metric::system_time);
    if (user_s && system_s) {
        times.cpu_s = *user_s + *system_s;
    }
    times.voluntary_switches = median_of(metric::voluntary_switches);
    times.involuntary_switches = median_of(metric::involuntary_switches);
    return times;
}

std::optional<RunTimes> run_times(std::span<const RunRecord> runs, const Plan& plan) {
    const auto median = [&](const char* metric) { return middle_of(collect_series(runs, metric).values); };
    return run_times(median, collect_series(runs, metric::wall_time).definition.scope, plan);
}

std::optional<RunTimes> run_times(const Baseline& baseline) {
    const auto wall_time = baseline.metrics.find(metric::wall_time);
    if (wall_time == baseline.metrics.end()) {
        return std::nullopt;
    }
    const BaselineSession& newest = baseline.sessions.back();
    return run_times([&](const char* metric) { return middle_of(values_of(newest, metric)); },
                     wall_time->second.scope, baseline.plan);
}

std::optional<Diagnosis> diagnose(const GateVerdict& time, const GateVerdict& instructions,
                                  const DiagnosisRequest& about) {
    const Moved time_went = time_moved(time);
    const Shift& counts = instructions.shift.value();
    const Verdict counted = instructions.before_control.value_or(instructions.verdict);
    const bool counts_judged = counted == Verdict::regressed || counted == Verdict::improved;
    if (time_went == Moved::not_at_all && !counts_judged) {
        return std::nullopt;
    }
    switch (instructions_moved(counts)) {
        case Moved::more:
            return more_work(time_went, time.shift.value(), counts);
        case Moved::less:
            if (time_went != Moved::more) {
                return Diagnosis{Cause::less_work,
                                 "less work: " + changed(counts) +
                                     (time_went == Moved::less ? "" : ", which the time does not show")};
            }
            return other_time(time_went, time, changed(counts), about);
        case Moved::not_at_all:
            return time_went == Moved::not_at_all
                       ? std::nullopt
                       : std::optional(other_time(time_went, time, changed(counts), about));
        case Moved::unclear:
            break;
    }
    return std::nullopt;
}

bool has_both_meters(const ScenarioVerdict& verdict) {
    return gate_on(verdict, metric::wall_time) != nullptr &&
           gate_on(verdict, metric::instructions) != nullptr;
}

void add_diagnosis(ScenarioVerdict& verdict, const DiagnosisRequest& about) {
    if (!has_both_meters(verdict)) {
        return;
    }
    const auto diagnosis =
        diagnose(*gate_on(verdict, metric::wall_time), *gate_on(verdict, metric::instructions), about);
    if (diagnosis) {
        verdict.cause = diagnosis->cause;
        verdict.reason += "; diagnosis: " + diagnosis->sentence;
    }
}

}  // namespace ratchet
