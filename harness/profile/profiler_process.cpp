#include "profile/profiler_process.hpp"

#include "base/error.hpp"
#include "base/scratch_directory_disk.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/program_lookup_disk.hpp"
#include "profile/callgrind_files_disk.hpp"
#include "profile/callgrind_graph.hpp"
#include "profile/gperftools_process.hpp"
#include "profile/profile_parts.hpp"
#include "profile/sampler_linux.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace ratchet {
namespace {

/// Launches until enough is seen, and adds up.
class Launches {
  public:
    Launches(const ProfiledAmount& amount, const ProfiledLaunch& launch) : amount_(amount), launch_(launch) {}

    void launch(const LaunchAdditions& additions) {
        const LaunchResult result = launch_(additions);
        ++done_;
        longest_s_ = std::max(longest_s_, result.process_time_s);
        all_wall_s_ += result.process_time_s;
        wall_s_ += result.process_time_s;
        user_s_ += result.user_time_s;
        system_s_ += result.system_time_s;
    }

    [[nodiscard]] bool is_enough() const {
        return done_ >= amount_.runs || cpu_s() >= amount_.cpu_s || wall_s_ >= amount_.wall_s ||
               !fits_another();
    }

    /// Leaves out what was launched so far, if another launch may follow. False: it may not.
    bool start_again() {
        if (amount_.runs == 1 || !fits_another()) {
            return false;
        }
        done_ = 0;
        wall_s_ = 0;
        user_s_ = 0;
        system_s_ = 0;
        return true;
    }

    [[nodiscard]] int done() const { return done_; }
    [[nodiscard]] double cpu_s() const { return user_s_ + system_s_; }
    [[nodiscard]] double user_s() const { return user_s_; }
    [[nodiscard]] double wall_s() const { return wall_s_; }
    [[nodiscard]] MetricScope scope() const { return amount_.scope; }

  private:
    /// One that met the deadline would cost what was seen before it.
    [[nodiscard]] bool fits_another() const {
        constexpr double margin = 1.5;
        return all_wall_s_ + margin * longest_s_ < amount_.most_wall_s;
    }

    ProfiledAmount amount_;
    const ProfiledLaunch& launch_;
    int done_ = 0;
    double wall_s_ = 0;
    double all_wall_s_ = 0;  ///< those that were left out too
    double longest_s_ = 0;
    double user_s_ = 0;
    double system_s_ = 0;
};

/// What rungs are set up by.
struct RungSettings {
    const SamplingOptions& sampling;
    const CounterCalls& counter_calls;
};

bool did_not_fit(const TakenProfile& profile) {
    constexpr double few = 0.05;
    return static_cast<double>(profile.truncated.value_or(0)) >
           few * static_cast<double>(profile.stacks.samples());
}

/// A sampler for each launch: of programs that one thread launched one after the other, a kernel (6.18) was
/// seen to enable the inherited events of the first two alone.
void by_sampling(const RungSettings& settings, Launches& launches, ProfilingOutcome& outcome) {
    SamplingOptions options = settings.sampling;
    std::vector<TakenProfile> taken;
    do {
        Sampler sampler(options);
        launches.launch(asks_for_timeline());
        taken.push_back(sampler.finish());
        if (options.may_take_more && did_not_fit(taken.back()) && launches.start_again()) {
            taken.clear();
            options.stack_bytes = largest_copy;
            options.may_take_more = false;
        }
    } while (!launches.is_enough());
    outcome.profile = joined_profiles(taken);
    outcome.profile->cpu_s =
        outcome.profile->rung == ProfileRung::kernel_and_user ? launches.cpu_s() : launches.user_s();
}

void by_gperftools(const RungSettings& settings, Launches& launches, ProfilingOutcome& taken) {
    const std::optional<std::string> library = find_libprofiler();
    if (!library) {
        throw Error(ErrorCode::measurement, why_no_libprofiler());
    }
    const ScratchDirectory scratch("gperftools");
    const std::string prefix = "profile.";
    do {
        const std::string name = prefix + std::to_string(launches.done() + 1);
        const std::string output = (scratch.path() / name).string();
        launches.launch(asks_for_timeline(
            {gperftools_environment(*library, output, settings.sampling.frequency_hz), {}}));
    } while (!launches.is_enough());
    taken.profile = collect_gperftools(scratch.path(), prefix);
    // Its timer is bound to the kernel's tick, however short the period that is asked for.
    const double achieved_hz = static_cast<double>(taken.profile->stacks.samples()) / launches.cpu_s();
    constexpr double much_less = 0.8;
    if (launches.cpu_s() > 0 && taken.profile->frequency_hz &&
        achieved_hz < much_less * *taken.profile->frequency_hz) {
        taken.profile->frequency_hz = std::round(achieved_hz);
    }
}

void by_callgrind(const RungSettings&, Launches& launches, ProfilingOutcome& taken) {
    const ScratchDirectory scratch("callgrind");
    const std::string name = "callgrind.out";
    const std::vector<std::string> instrument =
        callgrind_arguments(launches.scope(), (scratch.path() / name).string());
    launches.launch({{}, instrument});
    std::string text = read_callgrind_files(callgrind_files(scratch.path(), name, launches.scope()));
    taken.profile = read_callgrind_profile(text, name);
    taken.profile->sources[name] = std::move(text);
}

void by_counters(const RungSettings& settings, Launches& launches, ProfilingOutcome& taken) {
    const CounterGroup counters(settings.counter_calls);
    launches.launch({});
    taken.counters = counters.read();
}

using Rung = void (*)(const RungSettings&, Launches&, ProfilingOutcome&);

/// Why there is none; empty: there is one.
std::string try_rung(Rung rung, const RungSettings& settings, Launches launches, ProfilingOutcome& outcome) {
    try {
        ProfilingOutcome taken;
        rung(settings, launches, taken);
        taken.runs = launches.done();
        taken.wall_s = launches.wall_s();
        if (taken.profile) {
            taken.profile->duration_s = launches.wall_s();
        }
        outcome = std::move(taken);
        return {};
    } catch (const Error& error) {
        InterruptGuard::throw_if_interrupted();
        if (error.code() != ErrorCode::measurement && error.code() != ErrorCode::artifact) {
            throw;
        }
        return error.what();
    }
}

/// Puts `added` into an environment, in place of what has the same name there.
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

/// Null: none is asked for.
Rung first_rung(ProfilerChoice choice) {
    switch (choice) {
        case ProfilerChoice::none:
            return nullptr;
        case ProfilerChoice::best:
        case ProfilerChoice::sampling:
            return &by_sampling;
        case ProfilerChoice::gperftools:
            return &by_gperftools;
        case ProfilerChoice::callgrind:
            return &by_callgrind;
        case ProfilerChoice::counters:
            return &by_counters;
    }
    return nullptr;
}

}  // namespace

ProfilingOutcome take_profile(ProfilerChoice choice, const SamplingOptions& options,
                              const ProfiledAmount& amount, const ProfiledLaunch& launch,
                              const CounterCalls& counter_calls) {
    const RungSettings settings{options, counter_calls};
    ProfilingOutcome outcome;
    std::string no_first;
    if (const Rung first = first_rung(choice)) {
        no_first = try_rung(first, settings, {amount, launch}, outcome);
    }
    std::string no_gperftools;
    if (choice == ProfilerChoice::best && !no_first.empty()) {
        no_gperftools = try_rung(&by_gperftools, settings, {amount, launch}, outcome);
        if (outcome.profile) {
            outcome.profile->why_no_better = no_first;
        }
    }
    if (!outcome.profile && !outcome.counters) {
        outcome.why_none = why_no_profile(choice, no_first, no_gperftools);
    }
    return outcome;
}

LaunchAdditions asks_for_timeline(LaunchAdditions added) {
    added.environment.emplace_back("RATCHET_TIMELINE", "1");
    return added;
}

bool is_in_path(const std::string& program, const LaunchRequest& request) {
    const auto path = std::ranges::find(request.environment, std::string("PATH"),
                                        &std::pair<std::string, std::string>::first);
    const std::string places = path == request.environment.end() ? "" : path->second;
    return find_program(program, places, request.working_directory).problem.empty();
}

void add_to_launch(LaunchRequest& request, const LaunchAdditions& added) {
    add_to_environment(request.environment, added.environment);
    if (added.instrument.empty()) {
        return;
    }
    if (!is_in_path(added.instrument.front(), request)) {
        throw Error(ErrorCode::measurement, why_no_valgrind());
    }
    request.argv.insert(request.argv.begin(), added.instrument.begin(), added.instrument.end());
    request.fixed_addresses = true;
}

}  // namespace ratchet
