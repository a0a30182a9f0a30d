#include "session/profiling_process.hpp"

#include "artifacts/layout.hpp"
#include "host/digests_disk.hpp"
#include "host/executable_warnings_disk.hpp"
#include "measure/interrupt_process.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profiled_run_process.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace ratchet {
namespace {

ProfileRecord describe_outcome(const ScenarioRecord& record, const ProfiledScenario& profiled) {
    ProfileRecord told;
    told.asked_for = record.spec.profiler;
    told.runs = profiled.outcome.runs;
    told.profiled_metrics = profiled.metrics;
    if (!profiled.outcome.profile) {
        told.why = profiled.outcome.why_none;
        return told;
    }
    const TakenProfile& profile = *profiled.outcome.profile;
    told.rung = profile.rung;
    told.why = profile.why_no_better;
    if (profile.stacks.empty()) {
        told.why = "the program used less CPU time than lies between two samples; give it more work" +
                   (told.why.empty() ? "" : "; " + told.why);
    }
    told.frequency_hz = profile.frequency_hz;
    told.duration_s = profile.duration_s;
    told.samples = profile.stacks.samples();
    told.lost = profile.lost;
    told.throttled = profile.throttled;
    told.truncated = profile.truncated;
    told.unrooted = profile.unrooted;
    return told;
}

/// All files of a profile, and what they are called in the record.
void write_profile(ScenarioRecord& record, const SessionDirectory& session, const TakenProfile& profile) {
    if (profile.stacks.empty()) {
        return;
    }
    const SessionRecord about = session.read();
    const BuildInfo& build = record.spec.build;
    const std::string directory = artifacts::profile_directory(record.name);
    const ProfileOrigin origin{
        .scenario = record.name.full(),
        .taken_at = about.started_at,
        .commit = about.git.commit,
        .branch = {},
        .dirty = about.git.dirty,
        .host = fmt::format("{}, {}", about.host_class, about.host.kernel),
        .build = fmt::format("{}, {} {}", build.compiler, build.build_type, build.flags),
        .regenerate = "ratchet profile " + artifacts::scenario_directory(record.name)};
    for (const ProfileFile& file : write_profile_files(profile, session.path() / directory, origin)) {
        if (file.missing.empty()) {
            record.artifacts[file.name] = directory + "/" + file.name;
        }
    }
}

}  // namespace

bool wants_profile(const ScenarioRecord& record) {
    const auto failed = [](const RunRecord& run) { return run.failure.has_value(); };
    const bool measured = !record.runs.empty() && std::ranges::none_of(record.runs, failed);
    const ProfilerChoice choice = profiler_choice(record.spec.profiler);
    const bool gated = record.spec.gates != std::vector<std::string>{"none"};
    return measured && (must_be_there(choice) || (choice == ProfilerChoice::best && gated));
}

std::vector<Warning> profile_into(ScenarioRecord& record, const ProfilingRequest& request) {
    const MeasurementContext& context = request.context;
    const FileLock turn = request.take_turn();
    context.listener.profiling(record.name);
    const std::int64_t now = context.clock.now_ns();
    const ProfiledScenario profiled =
        profile_scenario({.launcher = context.launcher,
                          .session_directory = context.session.path(),
                          .environment = context.surroundings.environment,
                          .cpus = request.cpus,
                          .deadline_ns = now + (request.time_is_up_ns() - now) / 2},
                         record.spec, record.plan, profiler_choice(record.spec.profiler), {});
    record.profile = describe_outcome(record, profiled);
    if (profiled.outcome.profile) {
        write_profile(record, context.session, *profiled.outcome.profile);
    }
    InterruptGuard::throw_if_interrupted();
    return record.profile->rung
               ? warn_of_executable(find_executable(record.spec, context.surroundings.environment))
               : std::vector<Warning>();
}

}  // namespace ratchet
