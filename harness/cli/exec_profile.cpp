#include "cli/exec_profile.hpp"

#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/exec_profile_options.hpp"
#include "cli/exec_timeline.hpp"
#include "cli/terminal.hpp"
#include "exec/metrics.hpp"
#include "host/digests_disk.hpp"
#include "host/executable_warnings_disk.hpp"
#include "profile/counter_files_disk.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profile_parts.hpp"
#include "profile/profile_summary.hpp"
#include "profile/profiler_process.hpp"
#include "profile/sampler_linux.hpp"
#include "profile/timeline.hpp"
#include "report/counter_table.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

namespace fs = std::filesystem;

/// Launches the one command in its own way; what prepares it and clears up behind it is launched as ever.
class CommandLauncher : public Launcher {
  public:
    using Launch = std::function<LaunchResult(const LaunchRequest& request)>;

    CommandLauncher(const std::vector<std::string>& argv, Launcher& launcher, Launch launch)
        : argv_(argv), launcher_(launcher), launch_(std::move(launch)) {}

    std::vector<LaunchResult> launch_together(const std::vector<LaunchRequest>& requests) override {
        if (requests.size() != 1 || requests.front().argv != argv_) {
            return launcher_.launch_together(requests);
        }
        return {launch_(requests.front())};
    }

  private:
    const std::vector<std::string>& argv_;
    Launcher& launcher_;
    Launch launch_;
};

/// The functions with most samples of their own.
std::string hot_table(const TakenProfile& profile, std::FILE* out) {
    constexpr std::size_t most = 15;
    Table table;
    table.columns = {{.heading = "self", .align = Align::right},
                     {.heading = "total", .align = Align::right},
                     {.heading = "function", .elastic = true},
                     {.heading = "module", .shed = 1}};
    for (const FunctionShare& function : function_shares(profile)) {
        if (table.rows.size() == most || function.self_samples == 0) {
            break;
        }
        table.rows.push_back({.cells = {{format_percent(function.self_share)},
                                        {format_percent(function.inclusive_share)},
                                        {shown_function(function.frame)},
                                        {function.frame.module}},
                              .notes = {}});
    }
    return render_table(table, style_of(out));
}

/// What became of a command's profiled runs.
struct ProfiledCommand {
    MeasuredCommand runs;
    ProfilingOutcome outcome;
    std::optional<LaunchResult> ended_badly = {};  ///< of a run that is not among `runs`
};

/// What was measured of the one command; a run that failed was profiled all the same.
MeasuredCommand only_command(MeasuredGroup measured) {
    if (measured.ended_by) {
        throw Error(*measured.ended_by);
    }
    const std::optional<Failure>& failure = measured.commands.front().failure;
    if (failure && failure->kind == FailureKind::not_started) {
        throw Error(ErrorCode::measurement, failure->message);
    }
    return std::move(measured.commands.front());
}

ProfiledCommand profile_once(const ExecOptions& options, const PlannedCommand& command,
                             const ExecSettings& settings, const ExecWorld& world) {
    std::optional<ProfilingOutcome> outcome;  // absent: not launched
    LaunchResult result;
    CommandLauncher launcher(command.argv, world.launcher, [&](const LaunchRequest& plain) {
        ProfilingOutcome taken = take_profile(profiler_choice(options.profiler), sampling_options(options),
                                              {.runs = 1}, [&](const LaunchAdditions& added) {
                                                  LaunchRequest request = plain;
                                                  add_to_launch(request, added);
                                                  request.foreground = options.interactive;
                                                  result = world.launcher.launch(request);
                                                  return result;
                                              });
        if (!taken.profile && !taken.counters) {
            throw Error(ErrorCode::measurement, "no profile: " + taken.why_none);
        }
        outcome = std::move(taken);
        return result;
    });
    MeasuredCommand runs =
        only_command(measure_group({command}, settings, {}, nullptr, {launcher, world.clock, world.streams},
                                   [](const GroupProgress&) {}));
    if (!outcome) {
        throw Error(ErrorCode::measurement, runs.failure ? runs.failure->message : "it was not run",
                    command.name);
    }
    ProfiledCommand profiled{std::move(runs), *std::move(outcome)};
    if (profiled.runs.runs.empty()) {
        profiled.ended_badly = result;
    }
    return profiled;
}

/// Of several runs, since one start-up has few samples.
ProfiledCommand profile_start_up(const ExecOptions& options, const PlannedCommand& command,
                                 const ExecSettings& settings, const ExecWorld& world) {
    SamplingOptions sampling = sampling_options(options);
    constexpr std::size_t most_of_all_runs = 1'000'000;
    sampling.most_timed = most_of_all_runs;
    std::vector<TakenProfile> taken;
    CommandLauncher launcher(command.argv, world.launcher, [&](const LaunchRequest& plain) {
        LaunchRequest request = plain;
        add_to_launch(request, asks_for_timeline());
        request.foreground = options.interactive;
        Sampler sampler(sampling);
        LaunchResult result = world.launcher.launch(request);
        taken.push_back(sampler.finish());
        return result;
    });
    try {
        const Sampler possible(sampling);
    } catch (const Error& error) {
        throw Error(error.code(),
                    fmt::format("no profile of the start-up, which takes perf events: {}", error.what()));
    }
    MeasuredCommand runs =
        only_command(measure_group({command}, settings, {}, nullptr, {launcher, world.clock, world.streams},
                                   [](const GroupProgress&) {}));
    const std::vector<TimeWindow> windows = start_ups(runs);
    if (windows.empty()) {
        throw Error(
            ErrorCode::measurement,
            runs.failure
                ? runs.failure->message
                : fmt::format(
                      "no start-up to profile: {}; or let the program write a marker \"ready\" to the "
                      "file that RATCHET_RESULT names",
                      why_missing(runs, metric::startup_time)),
            command.name);
    }
    TakenProfile part = until_ready(joined_profiles(taken), windows);
    ProfilingOutcome outcome;
    outcome.profile = std::move(part);
    return {std::move(runs), std::move(outcome)};
}

/// What the files say of the command; makes their directory.
ProfileOrigin prepare_files(const fs::path& directory, const ExecOptions& options,
                            const PlannedCommand& command) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        throw Error(ErrorCode::artifact, "cannot create the directory: " + error.message(),
                    directory.string());
    }
    std::string again = command_again(options) + " --";
    for (const std::string& word : command.argv) {
        again += " " + shell_quoted(word);
    }
    return {.scenario = command.name,
            .taken_at = {},
            .commit = {},
            .branch = {},
            .host = {},
            .build = {},
            .regenerate = again};
}

/// What the program keeps from a profiler.
std::string notes_on(const PlannedCommand& command) {
    ScenarioSpec spec;
    spec.command = command.argv;
    std::string notes;
    for (const Warning& warning : warn_of_executable(find_executable(spec, read_environment()))) {
        notes += fmt::format("note: {}\n", printable(sentence(warning)));
    }
    return notes;
}

void show(const ExecOptions& options, const PlannedCommand& command, const CpuCounters& counters,
          const fs::path& directory, std::FILE* out) {
    fmt::print(out, "Counted of {}, all of one run:\n{}", printable(command.name),
               render_table(counter_table(counters), style_of(out)));
    for (const std::string& note : counter_notes(counters)) {
        fmt::print(out, "{}\n", note);
    }
    write_counter_files(counters, directory, prepare_files(directory, options, command));
    fmt::print(out, "All of it: {}\n", printable((directory / "counters.json").string()));
}

void show(const ExecOptions& options, const PlannedCommand& command, const TakenProfile& profile,
          const fs::path& directory, std::FILE* out) {
    fmt::print(out, "Profile of {}: {}", printable(command.name), summary_lines(profile) + notes_on(command));
    if (profile.stacks.empty()) {
        fs::remove(directory / "profile.md");  // of another program, as is all that it tells of
        remove_other_files(directory, {});
        fmt::print(out, "It used less CPU time than lies between two samples; --frequency takes more.\n");
        return;
    }
    fmt::print(out, "\n{}", hot_table(profile, out));
    write_profile_files(profile, directory, prepare_files(directory, options, command));
    fmt::print(out, "Flame graph: {}\nAll else: {}\n", printable((directory / "flamegraph.svg").string()),
               printable((directory / "profile.md").string()));
}

/// `measured`: its runs before; null: none.
void profile_command(const ExecOptions& options, const PlannedCommand& command, const ExecSettings& settings,
                     const ExecWorld& world, const ExecCommand* measured, const fs::path& directory,
                     std::FILE* out) {
    ProfiledCommand profiled = options.startup ? profile_start_up(options, command, settings, world)
                                               : profile_once(options, command, settings, world);
    if (profiled.outcome.counters) {
        show(options, command, *profiled.outcome.counters, directory, out);
        return;
    }
    TakenProfile& profile = *profiled.outcome.profile;
    std::vector<TimelineRun> runs = exec_timeline(measured, profiled.runs);
    if (profiled.ended_badly) {
        runs.push_back(timeline_run(*profiled.ended_badly));
    }
    profile.trace_json = write_timeline(profile, runs, command.name);
    show(options, command, profile, directory, out);
    if (!profiled.runs.why_no_result.empty()) {
        fmt::print(out, "note: components and gauges are missing: {}\n", profiled.runs.why_no_result);
    }
    if (options.interactive && profiled.runs.failure) {
        throw Error(ErrorCode::measurement, profiled.runs.failure->message, command.name);
    }
    if (options.interactive && profile.stacks.empty()) {
        throw Error(ErrorCode::measurement, "nothing was sampled", command.name);
    }
}

}  // namespace

void profile_commands(const ExecOptions& options, const std::vector<CommandGroup>& groups,
                      const ExecSettings& settings, const ExecWorld& world, const ExecRecord& record,
                      std::FILE* out) {
    constexpr int usual_start_ups = 10;
    ExecSettings once = settings;
    once.warmup = 0;
    once.repetitions =
        options.startup && !options.interactive ? options.repetitions.value_or(usual_start_ups) : 1;
    once.ignore_failure = true;  // a profile of a program that fails is one
    once.keeps_timelines = true;
    std::size_t commands = 0;
    for (const CommandGroup& group : groups) {
        commands += group.size();
    }
    std::size_t number = 0;
    for (const CommandGroup& group : groups) {
        for (const PlannedCommand& command : group) {
            const ExecCommand* const measured =
                number < record.commands.size() ? &record.commands[number] : nullptr;
            ++number;
            const fs::path parent(options.profile_directory);
            profile_command(options, command, once, world, measured,
                            commands == 1 ? parent : parent / std::to_string(number), out);
        }
    }
}

}  // namespace ratchet::cli
