#include "cli/acceptance.hpp"

#include "artifacts/layout.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "cli/terminal.hpp"
#include "gate/comparability.hpp"
#include "host/digests_disk.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "profile/profile_files_disk.hpp"
#include "reference/kept_programs_disk.hpp"
#include "registry/selection.hpp"
#include "session/wall_clock_linux.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

std::vector<std::string> blocking(const std::vector<FitnessFinding>& findings) {
    std::vector<std::string> sentences;
    for (const FitnessFinding& finding : findings) {
        if (finding.blocks) {
            sentences.push_back(fmt::format("{}: {}; {}", finding.check, finding.seen, finding.advice));
        }
    }
    return sentences;
}

std::vector<std::string> stale_binaries(const Surroundings& surroundings,
                                        const std::vector<ScenarioSpec>& scenarios) {
    const ProjectRegistry& project = surroundings.project;
    const ProjectTree tree{project.source_directory, project.binary_directory, baseline_directories(project)};
    std::vector<std::string> stale;
    for (const ScenarioSpec& scenario : scenarios) {
        const std::string executable = find_executable(scenario, surroundings.environment);
        if (const auto newer = newer_source(executable, tree)) {
            stale.push_back(fmt::format("{}: {} is newer than {}", scenario.name.full(), *newer, executable));
        }
    }
    return stale;
}

const ScenarioSpec& scenario_of(const Harness& harness, const ScenarioName& name) {
    const std::vector<ScenarioSpec>& scenarios = harness.project().scenarios;
    const auto found = std::ranges::find(scenarios, name, &ScenarioSpec::name);
    if (found == scenarios.end()) {
        throw Error(ErrorCode::usage, "is no scenario of this project; configure and build it", name.full());
    }
    return *found;
}

/// So that a later build can be run in turns with what was accepted. A baseline without its program is whole.
void keep_programs(const Harness& harness, const std::vector<Baseline>& baselines) {
    const KeptPrograms kept(harness.project().references_directory);
    for (const Baseline& baseline : baselines) {
        try {
            kept.keep(scenario_of(harness, baseline.scenario), baseline.sessions.front().digests,
                      harness.surroundings().environment);
        } catch (const Error& error) {
            tell(error.what());
        }
    }
}

/// A session of duets alone, whose runs are no level of anything, does not stand before the one that has one.
std::optional<SessionDirectory> newest_with_level(const SessionStore& store) {
    const auto has_level = [](const SessionDirectory& session) {
        return std::ranges::any_of(session.scenarios(), [&](const ScenarioName& name) {
            const auto record = session.read_scenario(name);
            return record && (!record->runs.empty() || !record->duet);
        });
    };
    const std::vector<SessionDirectory> sessions = store.ended();
    const auto found = std::ranges::find_if(sessions.rbegin(), sessions.rend(), has_level);
    if (found == sessions.rend()) {
        return std::nullopt;
    }
    if (found != sessions.rbegin()) {
        tell("the newest session has duets alone; taking " + found->path().filename().string());
    }
    return *found;
}

}  // namespace

MeasuredSession measured_session(const Harness& harness, const BaselineOptions& options) {
    std::optional<SessionDirectory> session;
    if (options.from.empty()) {
        session = newest_with_level(harness.store());
    } else {
        session = SessionDirectory(options.from);
        if (!std::filesystem::is_directory(options.from)) {
            throw Error(ErrorCode::usage, "does not exist; name the directory of a session", options.from);
        }
    }
    if (!session) {
        throw Error(ErrorCode::usage, "there is no session; run ctest -L perf first",
                    harness.project().output_directory);
    }
    MeasuredSession measured;
    measured.directory = session->path();
    measured.record = session->read();
    if (measured.record.project != harness.project().project && !options.force) {
        throw Error(
            ErrorCode::usage,
            fmt::format("was measured of project \"{}\", not of \"{}\"; --force takes it all the same",
                        printable(measured.record.project), printable(harness.project().project)),
            session->path().string());
    }
    for (const ScenarioName& name : session->scenarios()) {
        measured.specs.push_back(resolve(harness.project(), {name.full()}).front());
        measured.scenarios.push_back(*session->read_scenario(name));
    }
    if (measured.scenarios.empty()) {
        throw Error(ErrorCode::measurement, "measured nothing that could be accepted",
                    session->path().string());
    }
    if (measured.record.status != SessionStatus::closed) {
        throw Error(ErrorCode::usage, "was not measured to its end; measure again", session->path().string());
    }
    return measured;
}

AcceptanceRequest request_for(const Harness& harness, const SessionRecord& session,
                              const std::vector<ScenarioSpec>& built_here, const BaselineOptions& options) {
    if (options.accepted_until && options.reason.empty()) {
        throw Error(ErrorCode::usage, "goes with --reason, which is what ends on that day", "--until");
    }
    if (const std::string today(day_part(utc_now())); options.accepted_until.value_or(today) < today) {
        throw Error(ErrorCode::usage, *options.accepted_until + " is past", "--until");
    }
    AcceptanceRequest request;
    request.unfit = blocking(session.fitness);
    for (const ScenarioSpec& scenario : built_here) {
        if (const auto refused = refuse_build(scenario.build)) {
            request.unfit.push_back(scenario.name.full() + ": " + *refused);
        }
    }
    request.stale = stale_binaries(harness.surroundings(), built_here);
    request.dirty_tree = session.git.dirty;
    request.reason = options.reason;
    request.force = options.force;
    return request;
}

void refuse_if_objected(const AcceptanceRequest& request) {
    const std::vector<std::string> found = objections(request);
    if (!found.empty()) {
        throw Error(ErrorCode::usage, fmt::format("{}", fmt::join(found, "\n")), "baseline not recorded");
    }
}

BaselineChange row_of(const LevelChange& change) {
    BaselineChange row{
        .scenario = change.scenario.full(),
        .metric = change.metric,
        .unit = change.definition.unit,
        .higher_is_better = change.definition.direction == Direction::higher_is_better,
        .before = change.before,
        .now = change.after,
        .shift = change.shift,
        .note = change.other_cause.value_or(fmt::format("{}", fmt::join(change.hard_differences, "; ")))};
    if (change.drift && change.drift->is_far) {
        row.note += fmt::format("{}drifted by {}", row.note.empty() ? "" : "; ",
                                to_text(*change.drift, change.definition.direction));
    }
    return row;
}

std::string baseline_directory_of(const Harness& harness, const ScenarioName& name) {
    return scenario_of(harness, name).baseline_directory;
}

std::optional<std::string> attach_profile(Baseline& baseline, KeptStacks& stacks,
                                          const MeasuredProfiles& measured) {
    baseline.profile.reset();
    const auto record = std::ranges::find(measured.scenarios, baseline.scenario, &ScenarioRecord::name);
    if (record == measured.scenarios.end() || !record->profile) {
        return "it was not profiled";
    }
    if (!record->artifacts.contains("stacks.folded")) {
        return record->profile->why.empty() ? "nothing was sampled" : record->profile->why;
    }
    try {
        const TakenProfile taken =
            read_profile_directory(measured.directory / artifacts::profile_directory(record->name));
        if (auto kept = profile_to_keep(taken, measured.session, record->profile->runs)) {
            baseline.profile = kept->about;
            stacks[baseline.scenario.full()] = std::move(kept->stacks);
            return std::nullopt;
        }
        return "nothing was sampled";
    } catch (const Error& error) {
        return error.what();
    }
}

void note_lost_stacks(std::vector<BaselineChange>& table, std::size_t rows, const std::string& why) {
    if (rows > 0) {
        std::string& note = table[table.size() - rows].note;
        note += fmt::format("{}its stacks go: {}", note.empty() ? "" : "; ", why);
    }
}

void store(const Harness& harness, const std::vector<Baseline>& baselines, const KeptStacks& stacks) {
    std::vector<PlacedBaseline> placed;
    for (const Baseline& baseline : baselines) {
        const auto kept = stacks.find(baseline.scenario.full());
        placed.push_back({baseline_directory_of(harness, baseline.scenario), baseline,
                          kept == stacks.end() ? std::nullopt : std::optional(kept->second)});
    }
    const InterruptGuard whole;  // a signal waits until all of them are written
    for (const std::filesystem::path& path : save_baselines(placed)) {
        talk("{}\n", path.string());
    }
    keep_programs(harness, baselines);
}

}  // namespace ratchet::cli
