#include "artifacts/exec_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/text.hpp"
#include "cli/exec_progress.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "exec/gates.hpp"
#include "exec/plan.hpp"
#include "exec/program_streams_process.hpp"
#include "exec/record.hpp"
#include "exec/runner.hpp"
#include "gate/duet.hpp"
#include "host/host_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/process_launcher_process.hpp"
#include "report/exec_table.hpp"
#include "session/wall_clock_linux.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

constexpr auto description =
    "Measures any commands, without a build tree: ratchet exec [options] -- command [--vs command]...";

constexpr auto footer = R"(
Behind -- stand the command and its arguments, as they are: no shell sees them. --vs between two commands runs
them in turns, in blocks of A B B A and B A A B, so that a drift of the host hits both alike, and judges the
difference: at 10, 14, 20, 30, 45 and 60 blocks, until it is decided or --time is up.

  ratchet exec -- sleep 0.1
  ratchet exec --warmup 2 -- sort file --vs sort --parallel=1 file
  ratchet exec --shell bash -- 'grep -c x file | wc' --vs 'wc file'
  ratchet exec --vs -L level=1,3,9 -- zstd -@level@ -c file         compares the settings with the first
  ratchet exec -P n=1:8 --setup 'make clean' -- make -j@n@          one setting after the other
  ratchet exec --gate "wall_time 3%" -- ./old --vs ./new            exit code 1 when new is slower

Commands see the caller's environment. They read nothing and their output goes nowhere unless --input, --output,
--tee or --tty say otherwise; a program that looks may do less work when its output goes to /dev/null.

Exit codes: 0 measured; 1 a gate regressed; 2 usage; 4 a command failed or a gate could not be judged.)";

struct Options {
    std::optional<int> repetitions;
    std::optional<double> time_s;
    int warmup = 0;
    std::vector<std::string> names;
    std::vector<std::string> setups;
    std::vector<std::string> prepares;
    std::vector<std::string> cleanups;
    std::vector<std::string> lists;
    std::vector<std::string> scans;
    std::vector<std::string> gates;
    std::optional<std::string> shell;
    bool no_shell = false;
    bool compare_settings = false;
    bool ignore_failure = false;
    StreamChoice streams;
    std::string json;
    std::string csv;
    std::string markdown;
};

constexpr auto standard_output = "-";

ExecRequest request_of(const Options& options, const std::vector<std::string>& words) {
    ExecRequest request;
    request.words = words;
    request.form = options.no_shell ? CommandForm::text
                   : options.shell  ? CommandForm::shell
                                    : CommandForm::words;
    request.shell = options.shell.value_or(request.shell);
    request.compare_settings = options.compare_settings;
    for (const std::string& list : options.lists) {
        request.parameters.push_back(parse_parameter_list(list));
    }
    for (const std::string& scan : options.scans) {
        request.parameters.push_back(parse_parameter_scan(scan));
    }
    request.names = options.names;
    request.setups = options.setups;
    request.prepares = options.prepares;
    request.cleanups = options.cleanups;
    return request;
}

/// The blocks at which comparisons are judged. A number of runs that was asked for is looked at once, at its
/// end.
std::vector<int> looks_of(const Options& options) {
    if (!options.repetitions) {
        return duet_looks();
    }
    const std::vector<int> usual = duet_looks();
    const int blocks = std::max(2, (*options.repetitions + 1) / 2);
    if (blocks > usual.back()) {
        throw Error(ErrorCode::usage,
                    fmt::format("a comparison takes at most {} runs of each command", 2 * usual.back()),
                    "--repetitions");
    }
    return {blocks};
}

/// Told before anything is measured: what took minutes shall not be lost for want of a directory.
void require_writable(const std::string& path, const char* option) {
    if (path.empty() || path == standard_output) {
        return;
    }
    const std::filesystem::path directory = std::filesystem::absolute(path).parent_path();
    if (!std::filesystem::is_directory(directory)) {
        throw Error(
            ErrorCode::usage,
            fmt::format("the directory '{}' does not exist; make it first", printable(directory.string())),
            option);
    }
}

void write(const std::string& path, const std::string& text) {
    if (path == standard_output) {
        fmt::print("{}", text);
    } else if (!path.empty()) {
        artifacts::write_atomically(path, text);
    }
}

/// Everything that one `ratchet exec` measures with.
class Measurement {
  public:
    Measurement(const Options& options, const std::vector<std::string>& words)
        : options_(options),
          request_(request_of(options, words)),
          groups_(plan_commands(request_)),
          compares_(groups_.front().size() > 1),
          gates_(exec_gates(options.gates, compares_)),
          looks_(compares_ ? looks_of(options) : std::vector<int>()),
          streams_(options.streams),
          progress_(clock_, groups_.size(), options.streams.tee) {
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
        settings_.seed = record_.seed;
        settings_.environment = read_environment();
        settings_.environment["RATCHET_RESULT"] = streams_.result_path();
    }

    void measure() {
        const InterruptGuard interrupts;
        const std::optional<double> shell_s = shell_start_s();
        for (const CommandGroup& group : groups_) {
            const MeasuredGroup measured = measure_group(
                group, settings_, looks_,
                [this](const MeasuredGroup& so_far) { return needs_more_blocks(so_far, gates_, looks_); },
                {launcher_, clock_, streams_},
                [this](const GroupProgress& now) { progress_.run_finished(now); });
            add_group(record_, group, measured, gates_, looks_, shell_s);
            tell(group, measured);
        }
    }

    /// What has been measured so far.
    void show() const {
        if (record_.commands.empty()) {
            return;
        }
        const bool document_on_stdout = options_.json == standard_output || options_.csv == standard_output ||
                                        options_.markdown == standard_output;
        if (!document_on_stdout) {
            fmt::print("{}", render_exec(record_, style_of(stdout)));
        }
        write(options_.json, options_.json.empty() ? "" : artifacts::to_json(record_));
        write(options_.csv, options_.csv.empty() ? "" : artifacts::exec_csv(record_));
        write(options_.markdown, options_.markdown.empty() ? "" : exec_markdown(record_));
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
        const MeasuredGroup measured =
            measure_group(plan_commands(nothing).front(), briefly, {}, nullptr, {launcher_, clock_, streams_},
                          [](const GroupProgress&) {});
        const MeasuredCommand& shell = measured.commands.front();
        if (shell.failure) {
            throw Error(ErrorCode::usage, shell.failure->message, "--shell");
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
                          ? "–"
                          : format_duration_s(statistics::median(statistics::Sample(wall->second)));
        }
        progress_.group_finished(group.front().name, result);
    }

    const Options& options_;
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

ExitCode run(const Options& options, const std::vector<std::string>& words) {
    require_writable(options.json, "--json");
    require_writable(options.csv, "--csv");
    require_writable(options.markdown, "--markdown");
    Measurement measurement(options, words);
    try {
        measurement.measure();
    } catch (const Error&) {
        measurement.show();  // Ctrl-C loses nothing that was measured to its end
        throw;
    }
    measurement.show();
    return measurement.result();
}

/// An option that may be given several times, with one value each time.
void add_repeated(CLI::App& verb, const std::string& names, std::vector<std::string>& values,
                  const std::string& help) {
    verb.add_option(names, values, help)->allow_extra_args(false)->type_name("TEXT");
}

void add_counts(CLI::App& verb, Options& options) {
    verb.add_option(
            "-r,--repetitions", options.repetitions,
            "exactly so many runs of each command; with --vs rounded up to whole blocks of two, and judged "
            "once, which takes 14 (default: 10, and as many more as --time allows)")
        ->check(CLI::Range(1, 999999));
    verb.add_option(
            "-t,--time", options.time_s,
            "seconds that a command is run again and again (default 3); with --vs, after the first look at "
            "10 blocks no further one is begun that would end later (default 60)")
        ->check(CLI::PositiveNumber);
    verb.add_option("-w,--warmup", options.warmup, "runs of each command before the first that counts")
        ->check(CLI::Range(0, 999999));
    verb.add_flag("-i,--ignore-failure", options.ignore_failure,
                  "an exit code other than 0 is a result like another");
    add_repeated(
        verb, "--gate", options.gates,
        "a comparison (\"wall_time 3%\", \"peak_rss 5%/10%\") or a limit (\"user_time <= 2s\") that fails "
        "with exit code 1; on wall_time, user_time, system_time, peak_rss");
}

void add_commands(CLI::App& verb, Options& options) {
    verb.add_flag("--vs", options.compare_settings,
                  "in front of --: run the settings of the parameters in turns, against the first");
    add_repeated(verb, "-L,--parameter-list", options.lists,
                 "NAME=a,b,c: once with each value in place of @NAME@ (\\, is a comma)");
    add_repeated(verb, "-P,--parameter-scan", options.scans, "NAME=from:to[:step]: the same with numbers");
    verb.add_option(
        "-S,--shell", options.shell,
        "each command is one text for this shell, such as bash or \"bash -eu\"; values of parameters "
        "are put in as one quoted word; setups and the like are its too (default there: sh)");
    verb.add_flag(
            "-N,--no-shell", options.no_shell,
            "each command is one text, split into words as a shell would, and so are setups and the like")
        ->excludes("--shell");
    add_repeated(verb, "-n,--name", options.names, "what a command is called in results, in their order");
    add_repeated(
        verb, "-s,--setup", options.setups,
        "run once before the first run; as those below given once for all commands, or once for each");
    add_repeated(verb, "-p,--prepare", options.prepares, "run before every run, warm-up included");
    add_repeated(verb, "-c,--cleanup", options.cleanups, "run once after the last run");
}

void add_streams(CLI::App& verb, Options& options) {
    verb.add_option("--input", options.streams.input, "file that the commands read");
    verb.add_option("--output", options.streams.output, "file that their output goes to, anew in each run");
    verb.add_flag("--tee", options.streams.tee, "show on standard error what they write");
    verb.add_flag("--tty", options.streams.terminal, "give them a terminal of 80 x 24");
    verb.add_option("--json", options.json,
                    "write everything, single runs too, to this file (-: standard output)");
    verb.add_option("--csv", options.csv, "write one line a run");
    verb.add_option("--markdown", options.markdown, "write the table");
}

}  // namespace

void add_exec(CLI::App& app, Action& action, const std::vector<std::string>& words) {
    const auto options = std::make_shared<Options>();
    CLI::App* verb = app.add_subcommand("exec", description);
    verb->footer(footer);
    add_commands(*verb, *options);
    add_counts(*verb, *options);
    add_streams(*verb, *options);
    verb->callback([options, words, &action] { action = [options, words] { return run(*options, words); }; });
}

}  // namespace ratchet::cli
