#include "measure/run_builder.hpp"

#include "artifacts/catch2_report.hpp"
#include "artifacts/google_benchmark_result.hpp"
#include "artifacts/program_result.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "measure/failure_message.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace {

using artifacts::ProgramResult;

constexpr std::array own_metrics{metric::wall_time,          metric::throughput,
                                 metric::bytes_per_second,   metric::user_time,
                                 metric::system_time,        metric::peak_rss,
                                 metric::minor_faults,       metric::major_faults,
                                 metric::voluntary_switches, metric::involuntary_switches,
                                 metric::instructions,       metric::startup_time};

constexpr std::size_t widest = 400;  ///< columns of a message that quotes what the program wrote

[[noreturn]] void reject(const RunEvidence& evidence, const std::string& message) {
    throw Error(ErrorCode::artifact, message, evidence.result_path);
}

bool is_library(ScenarioKind kind) {
    return kind == ScenarioKind::google_benchmark || kind == ScenarioKind::catch2;
}

/// Why a program that ended well has no result, where it must have one.
std::string reason_of_no_result(ScenarioKind kind) {
    switch (kind) {
        case ScenarioKind::google_benchmark:
            return "the program ended well but wrote no result; its main must give its arguments to "
                   "benchmark::Initialize, as BENCHMARK_MAIN() does";
        case ScenarioKind::catch2:
            return "the program ended well but wrote no result; its main must give its arguments to "
                   "Catch::Session";
        default:
            return "the program ended well but wrote no result; its main must be Ratchet's";
    }
}

/// What the program told; a command need not tell anything. Throws when it cannot be used.
ProgramResult read_result(const ScenarioSpec& spec, const Plan& plan, const RunEvidence& evidence) {
    if (!evidence.result_problem.empty()) {
        reject(evidence, evidence.result_problem);
    }
    if (!evidence.result) {
        if (spec.kind != ScenarioKind::command) {
            reject(evidence, reason_of_no_result(spec.kind));
        }
        return {};
    }
    if (spec.kind == ScenarioKind::google_benchmark) {
        return artifacts::google_benchmark_result(*evidence.result, evidence.result_path, spec.original_name);
    }
    if (spec.kind == ScenarioKind::catch2) {
        return artifacts::catch2_result(*evidence.result, evidence.result_path, spec.test_case.value_or(""),
                                        spec.original_name, plan.iterations);
    }
    ProgramResult result = artifacts::result_from_json(*evidence.result, evidence.result_path);
    if (!result.scenario.empty() && result.scenario != spec.name.name &&
        result.scenario != spec.name.full()) {
        reject(evidence, fmt::format("is of the scenario '{}'", printable(result.scenario)));
    }
    return result;
}

void require_planned(const Plan& plan, const ProgramResult& result, const RunEvidence& evidence) {
    if (result.exploration || result.iteration_times_s.size() != plan.iterations ||
        result.batch != plan.batch) {
        reject(evidence,
               fmt::format("has {} iterations of {} calls, not the planned {} of {}",
                           result.iteration_times_s.size(), result.batch, plan.iterations, plan.batch));
    }
}

std::optional<Failure> check_failure(const ProgramResult& result) {
    const auto failed = std::find_if(result.checks.begin(), result.checks.end(),
                                     [](const artifacts::ProgramCheck& check) { return !check.passed; });
    if (failed == result.checks.end()) {
        return std::nullopt;
    }
    return Failure{FailureKind::check_failed,
                   "check failed: " + without_middle(printable(failed->message), widest)};
}

std::optional<ComponentSummary> sorted(std::optional<ComponentSummary> summary) {
    if (summary) {
        std::ranges::sort(summary->components, {}, &ComponentTiming::name);
    }
    return summary;
}

/// Fills in a run's metrics and what is missing.
class MetricBuilder {
  public:
    MetricBuilder(RunRecord& run, const RunEvidence& evidence) : run_(run), evidence_(evidence) {}

    void add_times(const ProgramResult& result, const std::optional<WorkPerRun>& work) {
        const bool told = !result.iteration_times_s.empty();
        const double wall_time_s = told ? statistics::median(statistics::Sample(result.iteration_times_s))
                                        : evidence_.launch.process_time_s;
        const MetricScope scope = told ? MetricScope::iteration : MetricScope::whole_process;
        run_.metrics[metric::wall_time] = {wall_time_s, {"s", Direction::lower_is_better, scope}};
        if (result.items) {
            add_rate(metric::throughput, result.items->count, wall_time_s, result.items->unit + "/s", scope);
        } else if (work) {
            add_rate(metric::throughput, work->count, wall_time_s, work->unit + "/s", scope);
        }
        if (result.bytes) {
            add_rate(metric::bytes_per_second, *result.bytes, wall_time_s, "B/s", scope);
        }
    }

    void add_usage(const ProgramResult& result) {
        const LaunchResult& launch = evidence_.launch;
        add(metric::user_time, launch.user_time_s, "s");
        add(metric::system_time, launch.system_time_s, "s");
        add(metric::minor_faults, static_cast<double>(launch.minor_faults), "1");
        add(metric::major_faults, static_cast<double>(launch.major_faults), "1");
        add(metric::voluntary_switches, static_cast<double>(launch.voluntary_switches), "1");
        add(metric::involuntary_switches, static_cast<double>(launch.involuntary_switches), "1");
        const std::optional<std::int64_t> peak =
            result.peak_rss_bytes ? result.peak_rss_bytes : launch.peak_rss_bytes;
        if (peak) {
            add(metric::peak_rss, static_cast<double>(*peak), "B");
        } else {
            run_.missing[metric::peak_rss] =
                "the program used no more memory than the harness, whose figure the kernel would give";
            run_.peak_rss_at_most_bytes = launch.peak_rss_at_most_bytes;
        }
    }

    /// From launch to when the program said that it is ready: by its own clock, else as it was seen.
    void add_startup(const ProgramResult& result, const std::optional<std::string>& ready_line) {
        const LaunchResult& launch = evidence_.launch;
        const std::optional<std::int64_t> told_ns = result.ready_ns();
        if (const auto ready_ns = told_ns ? told_ns : launch.ready_ns) {
            const double startup_s = static_cast<double>(*ready_ns - launch.started_ns) * 1e-9;
            if (startup_s < 0 || startup_s > launch.process_time_s) {
                reject(
                    evidence_,
                    "the marker \"ready\" does not lie between launch and end; at_ns is of CLOCK_MONOTONIC");
            }
            add(metric::startup_time, startup_s, "s");
        } else if (ready_line) {
            run_.missing[metric::startup_time] =
                fmt::format("no line of its output holds '{}' (READY_LINE)", printable(*ready_line));
        }
    }

    /// A library counts what it processes by itself, under the names that Ratchet has for it.
    void add_told(const ProgramResult& result, bool library) {
        constexpr std::array rates{metric::throughput, metric::bytes_per_second};
        for (const artifacts::ProgramMetric& told : result.metrics) {
            const auto is_told = [&told](const char* name) { return told.name == name; };
            const bool reserved = std::ranges::any_of(own_metrics, is_told) &&
                                  !(library && std::ranges::any_of(rates, is_told));
            if (reserved || run_.metrics.count(told.name) != 0) {
                reject(evidence_, fmt::format("the metric '{}' is {}; rename it", printable(told.name),
                                              reserved ? "one that Ratchet measures itself" : "told twice"));
            }
            run_.metrics[told.name] = {statistics::median(statistics::Sample(told.values)), told.definition};
        }
        for (const auto& [name, reason] : result.missing) {
            run_.missing[name] = reason;
        }
    }

  private:
    void add(const char* name, double value, const char* unit) {
        run_.metrics[name] = {value, {unit, Direction::lower_is_better, MetricScope::whole_process}};
    }

    void add_rate(const char* name, double amount, double time_s, const std::string& unit,
                  MetricScope scope) {
        const double rate = amount / time_s;
        if (std::isfinite(rate)) {
            run_.metrics[name] = {rate, {unit, Direction::higher_is_better, scope}};
        } else {
            run_.missing[name] = "wall_time is too short to divide by";
        }
    }

    RunRecord& run_;
    const RunEvidence& evidence_;
};

RunRecord launched(const RunEvidence& evidence) {
    RunRecord run;
    run.index = evidence.index;
    run.round = evidence.round;
    run.failure = process_failure(evidence.launch, evidence.limit_s, evidence.error_output);
    run.started_ns = evidence.launch.started_ns;
    run.process_time_s = evidence.launch.process_time_s;
    run.exit_code = evidence.launch.exit_code;
    run.signal = evidence.launch.signal;
    run.cpus = evidence.cpus;
    run.noise = evidence.noise;
    return run;
}

/// Catch2 ends with the number of failed tests as its exit code; which and why stands in its report.
bool tells_more(const Failure& failure, const ScenarioSpec& spec, const RunEvidence& evidence) {
    return failure.kind == FailureKind::exit_code && spec.kind == ScenarioKind::catch2 && evidence.result;
}

/// Lets `use` look at the result of a run that ended well; an error in it is the run's failure.
template <class Use>
void with_result(RunRecord& run, const ScenarioSpec& spec, const Plan& plan, const RunEvidence& evidence,
                 const Use& use) {
    if (run.failure && !tells_more(*run.failure, spec, evidence)) {
        return;
    }
    try {
        const ProgramResult result = read_result(spec, plan, evidence);
        run.facts = result.facts;
        if (const std::optional<Failure> failed = check_failure(result)) {
            run.failure = failed;
        }
        if (!run.failure) {
            use(result);
        }
    } catch (const Error& error) {
        if (!run.failure) {
            run.failure =
                Failure{FailureKind::unreadable_result, without_middle(printable(error.what()), widest)};
        }
        run.metrics.clear();
        run.missing.clear();
    }
}

}  // namespace

RunRecord build_run(const ScenarioSpec& spec, const Plan& plan, const RunEvidence& evidence) {
    RunRecord run = launched(evidence);
    with_result(run, spec, plan, evidence, [&](const ProgramResult& result) {
        if (spec.kind == ScenarioKind::program) {
            require_planned(plan, result, evidence);
        }
        run.iteration_times_s = result.iteration_times_s;
        run.components = sorted(result.components);
        MetricBuilder metrics(run, evidence);
        metrics.add_times(result, spec.work);
        metrics.add_usage(result);
        metrics.add_startup(result, spec.ready_line);
        metrics.add_told(result, is_library(spec.kind));
    });
    return run;
}

ExplorationOutcome build_exploration(const ScenarioSpec& spec, const RunEvidence& evidence) {
    ExplorationOutcome outcome;
    outcome.run = launched(evidence);
    with_result(outcome.run, spec, Plan(), evidence, [&](const ProgramResult& result) {
        if (!result.exploration || result.iteration_times_s.empty()) {
            reject(evidence, "tells no iteration times; the scenario must call run.measure");
        }
        outcome.exploration = Exploration{result.iteration_times_s, result.batch, result.batchable};
    });
    return outcome;
}

}  // namespace ratchet
