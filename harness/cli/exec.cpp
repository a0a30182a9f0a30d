#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/text.hpp"
#include "cli/exec_documents.hpp"
#include "cli/exec_options.hpp"
#include "cli/exec_profile.hpp"
#include "cli/exec_profile_options.hpp"
#include "cli/exec_progress.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "exec/gates.hpp"
#include "exec/plan.hpp"
#include "exec/program_streams_process.hpp"
#include "exec/record.hpp"
#include "exec/runner.hpp"
#include "host/host_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/process_launcher_process.hpp"
#include "report/exec_table.hpp"
#include "report/table.hpp"
#include "session/wall_clock_linux.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

constexpr auto description =
    "Measures any commands, without a build tree: ratchet exec [options] -- command [--vs command]...";

/// A pipe would be read empty by the first run, and without a writer be waited for without end.
void require_readable(const std::string& path) {
    if (!path.empty() && !std::filesystem::is_regular_file(path) &&
        !std::filesystem::is_character_file(path)) {
        throw Error(ErrorCode::usage, fmt::format("'{}' is no file that every run can read", printable(path)),
                    "--input");
    }
}

/// Everything that one `ratchet exec` measures with.
class ExecMeasurement {
  public:
    ExecMeasurement(const ExecOptions& options, const std::vector<std::string>& words)
        : options_(options),
          documents_(options),
          request_(exec_request(options, words)),
          groups_(plan_commands(request_)),
          compares_(groups_.front().size() > 1),
          gates_(exec_gates(options.gates, compares_)),
          looks_(compares_ ? exec_looks(options) : std::vector<int>()),
          streams_(options.streams),
          progress_(clock_, groups_.size(), options.streams.tee) {
        require_enough_runs(gates_, looks_, options.repetitions);
        check_profile_options(options, groups_);
        record_.ratchet_version = RATCHET_VERSION;
        record_.started_at = utc_now();
        record_.host = read_host();
        record_.seed = exec_seed(groups_);
        record_.warmup_runs = options.warmup;
        settings_.warmup = options.warmup;
        settings_.repetitions = options.repetitions;
        constexpr double usual_s = 3;
        constexpr double comparison_s = 60;
        settings_.time_s = options.time_s.value_or(compares_ ? comparison_s : usual_s);
        settings_.ignore_failure = options.ignore_failure;
        settings_.ready_text = options.ready;
        settings_.seed = record_.seed;
        settings_.environment = read_environment();
        settings_.environment["RATCHET_RESULT"] = streams_.result_path();
        settings_.environment.erase("RATCHET_TIMELINE");  // the caller's; runs that are measured tell none
    }

    void measure() {
        const InterruptGuard interrupts;
        if (profiles_alone(options_)) {
            return;
        }
        const std::optional<double> shell_s = shell_start_s();
        for (const CommandGroup& group : groups_) {
            const MeasuredGroup measured = measure_group(
                group, settings_, looks_,
                [this](const MeasuredGroup& so_far) { return needs_more_blocks(so_far, gates_, looks_); },
                {launcher_, clock_, streams_},
                [this](const GroupProgress& now) { progress_.run_finished(now); });
            add_group(record_, group, measured, gates_, looks_, shell_s);
            if (measured.ended_by) {
                throw Error(*measured.ended_by);
            }
            tell(group, measured);
        }
    }

    /// What has been measured so far.
    void show() const {
        if (record_.commands.empty()) {
            return;
        }
        if (!documents_.use_stdout()) {
            fmt::print("{}", render_exec(record_, style_of(stdout)));
        }
        documents_.write(record_);
    }

    /// In runs of their own behind those that were measured.
    void profile() {
        if (options_.profile) {
            const InterruptGuard interrupts;
            profile_commands(options_, groups_, settings_, {launcher_, clock_, streams_}, record_,
                             documents_.use_stdout() ? stderr : stdout);
        }
    }

    [[nodiscard]] ExitCode result() const { return exit_code(exec_outcome(record_, gates_)); }

  private:
    /// What the shell takes to do nothing: told, and not taken off.
    std::optional<double> shell_start_s() {
        if (request_.form != CommandForm::shell) {
            return std::nullopt;
        }
        ExecRequest nothing;
        nothing.words = {""};
        nothing.form = CommandForm::shell;
        nothing.shell = request_.shell;
        ExecSettings briefly = settings_;
        briefly.repetitions = 10;
        briefly.warmup = 1;
        briefly.ignore_failure = true;
        briefly.ready_text.clear();
        const MeasuredGroup measured =
            measure_group(plan_commands(nothing).front(), briefly, {}, nullptr, {launcher_, clock_, streams_},
                          [](const GroupProgress&) {});
        if (measured.ended_by) {
            throw Error(*measured.ended_by);
        }
        const MeasuredCommand& shell = measured.commands.front();
        if (shell.failure || shell.failed_runs > 0) {
            throw Error(ErrorCode::usage,
                        fmt::format("'{}' cannot run an empty command: {}", printable(request_.shell),
                                    shell.failure ? shell.failure->message : "it fails"),
                        "--shell");
        }
        return statistics::median(statistics::Sample(shell.values.at(metric::wall_time)));
    }

    void tell(const CommandGroup& group, const MeasuredGroup& measured) {
        std::string result;
        for (const MeasuredCommand& command : measured.commands) {
            result += result.empty() ? "" : ", ";
            const auto wall = command.values.find(metric::wall_time);
            result += command.failure ? "failed"
                      : wall == command.values.end()
                          ? no_value
                          : format_duration_s(statistics::median(statistics::Sample(wall->second)));
        }
        progress_.group_finished(group.front().name, result);
    }

    const ExecOptions& options_;
    ExecDocuments documents_;
    ExecRequest request_;
    std::vector<CommandGroup> groups_;
    bool compares_;
    ExecGates gates_;
    std::vector<int> looks_;
    MonotonicClock clock_;
    ProcessLauncher launcher_;
    RealStreams streams_;
    ExecProgress progress_;
    ExecSettings settings_;
    ExecRecord record_;
};

/// Ctrl-C loses no run that was measured to its end; what ended it is told last.
void show_interrupted(const ExecMeasurement& measurement) {
    try {
        measurement.show();
    } catch (const Error& error) {
        fmt::print(stderr, "ratchet: {}\n", error.what());
    }
}

ExitCode run(const ExecOptions& options, const std::vector<std::string>& words) {
    require_readable(options.streams.input);
    ExecMeasurement measurement(options, words);
    try {
        measurement.measure();
    } catch (const Error&) {
        show_interrupted(measurement);
        throw;
    }
    measurement.show();
    measurement.profile();
    return measurement.result();
}

}  // namespace

void add_exec(CLI::App& app, Action& action, const std::vector<std::string>& words) {
    const auto options = std::make_shared<ExecOptions>();
    CLI::App* verb = app.add_subcommand("exec", description);
    add_exec_options(*verb, *options);
    verb->callback([options, words, &action] { action = [options, words] { return run(*options, words); }; });
}

}  // namespace ratchet::cli
