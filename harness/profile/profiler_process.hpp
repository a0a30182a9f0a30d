#pragma once

#include "measure/launcher.hpp"
#include "model/metric.hpp"
#include "profile/counters_linux.hpp"
#include "profile/profiler.hpp"
#include "profile/sampling.hpp"
#include "profile/taken_profile.hpp"

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// How much is profiled: launches go on until one of these is reached. What a short program does in one run
/// is too little to say anything of; many runs of a long one would take longer than the judged ones.
struct ProfiledAmount {
    double cpu_s = 1;  ///< 1000 samples: shares of a tenth to one percent
    double wall_s = 1.5;
    /// What all launches together may take, as far as it can be foreseen: no further one is begun that would
    /// end behind it, if it took half as long again as the longest.
    double most_wall_s = std::numeric_limits<double>::infinity();
    int runs = 20;  ///< one alone by callgrind, which makes it long, and by counters, which are exact
    /// What callgrind counts: the timed iterations of a program that marks them, or all of every process.
    MetricScope scope = MetricScope::whole_process;
};

/// What a profiler adds to a launch.
struct LaunchAdditions {
    std::vector<std::pair<std::string, std::string>> environment;  ///< in place of what has the same name
    /// Program and arguments that stand before the program's own: it is run by an instrument, and slowly, so
    /// that addresses are fixed and less work will do.
    std::vector<std::string> instrument;
};

/// Launches the program once, with what is added (`add_to_launch`). Throws `Error` where that gives nothing
/// to be profiled.
using ProfiledLaunch = std::function<LaunchResult(const LaunchAdditions& added)>;

/// What became of it.
struct ProfilingOutcome {
    std::optional<TakenProfile> profile;  ///< absent: not to be had, or counters were asked for
    std::optional<CpuCounters> counters;  ///< where they were asked for and are to be had
    std::string why_none;
    int runs = 0;
    double wall_s = 0;  ///< of all these runs
};

/// Profiles launches by the first rung of `choice` that is to be had, at least one launch. An obstacle is
/// `why_none`, and so is an `Error(measurement)` of `launch`; only an interrupt is thrown on, and usage. What
/// `launch` launches is sampled if it is a child of the calling thread.
ProfilingOutcome take_profile(ProfilerChoice choice, const SamplingOptions& options,
                              const ProfiledAmount& amount, const ProfiledLaunch& launch,
                              const CounterCalls& counter_calls = kernel_counter_calls());

/// Whether `program` is found where the request's environment and directory say.
bool is_in_path(const std::string& program, const LaunchRequest& request);

/// `added`, and the question to a program that can tell what happened when.
LaunchAdditions asks_for_timeline(LaunchAdditions added = {});

/// Adds to a request that is whole otherwise. Throws `Error(measurement)` where the instrument is not in its
/// PATH.
void add_to_launch(LaunchRequest& request, const LaunchAdditions& added);

}  // namespace ratchet
