#pragma once

#include "model/metric.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

enum class FailureKind {
    not_started,        ///< the program could not be executed
    crashed,            ///< killed by a signal
    exit_code,          ///< non-zero exit
    check_failed,       ///< the program's own `check` said that its result is wrong
    timed_out,          ///< the deadline passed
    unreadable_result,  ///< the result file is missing, malformed or of an unknown version
};

struct Failure {
    FailureKind kind{};
    std::string message;  ///< what happened, with the exit code, signal or check quoted

    bool operator==(const Failure&) const = default;
};

/// Time spent in one named part of the measured code, over all timed iterations of a run.
struct ComponentTiming {
    std::string name;
    std::uint64_t calls = 0;  ///< outermost calls only
    double total_s = 0;       ///< with nested components
    double self_s = 0;        ///< without nested components; these add up to at most the run's timed total
    double min_s = 0;
    double max_s = 0;

    bool operator==(const ComponentTiming&) const = default;
};

/// Components against the whole they are parts of. `residual = timed_total_s - sum of self_s`, signed.
struct ComponentSummary {
    double timed_total_s = 0;  ///< sum of the timed iterations, in the same window as the components
    double timer_cost_s = 0;   ///< estimated cost of the component timers themselves, contained in the total
    std::vector<ComponentTiming> components;  ///< sorted by name

    [[nodiscard]] double residual_s() const {
        double rest = timed_total_s;
        for (const ComponentTiming& component : components) {
            rest -= component.self_s;
        }
        return rest;
    }
    bool operator==(const ComponentSummary&) const = default;
};

/// What the host did to others while a run was going on; absent where the kernel does not tell.
struct NoiseEvidence {
    std::optional<double> cpu_pressure_s;     ///< PSI `some` stall time gained on cpu
    std::optional<double> io_pressure_s;      ///< same for io
    std::optional<double> memory_pressure_s;  ///< same for memory
    std::optional<double> steal_s;            ///< time that the hypervisor took, all CPUs together
    std::optional<double> load_average_1m;    ///< at the end of the run
    std::optional<int> last_cpu;              ///< that the program ran on when it ended
    int moments_passed_over = 0;              ///< before the run, because the host was not quiet

    bool operator==(const NoiseEvidence&) const = default;
};

/// One process launch of a scenario: the content of `run.json`.
struct RunRecord {
    int index = 0;  ///< from 1, in the order of launch
    int round = 1;  ///< from 1; several only while a baseline is recorded
    std::optional<Failure> failure;
    MetricValues metrics;                          ///< empty when failed
    std::map<std::string, std::string> missing;    ///< metric -> why it has no value
    std::optional<double> peak_rss_at_most_bytes;  ///< where peak_rss is missing but known to be no more
    std::vector<double> iteration_times_s;         ///< per call, in order; empty for a command
    std::optional<ComponentSummary> components;
    std::map<std::string, std::string> facts;  ///< what the program told about itself
    std::int64_t started_ns = 0;               ///< monotonic clock
    double process_time_s = 0;                 ///< launch to exit, monotonic
    std::optional<int> exit_code;              ///< absent when killed by a signal or never started
    std::optional<int> signal;
    std::vector<int> cpus;  ///< pinned to these; empty: not pinned
    NoiseEvidence noise;

    bool operator==(const RunRecord&) const = default;
};

}  // namespace ratchet
