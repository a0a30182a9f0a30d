#include "cli/exec_profile.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "profile/counter_files_disk.hpp"
#include "profile/hot_functions.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profiler_process.hpp"
#include "report/counter_table.hpp"
#include "report/table.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

namespace fs = std::filesystem;

/// Profiles the one command; what prepares it and clears up behind it is launched as ever.
class ProfilingLauncher : public Launcher {
  public:
    ProfilingLauncher(const ExecOptions& options, std::vector<std::string> argv, Launcher& launcher)
        : options_(options), argv_(std::move(argv)), launcher_(launcher) {
        sampling_.frequency_hz = options.profile_frequency_hz;
        set_stacks(sampling_, options.profile_stacks);
    }

    std::vector<LaunchResult> launch_together(const std::vector<LaunchRequest>& requests) override {
        if (requests.size() != 1 || requests.front().argv != argv_) {
            return launcher_.launch_together(requests);
        }
        std::vector<LaunchResult> results;
        ProfilingOutcome outcome = take_profile(profiler_choice(options_.profiler), sampling_, {.runs = 1},
                                                [&](const LaunchAdditions& added) {
                                                    LaunchRequest request = requests.front();
                                                    add_to_launch(request, added);
                                                    request.foreground = options_.interactive;
                                                    results = {launcher_.launch(request)};
                                                    return results.front();
                                                });
        if (!outcome.profile && !outcome.counters) {
            throw Error(ErrorCode::measurement, "no profile: " + outcome.why_none);
        }
        outcome_ = std::move(outcome);
        return results;
    }

    /// Absent: not launched.
    [[nodiscard]] const std::optional<ProfilingOutcome>& outcome() const { return outcome_; }

  private:
    const ExecOptions& options_;
    std::vector<std::string> argv_;
    Launcher& launcher_;
    SamplingOptions sampling_;
    std::optional<ProfilingOutcome> outcome_;
};

std::string share(std::uint64_t part, std::uint64_t all) {
    return format_percent(static_cast<double>(part) / static_cast<double>(all));
}

std::string hot_table(const TakenProfile& profile, std::FILE* out) {
    constexpr std::size_t most = 15;
    Table table;
    table.columns = {{.heading = "self", .align = Align::right},
                     {.heading = "total", .align = Align::right},
                     {.heading = "function", .elastic = true},
                     {.heading = "module", .shed = 1}};
    const std::uint64_t all = profile.stacks.samples();
    for (const HotFunction& function : hot_functions(profile.stacks, most)) {
        table.rows.push_back({.cells = {{share(function.self, all)},
                                        {share(function.inclusive, all)},
                                        {function.frame.function},
                                        {function.frame.module}},
                              .notes = {}});
    }
    return render_table(table, style_of(out));
}

/// What the files say of the command; makes their directory.
ProfileOrigin prepare_files(const fs::path& directory, const PlannedCommand& command,
                            const std::string& profiler) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        throw Error(ErrorCode::artifact, "cannot create the directory: " + error.message(),
                    directory.string());
    }
    std::string again = "ratchet exec --profile";
    again += profiler == "auto" ? " --" : " --profiler " + profiler + " --";
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

void show(const PlannedCommand& command, const CpuCounters& counters, const fs::path& directory,
          std::FILE* out) {
    fmt::print(out, "Counted of {}, all of one run:\n{}", printable(command.name),
               render_table(counter_table(counters), style_of(out)));
    for (const std::string& note : counter_notes(counters)) {
        fmt::print(out, "{}\n", note);
    }
    write_counter_files(counters, directory, prepare_files(directory, command, "counters"));
    fmt::print(out, "All of it: {}\n", printable((directory / "counters.json").string()));
}

void show(const PlannedCommand& command, const TakenProfile& profile, const fs::path& directory,
          const std::string& profiler, std::FILE* out) {
    fmt::print(out, "Profile of {}: {}\n", printable(command.name), describe_profile(profile));
    if (profile.stacks.empty()) {
        fmt::print(out, "It used less CPU time than lies between two samples; --frequency takes more.\n");
        return;
    }
    fmt::print(out, "{}", hot_table(profile, out));
    write_profile_files(profile, directory, prepare_files(directory, command, profiler));
    fmt::print(out, "Flame graph: {}\nAll else: {}\n", printable((directory / "flamegraph.svg").string()),
               printable((directory / "profile.md").string()));
}

}  // namespace

bool profiles_alone(const ExecOptions& options) {
    return options.interactive;
}

void check_profile_options(const ExecOptions& options, const std::vector<CommandGroup>& groups) {
    SamplingOptions unused;
    set_stacks(unused, options.profile_stacks);
    if (!options.interactive) {
        return;
    }
    if (!options.profile) {
        throw Error(ErrorCode::usage, "goes together with --profile", "--interactive");
    }
    if (groups.size() != 1 || groups.front().size() != 1) {
        throw Error(ErrorCode::usage, "takes one command", "--interactive");
    }
}

void profile_commands(const ExecOptions& options, const std::vector<CommandGroup>& groups,
                      const ExecSettings& settings, const ExecWorld& world, std::FILE* out) {
    ExecSettings once = settings;
    once.warmup = 0;
    once.repetitions = 1;
    once.ignore_failure = true;  // a profile of a program that fails is one
    std::size_t commands = 0;
    for (const CommandGroup& group : groups) {
        commands += group.size();
    }
    std::size_t number = 0;
    for (const CommandGroup& group : groups) {
        for (const PlannedCommand& command : group) {
            ++number;
            ProfilingLauncher launcher(options, command.argv, world.launcher);
            const MeasuredGroup run =
                measure_group({command}, once, {}, nullptr, {launcher, world.clock, world.streams},
                              [](const GroupProgress&) {});
            if (run.ended_by) {
                throw Error(*run.ended_by);
            }
            if (!launcher.outcome()) {
                throw Error(
                    ErrorCode::measurement,
                    run.commands.front().failure ? run.commands.front().failure->message : "it was not run",
                    command.name);
            }
            const fs::path parent(options.profile_directory);
            const fs::path directory = commands == 1 ? parent : parent / std::to_string(number);
            const ProfilingOutcome& outcome = *launcher.outcome();
            if (outcome.counters) {
                show(command, *outcome.counters, directory, out);
            } else {
                show(command, *outcome.profile, directory, options.profiler, out);
            }
        }
    }
}

}  // namespace ratchet::cli
