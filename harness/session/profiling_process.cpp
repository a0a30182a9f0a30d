#include "session/profiling_process.hpp"

#include "artifacts/layout.hpp"
#include "base/utf8.hpp"
#include "gate/share_gate.hpp"
#include "gate/share_metric.hpp"
#include "host/digests_disk.hpp"
#include "host/executable_warnings_disk.hpp"
#include "measure/interrupt_process.hpp"
#include "profile/counter_files_disk.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profile_origin.hpp"
#include "profile/profiled_run_process.hpp"
#include "profile/sampled_shares.hpp"
#include "profile/timeline.hpp"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

ProfileRecord describe_outcome(const ScenarioRecord& record, const ProfiledScenario& profiled) {
    ProfileRecord told;
    told.asked_for = record.spec.profiler;
    told.runs = profiled.outcome.runs;
    told.profiled_metrics = profiled.metrics;
    if (const std::optional<CpuCounters>& counters = profiled.outcome.counters) {
        told.rung = ProfileRung::counters;
        told.duration_s = profiled.outcome.wall_s;
        told.counters = counters;
        for (const auto& [event, count] : event_counts(*counters)) {
            told.profiled_metrics[event] = count;
        }
        return told;
    }
    if (!profiled.outcome.profile) {
        told.why = profiled.outcome.why_none;
        return told;
    }
    const TakenProfile& profile = *profiled.outcome.profile;
    told.rung = profile.rung;
    told.why = profile.why_no_better;
    if (profile.stacks.empty()) {
        told.why += told.why.empty() ? "" : "; ";
        told.why += "the program used less CPU time than lies between two samples; give it more work";
    }
    told.frequency_hz = profile.frequency_hz;
    told.duration_s = profile.duration_s;
    told.samples = profile.stacks.samples();
    told.lost = profile.lost;
    told.throttled = profile.throttled;
    told.truncated = profile.truncated;
    told.unrooted = profile.unrooted;
    told.modules = profile.modules;
    return told;
}

/// Of what is judged a fourth of the samples would often not be enough.
ProfiledAmount amount_of(const ScenarioRecord& record) {
    return wanted_shares(record.spec.gates).empty() ? ProfiledAmount{}
                                                    : ProfiledAmount{.cpu_s = 4, .wall_s = 6, .runs = 80};
}

/// What there is in place of a function that a gate is on: after a renaming the gate would sleep.
std::string what_is_there(const TakenProfile& profile, const std::string& pattern) {
    constexpr std::size_t most_told = 3;
    constexpr std::size_t widest = 80;
    const std::vector<std::string> near = near_functions(profile, pattern);
    if (!near.empty()) {
        return fmt::format("near it are {}", fmt::join(near, ", "));
    }
    std::vector<std::string> hot;
    for (const FunctionShare& function : function_shares(profile)) {
        if (hot.size() == most_told || function.self_samples == 0) {
            break;
        }
        hot.push_back(without_middle(shown_function(function.frame), widest));
    }
    return fmt::format("none is near; most samples are in {}", fmt::join(hot, ", "));
}

/// Takes from the stacks what judging and reports need of them. Returns what to warn of.
std::vector<Warning> look_up(ProfileRecord& told, const ScenarioRecord& record,
                             const std::vector<RunRecord>& runs, const TakenProfile& profile) {
    std::vector<Warning> warnings;
    if (profile.stacks.empty()) {
        return warnings;
    }
    for (const std::string& pattern : wanted_shares(record.spec.gates)) {
        told.shares.push_back(sampled_share(profile.stacks, pattern));
        if (told.shares.back().matched == 0) {
            warnings.push_back(
                {WarningKind::no_such_function, share_metric(pattern), what_is_there(profile, pattern)});
        }
    }
    told.components = component_shares(runs, record.plan, profile);
    return warnings;
}

/// Judged runs, and behind them those that were profiled.
std::string timeline_of(const ScenarioRecord& record, const TakenProfile& profile,
                        const ProfiledScenario& profiled) {
    std::vector<TimelineRun> runs;
    for (const RunRecord& run : record.runs) {
        runs.push_back(timeline_run(run, fmt::format("run {}", run.index), false));
    }
    for (std::size_t i = 0; i < profiled.runs.size(); ++i) {
        runs.push_back(timeline_run(profiled.runs[i], fmt::format("profiled run {}", i + 1), true));
        runs.back().told = i < profiled.timelines.size() ? profiled.timelines[i] : ProgramTimeline();
    }
    return write_timeline(profile, runs, record.name.full());
}

/// The differential flame graph, which is drawn once there is a verdict; where there is a baseline at all.
std::vector<ProfileFile> diff_beside(const ScenarioRecord& record, const SessionDirectory& session) {
    const auto is_there = [&](const std::string& file) {
        return std::filesystem::exists(session.path() / file);
    };
    if (!is_there(artifacts::judged_baseline_file(record.name))) {
        return {};
    }
    return {{"diff.svg", is_there(artifacts::judged_stacks_file(record.name))
                             ? ""
                             : "the baseline has no stacks to compare with; the next one that is recorded or "
                               "promoted has"}};
}

ProfileOrigin origin_of_profile(const ScenarioRecord& record, const SessionDirectory& session) {
    ProfileOrigin origin = profile_origin(session.read(), record.name, &record.spec.build);
    origin.regenerate = "ratchet profile " + artifacts::scenario_directory(record.name);
    return origin;
}

/// All files of a profile or of counters, and what they are called in the record.
void write_profile(ScenarioRecord& record, const SessionDirectory& session,
                   const ProfiledScenario& profiled) {
    const ProfilingOutcome& outcome = profiled.outcome;
    const std::string directory = artifacts::profile_directory(record.name);
    std::vector<ProfileFile> files;
    if (outcome.counters) {
        ProfileOrigin origin = origin_of_profile(record, session);
        origin.regenerate = "ratchet run --profiler counters " + record.name.full();
        files = write_counter_files(*outcome.counters, session.path() / directory, origin);
    } else if (outcome.profile && !outcome.profile->stacks.empty()) {
        TakenProfile profile = *outcome.profile;
        profile.trace_json = timeline_of(record, profile, profiled);
        files = write_profile_files(profile, session.path() / directory, origin_of_profile(record, session),
                                    {}, {}, diff_beside(record, session));
    }
    for (const ProfileFile& file : files) {
        if (file.missing.empty()) {
            record.artifacts[file.name] = directory + "/" + file.name;
        }
    }
}

}  // namespace

bool wants_profile(const ScenarioRecord& record) {
    const auto failed = [](const RunRecord& run) { return run.failure.has_value(); };
    const bool due = !record.runs.empty() || !wanted_shares(record.spec.gates).empty();
    const bool can_be = !record.profile && due && std::ranges::none_of(record.runs, failed);
    const ProfilerChoice choice = profiler_choice(record.spec.profiler);
    const bool gated = record.spec.gates != std::vector<std::string>{"none"};
    return can_be && (must_be_there(choice) || (choice == ProfilerChoice::best && gated));
}

std::vector<Warning> record_profile(ScenarioRecord& record, const SessionDirectory& session,
                                    const ProfiledScenario& profiled) {
    record.profile = describe_outcome(record, profiled);
    std::vector<Warning> warnings;
    if (profiled.outcome.profile) {
        warnings = look_up(*record.profile, record, profiled.runs, *profiled.outcome.profile);
    }
    write_profile(record, session, profiled);
    return warnings;
}

std::vector<Warning> profile_into(ScenarioRecord& record, const ProfilingRequest& request) {
    const MeasurementContext& context = request.context;
    const FileLock turn = request.take_turn();
    context.listener.profiling(record.name);
    const std::int64_t now = context.clock.now_ns();
    std::vector<Warning> warnings;
    try {
        const ProfiledScenario profiled = profile_scenario(
            {.launcher = context.launcher,
             .session_directory = context.session.path(),
             .environment = context.surroundings.environment,
             .cpus = request.cpus,
             .deadline_ns = now + (request.time_is_up_ns() - now) / 2},
            record.spec, record.plan, profiler_choice(record.spec.profiler), {}, amount_of(record));
        warnings = record_profile(record, context.session, profiled);
    } catch (const std::exception& error) {
        InterruptGuard::throw_if_interrupted();
        record.profile.emplace();
        record.profile->asked_for = record.spec.profiler;
        record.profile->why = error.what();
    }
    InterruptGuard::throw_if_interrupted();
    if (record.profile->rung && record.profile->rung != ProfileRung::counters) {
        std::ranges::move(warn_of_executable(find_executable(record.spec, context.surroundings.environment)),
                          std::back_inserter(warnings));
    }
    return warnings;
}

}  // namespace ratchet
