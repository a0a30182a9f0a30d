#include "session/profiling_process.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "host/digests_disk.hpp"
#include "host/elf.hpp"
#include "measure/interrupt_process.hpp"
#include "profile/counter_files_disk.hpp"
#include "profile/profile_files_disk.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
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
    told.why = profile.stacks.empty()
                   ? "the program used less CPU time than lies between two samples; give it more work"
                   : profile.why_no_better;
    told.frequency_hz = profile.frequency_hz;
    told.duration_s = profile.duration_s;
    told.samples = profile.stacks.samples();
    told.lost = profile.lost;
    told.throttled = profile.throttled;
    told.truncated = profile.truncated;
    told.unrooted = profile.unrooted;
    return told;
}

/// Of a script, and of what cannot be read, there is nothing to say.
std::vector<Warning> warn_of_binary(const std::string& executable) {
    std::vector<Warning> warnings;
    try {
        const std::optional<RegularFile> file = RegularFile::open(executable);
        const auto sections = file ? read_elf_sections([&](std::uint64_t offset, std::size_t count) {
            return file->read_at(offset, count);
        })
                                   : std::nullopt;
        if (sections && !sections->symbols) {
            warnings.push_back({WarningKind::stripped, executable, "no .symtab"});
        }
        if (sections && !sections->unwind_tables) {
            warnings.push_back(
                {WarningKind::no_unwind_tables, executable, "neither .eh_frame nor .debug_frame"});
        }
    } catch (const Error&) {
        warnings.clear();  // a pipe or a directory in its place: the runs have told that
    }
    return warnings;
}

ProfileOrigin origin_of_profile(const ScenarioRecord& record, const SessionDirectory& session) {
    const SessionRecord about = session.read();
    const BuildInfo& build = record.spec.build;
    return {.scenario = record.name.full(),
            .taken_at = about.started_at,
            .commit = about.git.commit,
            .branch = {},
            .dirty = about.git.dirty,
            .host = fmt::format("{}, {}", about.host_class, about.host.kernel),
            .build = fmt::format("{}, {} {}", build.compiler, build.build_type, build.flags),
            .regenerate = "ratchet profile " + artifacts::scenario_directory(record.name)};
}

/// All files of a profile or of counters, and what they are called in the record.
void write_profile(ScenarioRecord& record, const SessionDirectory& session, const ProfilingOutcome& outcome) {
    const std::string directory = artifacts::profile_directory(record.name);
    std::vector<ProfileFile> files;
    if (outcome.counters) {
        ProfileOrigin origin = origin_of_profile(record, session);
        origin.regenerate = "ratchet run --profiler counters " + record.name.full();
        files = write_counter_files(*outcome.counters, session.path() / directory, origin);
    } else if (outcome.profile && !outcome.profile->stacks.empty()) {
        files = write_profile_files(*outcome.profile, session.path() / directory,
                                    origin_of_profile(record, session));
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
    const bool measured = !record.runs.empty() && std::ranges::none_of(record.runs, failed);
    const ProfilerChoice choice = profiler_choice(record.spec.profiler);
    const bool gated = record.spec.gates != std::vector<std::string>{"none"};
    return measured && (must_be_there(choice) || (choice == ProfilerChoice::best && gated));
}

void record_profile(ScenarioRecord& record, const SessionDirectory& session,
                    const ProfiledScenario& profiled) {
    record.profile = describe_outcome(record, profiled);
    write_profile(record, session, profiled.outcome);
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
    record_profile(record, context.session, profiled);
    InterruptGuard::throw_if_interrupted();
    return record.profile->rung && record.profile->rung != ProfileRung::counters
               ? warn_of_binary(find_executable(record.spec, context.surroundings.environment))
               : std::vector<Warning>();
}

}  // namespace ratchet
