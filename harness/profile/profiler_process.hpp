#pragma once

#include "measure/launcher.hpp"
#include "profile/profiler.hpp"
#include "profile/sampling.hpp"
#include "profile/taken_profile.hpp"

#include <functional>
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
    int runs = 20;
};

/// Launches the program once, with `environment` added to its own. Throws `Error` where that gives nothing to
/// be profiled.
using ProfiledLaunch =
    std::function<LaunchResult(const std::vector<std::pair<std::string, std::string>>& environment)>;

/// What became of it.
struct ProfilingOutcome {
    std::optional<TakenProfile> profile;  ///< absent: not to be had
    std::string why_none;
    int runs = 0;
};

/// Profiles launches by the first rung of `choice` that is to be had, at least one launch. An obstacle is
/// `why_none`, and so is an `Error(measurement)` of `launch`; only an interrupt is thrown on, and usage. What
/// `launch` launches is sampled if it is a child of the calling thread.
ProfilingOutcome take_profile(ProfilerChoice choice, const SamplingOptions& options,
                              const ProfiledAmount& amount, const ProfiledLaunch& launch);

/// Puts `added` into an environment, in place of what has the same name there.
void add_to_environment(std::vector<std::pair<std::string, std::string>>& environment,
                        const std::vector<std::pair<std::string, std::string>>& added);

}  // namespace ratchet
