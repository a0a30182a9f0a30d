#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/acceptance.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "baseline/recording.hpp"
#include "cli/harness.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/comparability.hpp"
#include "host/digests_disk.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "registry/selection.hpp"
#include "report/baseline_table.hpp"
#include "session/owner_linux.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct BaselineOptions {
    ProjectOptions project;
    std::vector<std::string> names;
    std::string reason;
    bool force = false;
    std::string from;
};

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

/// Everything that can be refused before anything is measured.
AcceptanceRequest request_for(const Harness& harness, const SessionRecord& session,
                              const std::vector<ScenarioSpec>& scenarios, const BaselineOptions& options) {
    AcceptanceRequest request;
    request.unfit = blocking(session.fitness);
    for (const ScenarioSpec& scenario : scenarios) {
        if (const auto refused = refuse_build(scenario.build)) {
            request.unfit.push_back(scenario.name.full() + ": " + *refused);
        }
    }
    request.stale = stale_binaries(harness.surroundings(), scenarios);
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
    return {.scenario = change.scenario.full(),
            .metric = change.metric,
            .unit = change.definition.unit,
            .higher_is_better = change.definition.direction == Direction::higher_is_better,
            .before = change.before,
            .now = change.after,
            .shift = change.shift,
            .note = change.other_cause.value_or(fmt::format("{}", fmt::join(change.hard_differences, "; ")))};
}

/// The accepted values that a new recording replaces. A file that cannot be read is in the way of nothing but
/// a comparison: recording is how it is mended.
std::optional<Baseline> accepted_so_far(const std::string& directory, const std::string& host_class,
                                        const ScenarioName& scenario) {
    try {
        return load_baseline(directory, host_class, scenario);
    } catch (const Error& error) {
        talk("ratchet: {}; what is recorded now replaces it\n", printable(error.what()));
        return std::nullopt;
    }
}

/// Reviews everything, then refuses all of it or writes file by file, each whole or not at all.
ExitCode accept(const Harness& harness, const std::vector<Baseline>& proposed, AcceptanceRequest request) {
    std::map<std::string, std::string> directories;
    for (const ScenarioSpec& scenario : harness.project().scenarios) {
        directories[scenario.name.full()] = scenario.baseline_directory;
    }
    std::vector<BaselineChange> rows;
    for (const Baseline& baseline : proposed) {
        const auto accepted =
            accepted_so_far(directories.at(baseline.scenario.full()), baseline.host_class, baseline.scenario);
        for (const LevelChange& change : review_baseline(accepted, baseline)) {
            request.changes.push_back(change);
            rows.push_back(row_of(change));
        }
    }
    const std::string table = baseline_change_text(rows, request.reason);
    try {
        refuse_if_objected(request);
    } catch (const Error&) {
        talk("{}\n", table);
        throw;
    }
    std::vector<PlacedBaseline> placed;
    for (const Baseline& baseline : proposed) {
        placed.push_back({directories.at(baseline.scenario.full()), baseline});
    }
    const InterruptGuard whole;  // a signal waits until all of them are written
    for (const std::filesystem::path& path : save_baselines(placed)) {
        talk("{}\n", path.string());
    }
    fmt::print("{}", table);
    return ExitCode::success;
}

constexpr int runs_per_round = 10;

/// Several rounds over all scenarios, rather than all runs of one and then of the next: what the host does
/// over minutes then shows as spread between rounds.
std::vector<ScenarioRecord> measure_rounds(Harness& harness, const SessionDirectory& session,
                                           const std::vector<ScenarioSpec>& scenarios) {
    const int rounds = rounds_for(scenarios.size());
    std::vector<Measurement> measurements;
    measurements.reserve(scenarios.size());
    for (const ScenarioSpec& scenario : scenarios) {
        measurements.emplace_back(
            harness.measuring(session), scenario,
            accepted_so_far(scenario.baseline_directory, harness.surroundings().host_class, scenario.name));
    }
    harness.listener().expect(rounds * static_cast<int>(scenarios.size()));
    std::vector<ScenarioRecord> records(scenarios.size());
    const InterruptGuard interrupts;
    for (int round = 1; round <= rounds; ++round) {
        for (std::size_t i = 0; i < measurements.size(); ++i) {
            records[i] = measurements[i].measure_round(round, runs_per_round);
            harness.listener().scenario_finished(records[i].name,
                                                 fmt::format("round {} of {}", round, rounds));
        }
    }
    return records;
}

ExitCode update(const BaselineOptions& options) {
    Harness harness(read_project(options.project, read_environment()));
    const std::vector<ScenarioSpec> scenarios = select_scenarios(harness.project(), options.names);
    const SessionOwner owner = this_process(harness.surroundings().host.boot_id);
    AcceptanceRequest request =
        request_for(harness, draft_session(harness.surroundings(), owner, {}), scenarios, options);
    refuse_if_objected(request);
    const SessionDirectory session = harness.begin(owner, "baseline");
    harness.store().mark_latest(session);
    const std::vector<ScenarioRecord> records = measure_rounds(harness, session, scenarios);
    harness.finish(session);
    return accept(harness, record_baselines(session.read(), records, options.reason), std::move(request));
}

/// A session recorded elsewhere brings its own host, class, build and digests; only the scenarios must be
/// this project's.
ExitCode promote(const BaselineOptions& options) {
    const Harness harness(read_project(options.project, read_environment()));
    std::optional<SessionDirectory> session;
    if (options.from.empty()) {
        session = harness.store().newest_ended();
    } else {
        session = SessionDirectory(options.from);
        if (!std::filesystem::is_directory(options.from)) {
            throw Error(ErrorCode::usage, "does not exist; name the directory of a session", options.from);
        }
    }
    if (!session) {
        throw Error(ErrorCode::usage, "no session to promote; run ctest -L perf first",
                    harness.project().output_directory);
    }
    std::vector<ScenarioSpec> scenarios;
    std::vector<ScenarioRecord> records;
    for (const ScenarioName& name : session->scenarios()) {
        scenarios.push_back(resolve(harness.project(), {name.full()}).front());
        records.push_back(*session->read_scenario(name));
    }
    if (records.empty()) {
        throw Error(ErrorCode::measurement, "measured nothing that could be promoted",
                    session->path().string());
    }
    const SessionRecord record = session->read();
    if (record.status != SessionStatus::closed) {
        throw Error(ErrorCode::usage, "was not measured to its end; measure again", session->path().string());
    }
    AcceptanceRequest request =
        request_for(harness, record, options.from.empty() ? scenarios : std::vector<ScenarioSpec>{}, options);
    return accept(harness, record_baselines(record, records, options.reason), std::move(request));
}

ExitCode show(const BaselineOptions& options) {
    const Surroundings surroundings =
        look_around(read_project(options.project, read_environment()), read_environment());
    std::vector<BaselineRow> rows;
    std::vector<std::string> without;
    for (const ScenarioSpec& scenario : resolve(surroundings.project, options.names)) {
        const auto baseline =
            load_baseline(scenario.baseline_directory, surroundings.host_class, scenario.name);
        if (!baseline) {
            without.push_back(scenario.name.full());
            continue;
        }
        for (BaselineRow& row : rows_of(*baseline)) {
            rows.push_back(std::move(row));
        }
    }
    fmt::print("host class {}\n{}", surroundings.host_class,
               render_table(baseline_table(rows), style_of(stdout)));
    for (const std::string& name : without) {
        fmt::print("{}: no baseline\n", name);
    }
    return ExitCode::success;
}

void add_acceptance_options(CLI::App& verb, BaselineOptions& options) {
    verb.add_option("--reason", options.reason, "why a slower level is accepted; kept in the baseline");
    verb.add_flag("--force", options.force,
                  "accept in spite of an unfit host, a stale binary or a dirty tree");
}

}  // namespace

void add_baseline(CLI::App& app, Action& action) {
    const auto options = std::make_shared<BaselineOptions>();
    CLI::App* verb = app.add_subcommand("baseline", "Records, promotes and shows the accepted values");
    verb->require_subcommand(1);

    CLI::App* update_verb = verb->add_subcommand("update", "measures several rounds and accepts them");
    update_verb->add_option("names", options->names, "scenarios, groups or suites (default: all)");
    add_acceptance_options(*update_verb, *options);
    CLI::App* promote_verb = verb->add_subcommand("promote", "accepts a session that was measured already");
    promote_verb->add_option("--from", options->from, "directory of the session (default: the newest)");
    add_acceptance_options(*promote_verb, *options);
    CLI::App* show_verb = verb->add_subcommand("show", "shows what is accepted on this host class");
    show_verb->add_option("names", options->names, "scenarios, groups or suites (default: all)");

    for (CLI::App* each : {update_verb, promote_verb, show_verb}) {
        add_project_options(*each, options->project);
    }
    update_verb->callback([options, &action] { action = [options] { return update(*options); }; });
    promote_verb->callback([options, &action] { action = [options] { return promote(*options); }; });
    show_verb->callback([options, &action] { action = [options] { return show(*options); }; });
}

}  // namespace ratchet::cli
