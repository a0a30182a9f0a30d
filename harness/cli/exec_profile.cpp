#include "cli/exec_profile.hpp"

#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/terminal.hpp"
#include "host/digests_disk.hpp"
#include "host/executable_warnings_disk.hpp"
#include "profile/function_shares.hpp"
#include "profile/profile_files_disk.hpp"
#include "profile/profile_summary.hpp"
#include "profile/profiler_process.hpp"
#include "report/table.hpp"
#include "report/wording.hpp"

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
        ProfilingOutcome outcome =
            take_profile(profiler_choice(options_.profiler), sampling_, {.runs = 1},
                         [&](const std::vector<std::pair<std::string, std::string>>& added) {
                             LaunchRequest request = requests.front();
                             add_to_environment(request.environment, added);
                             request.foreground = options_.interactive;
                             results = {launcher_.launch(request)};
                             return results.front();
                         });
        if (!outcome.profile) {
            throw Error(ErrorCode::measurement, "no profile: " + outcome.why_none);
        }
        profile_ = std::move(outcome.profile);
        return results;
    }

    [[nodiscard]] const std::optional<TakenProfile>& profile() const { return profile_; }

  private:
    const ExecOptions& options_;
    std::vector<std::string> argv_;
    Launcher& launcher_;
    SamplingOptions sampling_;
    std::optional<TakenProfile> profile_;
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

/// All files of a profile; returns where the stacks are. Everything but the stacks is made from these.
void write_files(const fs::path& directory, const PlannedCommand& command, const TakenProfile& profile) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error) {
        throw Error(ErrorCode::artifact, "cannot create the directory: " + error.message(),
                    directory.string());
    }
    std::string again = "ratchet exec --profile --";
    for (const std::string& word : command.argv) {
        again += " " + shell_quoted(word);
    }
    const ProfileOrigin origin{.scenario = command.name,
                               .taken_at = {},
                               .commit = {},
                               .branch = {},
                               .host = {},
                               .build = {},
                               .regenerate = again};
    write_profile_files(profile, directory, origin);
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

void show(const PlannedCommand& command, const TakenProfile& profile, const fs::path& directory,
          std::FILE* out) {
    fmt::print(out, "Profile of {}: {}", printable(command.name), summary_lines(profile) + notes_on(command));
    if (profile.stacks.empty()) {
        fmt::print(out, "It used less CPU time than lies between two samples; --frequency takes more.\n");
        return;
    }
    fmt::print(out, "\n{}", hot_table(profile, out));
    write_files(directory, command, profile);
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
            if (!launcher.profile()) {
                throw Error(
                    ErrorCode::measurement,
                    run.commands.front().failure ? run.commands.front().failure->message : "it was not run",
                    command.name);
            }
            const fs::path directory(options.profile_directory);
            show(command, *launcher.profile(), commands == 1 ? directory : directory / std::to_string(number),
                 out);
        }
    }
}

}  // namespace ratchet::cli
