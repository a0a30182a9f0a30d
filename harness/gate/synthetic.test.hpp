#pragma once

#include "gate/scenario_verdict.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

// Deterministic values for the tests of this folder: the same scatter everywhere, so that only levels differ.

namespace ratchet::synthetic {

/// `count` values around `level` with a log standard deviation of about `sd`; any ten in a row have the
/// median `level`.
inline std::vector<double> values(std::size_t count, double level, double sd) {
    constexpr std::array<double, 10> scores = {-1.5, 1.0, -0.4, 0.1, 0.7, -1.0, 1.5, 0.4, -0.7, -0.1};
    std::vector<double> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(level * std::exp(sd * scores[i % scores.size()]));
    }
    return result;
}

inline const MetricDefinition seconds{"s", Direction::lower_is_better, MetricScope::iteration};
inline const MetricDefinition rate{"nodes/s", Direction::higher_is_better, MetricScope::iteration};
inline const MetricDefinition bytes{"B", Direction::lower_is_better, MetricScope::whole_process};

inline void add_metric(std::vector<RunRecord>& runs, const std::string& metric,
                       const MetricDefinition& definition, const std::vector<double>& per_run) {
    runs.resize(std::max(runs.size(), per_run.size()));
    for (std::size_t i = 0; i < per_run.size(); ++i) {
        runs[i].index = static_cast<int>(i) + 1;
        runs[i].metrics[metric] = {per_run[i], definition};
    }
}

inline std::vector<RunRecord> timed_runs(const std::vector<double>& wall_times) {
    std::vector<RunRecord> runs;
    add_metric(runs, metric::wall_time, seconds, wall_times);
    return runs;
}

inline Calibration calibration(double level = 1e-3, std::size_t count = 12) {
    Calibration result{.kernel_version = 1, .kernels = {}};
    for (const char* const kernel : {"arithmetic", "branches", "memory"}) {
        result.kernels[kernel] = values(count, level, 0.001);
    }
    return result;
}

inline Conditions conditions(const std::string& executable) {
    Conditions result;
    result.host.architecture = "x86_64";
    result.host.cores = 2;
    result.host.virtualised = true;
    result.host.kernel = "6.1.0";
    result.host.boot_id = "boot";
    result.build = {"Release", "GNU 12.2.0", "-O2 -g", true, ""};
    result.digests.executable = executable;
    result.plan = {.iterations = 10, .warmup_iterations = 1, .batch = 1, .looks = {9, 14, 20}, .seed = 7};
    return result;
}

/// One session of three rounds of ten runs at 0.1 s with 1 % scatter, recorded in "boot" from other code.
inline Baseline baseline() {
    const Conditions then = conditions("before");
    Baseline result;
    result.scenario = {"group", "name"};
    result.plan = then.plan;
    result.metrics[metric::wall_time] = seconds;
    BaselineSession session;
    session.id = "first";
    session.host = then.host;
    session.build = then.build;
    session.digests = then.digests;
    session.calibration = calibration();
    session.rounds.assign(3, {{metric::wall_time, values(10, 0.1, 0.01)}});
    result.sessions = {session};
    result.tau_same_boot[metric::wall_time] = {0.005, 0};
    result.margins[metric::wall_time] = {0.05, 0.12};
    return result;
}

/// Values of `metric` like those of wall time, in every round of every session.
inline void add_metric(Baseline& baseline, const std::string& metric, const MetricDefinition& definition,
                       double level) {
    baseline.metrics[metric] = definition;
    baseline.tau_same_boot[metric] = {0.005, 0};
    for (BaselineSession& session : baseline.sessions) {
        for (RoundValues& round : session.rounds) {
            round[metric] = values(10, level, 0.01);
        }
    }
}

}  // namespace ratchet::synthetic
