#include "base/calendar.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "baseline/acceptance.hpp"
#include "baseline/baseline_profile_disk.hpp"
#include "baseline/baseline_store_disk.hpp"
#include "baseline/recording.hpp"
#include "cli/acceptance.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "gate/gate_language.hpp"
#include "measure/interrupt_process.hpp"
#include "registry/selection.hpp"
#include "report/baseline_table.hpp"
#include "report/wording.hpp"
#include "session/owner_linux.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

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
ExitCode accept(const Harness& harness, std::vector<Baseline> proposed, const MeasuredProfiles& profiles,
                AcceptanceRequest request, const std::optional<std::string>& until) {
    std::vector<BaselineChange> rows;
    KeptStacks stacks;
    for (Baseline& baseline : proposed) {
        const auto accepted = accepted_so_far(baseline_directory_of(harness, baseline.scenario),
                                              baseline.host_class, baseline.scenario);
        const std::vector<LevelChange> changes = review_baseline(accepted, baseline);
        pin_epoch(baseline, accepted, changes);
        limit_acceptance(baseline, accepted, changes, until);
        for (const LevelChange& change : changes) {
            request.changes.push_back(change);
            rows.push_back(row_of(change));
        }
        const auto why_none = attach_profile(baseline, stacks, profiles);
        if (why_none && accepted && accepted->profile) {
            note_lost_stacks(rows, changes.size(), *why_none);
        }
    }
    const std::string table = baseline_change_text(rows, request.reason);
    try {
        refuse_if_objected(request);
    } catch (const Error&) {
        talk("{}\n", table);
        throw;
    }
    store(harness, proposed, stacks);
    fmt::print("{}", table);
    if (until && std::ranges::find(proposed, until, &Baseline::accepted_until) == proposed.end()) {
        tell("--until " + *until + " limits nothing: no level is known to be slower");
    }
    return ExitCode::success;
}

/// Several rounds over all scenarios, rather than all runs of one and then of the next: what the host does
/// over minutes then shows as spread between rounds. Profiles are taken in the last one.
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
            records[i] = measurements[i].measure_round(round, runs_per_round, round == rounds);
            const bool profiled = round == rounds && records[i].profile && records[i].profile->rung;
            harness.listener().scenario_finished(
                records[i].name,
                fmt::format("round {} of {}{}", round, rounds, profiled ? ", and profiled" : ""));
        }
    }
    return records;
}

/// What is named; by default all whose gates compare, since minutes of recording are no use to a budget.
std::vector<ScenarioSpec> scenarios_to_record(const Harness& harness, const std::vector<std::string>& names) {
    std::vector<ScenarioSpec> scenarios = select_scenarios(harness.project(), names);
    if (names.empty()) {
        std::erase_if(scenarios, [](const ScenarioSpec& scenario) { return !want_baseline(scenario.gates); });
        if (scenarios.empty()) {
            throw Error(ErrorCode::usage,
                        "every scenario has budgets alone, which need no baseline; name those to record",
                        "ratchet baseline update");
        }
    }
    return scenarios;
}

ExitCode update(const BaselineOptions& options) {
    Harness harness(read_project(options.project, read_environment()));
    const std::vector<ScenarioSpec> scenarios = scenarios_to_record(harness, options.names);
    const SessionOwner owner = this_process(harness.surroundings().host.boot_id);
    AcceptanceRequest request =
        request_for(harness, draft_session(harness.surroundings(), owner, {}), scenarios, options);
    refuse_if_objected(request);
    const SessionDirectory session = harness.begin(owner, "baseline");
    harness.store().mark_latest(session);
    const std::vector<ScenarioRecord> records = measure_rounds(harness, session, scenarios);
    harness.finish(session);
    require_counted(records);
    const SessionRecord measured = session.read();
    return accept(harness, record_baselines(measured, records, options.reason),
                  {session.path(), measured.id, records}, std::move(request), options.accepted_until);
}

ExitCode promote(const BaselineOptions& options) {
    const Harness harness(read_project(options.project, read_environment()));
    const MeasuredSession measured = measured_session(harness, options);
    require_counted(measured.scenarios);
    AcceptanceRequest request =
        request_for(harness, measured.record,
                    options.from.empty() ? measured.specs : std::vector<ScenarioSpec>{}, options);
    return accept(harness, record_baselines(measured.record, measured.scenarios, options.reason),
                  {measured.directory, measured.record.id, measured.scenarios}, std::move(request),
                  options.accepted_until);
}

/// Why the stacks beside it cannot be used.
std::vector<std::string> stacks_problems(const std::string& directory, const Baseline& baseline) {
    std::vector<Warning> warnings;
    load_baseline_profile(directory, baseline.host_class, baseline.scenario, baseline, warnings);
    std::vector<std::string> problems;
    for (const Warning& warning : warnings) {
        problems.push_back(printable(sentence(warning)));
    }
    return problems;
}

ExitCode show(const BaselineOptions& options) {
    const Surroundings surroundings =
        look_around(read_project(options.project, read_environment()), read_environment());
    std::vector<BaselineRow> rows;
    std::vector<std::string> without;
    std::vector<std::string> profiles;
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
        profiles.push_back(profile_line(*baseline));
        for (const std::string& problem : stacks_problems(scenario.baseline_directory, *baseline)) {
            profiles.push_back(problem);
        }
    }
    fmt::print("host class {}\n{}", surroundings.host_class,
               render_table(baseline_table(rows), style_of(stdout)));
    for (const std::string& line : profiles) {
        fmt::print("{}\n", line);
    }
    for (const std::string& name : without) {
        fmt::print("{}: no baseline\n", name);
    }
    return ExitCode::success;
}

void add_acceptance_options(CLI::App& verb, BaselineOptions& options) {
    verb.add_option("--reason", options.reason,
                    "why a slower or drifted level is accepted; kept in the baseline");
    verb.add_option(
            "--until", options.accepted_until,
            "with --reason: the day (2026-12-31) until which the slower level is accepted; later ones warn")
        ->check([](const std::string& text) {
            return days_between(text, text) && is_date(text) ? "" : "is no date such as 2026-12-31";
        });
    verb.add_flag("--force", options.force,
                  "accept in spite of an unfit host, a stale binary, a dirty tree or another project");
}

}  // namespace

void add_baseline(CLI::App& app, Action& action) {
    const auto options = std::make_shared<BaselineOptions>();
    CLI::App* verb =
        app.add_subcommand("baseline", "Records, promotes, extends and shows the accepted values");
    verb->require_subcommand(1);

    CLI::App* update_verb = verb->add_subcommand("update", "measures several rounds and accepts them");
    update_verb->add_option("names", options->names,
                            "scenarios, groups or suites (default: all whose gates compare with a baseline)");
    add_acceptance_options(*update_verb, *options);
    CLI::App* promote_verb = verb->add_subcommand("promote", "accepts a session that was measured already");
    promote_verb->add_option("--from", options->from, "directory of the session (default: the newest)");
    add_acceptance_options(*promote_verb, *options);
    CLI::App* append_verb = verb->add_subcommand(
        "append",
        "adds a session to the baselines it agrees with: the level stays, the gate learns how far sessions "
        "lie "
        "apart; an improvement that another session beside it or a duet shows too becomes the level");
    append_verb->add_option("--from", options->from, "directory of the session (default: the newest)");
    append_verb->add_flag(
        "--force", options->force,
        "append in spite of an unfit host, a stale binary, a dirty tree or another project");
    CLI::App* show_verb = verb->add_subcommand("show", "shows what is accepted on this host class");
    show_verb->add_option("names", options->names, "scenarios, groups or suites (default: all)");

    for (CLI::App* each : {update_verb, promote_verb, append_verb, show_verb}) {
        add_project_options(*each, options->project);
    }
    update_verb->callback([options, &action] { action = [options] { return update(*options); }; });
    promote_verb->callback([options, &action] { action = [options] { return promote(*options); }; });
    append_verb->callback([options, &action] { action = [options] { return append(*options); }; });
    show_verb->callback([options, &action] { action = [options] { return show(*options); }; });
}

}  // namespace ratchet::cli
