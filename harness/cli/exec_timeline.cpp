#include "cli/exec_timeline.hpp"

#include "model/metric.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

std::int64_t after(const ExecRun& run, double seconds) {
    constexpr double ns_per_s = 1e9;
    return run.started_ns + static_cast<std::int64_t>(seconds * ns_per_s);
}

/// The value of one run; absent where not each run has one.
std::optional<double> value_of(const ExecCommand& command, const char* metric, std::size_t run) {
    const MetricSummary* const found = command.summary(metric);
    return found != nullptr && found->values.size() == command.runs.size() ? std::optional(found->values[run])
                                                                           : std::nullopt;
}

void add_measured_runs(std::vector<TimelineRun>& timeline, const ExecCommand& command) {
    for (std::size_t i = 0; i < command.runs.size(); ++i) {
        const ExecRun& run = command.runs[i];
        const std::optional<double> wall_s = value_of(command, metric::wall_time, i);
        const std::optional<double> startup_s = value_of(command, metric::startup_time, i);
        if (wall_s) {
            timeline.push_back(
                {.name = fmt::format("run {}", run.index),
                 .begin_ns = run.started_ns,
                 .end_ns = after(run, *wall_s),
                 .ready_ns = startup_s ? std::optional(after(run, *startup_s)) : std::nullopt,
                 .facts = run_facts(run.exit_code, run.signal, value_of(command, metric::user_time, i),
                                    value_of(command, metric::system_time, i))});
        }
    }
}

void add_profiled_runs(std::vector<TimelineRun>& timeline, const MeasuredCommand& command) {
    for (std::size_t i = 0; i < command.runs.size(); ++i) {
        const ExecRun& run = command.runs[i];
        timeline.push_back(
            {.name = fmt::format("profiled run {}", i + 1),
             .profiled = true,
             .begin_ns = run.started_ns,
             .end_ns = after(run, command.values.at(metric::wall_time)[i]),
             .ready_ns = command.ready_ns[i],
             .facts = run_facts(run.exit_code, run.signal, command.values.at(metric::user_time)[i],
                                command.values.at(metric::system_time)[i]),
             .told = command.timelines[i]});
    }
}

}  // namespace

std::vector<TimeWindow> start_ups(const MeasuredCommand& command) {
    std::vector<TimeWindow> windows;
    for (std::size_t i = 0; i < command.runs.size(); ++i) {
        if (command.ready_ns[i]) {
            windows.push_back({command.runs[i].started_ns, *command.ready_ns[i]});
        }
    }
    return windows;
}

std::vector<TimelineRun> exec_timeline(const ExecCommand* measured, const MeasuredCommand& profiled) {
    std::vector<TimelineRun> timeline;
    if (measured != nullptr) {
        add_measured_runs(timeline, *measured);
    }
    add_profiled_runs(timeline, profiled);
    return timeline;
}

TimelineRun timeline_run(const LaunchResult& result) {
    constexpr double ns_per_s = 1e9;
    return {.name = "profiled run 1",
            .profiled = true,
            .begin_ns = result.started_ns,
            .end_ns = result.started_ns + static_cast<std::int64_t>(result.process_time_s * ns_per_s),
            .facts = run_facts(result.exit_code, result.signal, result.user_time_s, result.system_time_s)};
}

}  // namespace ratchet::cli
