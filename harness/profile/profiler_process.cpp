#include "profile/profiler_process.hpp"

#include "base/error.hpp"
#include "base/scratch_directory_disk.hpp"
#include "measure/interrupt_process.hpp"
#include "profile/gperftools_process.hpp"
#include "profile/sampler_linux.hpp"
#include "profile/timeline.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Launches until enough is seen, and adds up.
class Launches {
  public:
    Launches(const ProfiledAmount& amount, const ProfiledLaunch& launch) : amount_(amount), launch_(launch) {}

    /// `environment` of the launch of this number, from 1.
    void go(const std::function<std::vector<std::pair<std::string, std::string>>(int)>& environment) {
        do {
            const LaunchResult result = launch_(environment(done_ + 1));
            ++done_;
            wall_s_ += result.process_time_s;
            cpu_s_ += result.user_time_s + result.system_time_s;
        } while (done_ < amount_.runs && cpu_s_ < amount_.cpu_s && wall_s_ < amount_.wall_s);
    }

    [[nodiscard]] int done() const { return done_; }
    [[nodiscard]] double wall_s() const { return wall_s_; }

  private:
    const ProfiledAmount& amount_;
    const ProfiledLaunch& launch_;
    int done_ = 0;
    double wall_s_ = 0;
    double cpu_s_ = 0;
};

/// A sampler for each launch: of programs that one thread launched one after the other, a kernel (6.18) was
/// seen to enable the inherited events of the first two alone.
TakenProfile by_sampling(const SamplingOptions& options, Launches& launches) {
    std::vector<TakenProfile> taken;
    std::optional<Sampler> sampler;
    launches.go([&](int) {
        if (sampler) {
            taken.push_back(sampler->finish());
        }
        sampler.emplace(options);
        return std::vector<std::pair<std::string, std::string>>();
    });
    taken.push_back(sampler->finish());
    return joined_profiles(taken);
}

TakenProfile by_gperftools(const SamplingOptions& options, Launches& launches) {
    const std::optional<std::string> library = find_libprofiler();
    if (!library) {
        throw Error(ErrorCode::measurement, why_no_libprofiler());
    }
    const ScratchDirectory scratch("gperftools");
    const std::string prefix = "profile.";
    launches.go([&](int number) {
        const std::string output = (scratch.path() / fmt::format("{}{}", prefix, number)).string();
        return gperftools_environment(*library, output, options.frequency_hz);
    });
    return collect_gperftools(scratch.path(), prefix);
}

using Rung = TakenProfile (*)(const SamplingOptions&, Launches&);

/// Why there is none; empty: there is one.
std::string try_rung(Rung rung, const SamplingOptions& options, Launches launches,
                     ProfilingOutcome& outcome) {
    try {
        TakenProfile profile = rung(options, launches);
        profile.duration_s = launches.wall_s();
        outcome.runs = launches.done();
        outcome.profile = std::move(profile);
        return {};
    } catch (const Error& error) {
        InterruptGuard::throw_if_interrupted();
        if (error.code() != ErrorCode::measurement && error.code() != ErrorCode::artifact) {
            throw;
        }
        return error.what();
    }
}

}  // namespace

ProfilingOutcome take_profile(ProfilerChoice choice, const SamplingOptions& options,
                              const ProfiledAmount& amount, const ProfiledLaunch& launch) {
    ProfilingOutcome outcome;
    std::string no_sampling;
    std::string no_gperftools;
    if (choice == ProfilerChoice::sampling || choice == ProfilerChoice::best) {
        no_sampling = try_rung(&by_sampling, options, {amount, launch}, outcome);
    }
    if (choice == ProfilerChoice::gperftools || (choice == ProfilerChoice::best && !no_sampling.empty())) {
        no_gperftools = try_rung(&by_gperftools, options, {amount, launch}, outcome);
        if (outcome.profile) {
            outcome.profile->why_no_better = no_sampling;
        }
    }
    if (!outcome.profile) {
        outcome.why_none = why_no_profile(choice, no_sampling, no_gperftools);
    }
    return outcome;
}

void add_to_environment(std::vector<std::pair<std::string, std::string>>& environment,
                        const std::vector<std::pair<std::string, std::string>>& added) {
    for (const auto& [name, value] : added) {
        const auto same = std::ranges::find(environment, name, &std::pair<std::string, std::string>::first);
        if (same == environment.end()) {
            environment.emplace_back(name, value);
        } else if (name == "LD_PRELOAD" && !same->second.empty()) {
            same->second = value + ":" + same->second;  // what the program needs stays
        } else {
            same->second = value;
        }
    }
}

}  // namespace ratchet
