#include "cli/exec_options.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/project.hpp"
#include "gate/duet.hpp"
#include "measure/ready_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

namespace ratchet::cli {
namespace {

constexpr auto footer = R"(
Behind -- stand the command and its arguments, as they are: no shell sees them. --vs between two commands runs
them in turns, in blocks of A B B A and B A A B, so that a drift of the host hits both alike, and judges the
difference: at 10, 14, 20, 30, 45 and 60 blocks, until it is decided or --time is up.
A gate that is undecided then is told and fails nothing.

  ratchet exec -- sleep 0.1
  ratchet exec --warmup 2 -- sort file --vs sort --parallel=1 file
  ratchet exec --shell bash -- 'grep -c x file | wc' --vs 'wc file'
  ratchet exec --vs -L level=1,3,9 -- zstd -@level@ -c file         compares the settings with the first
  ratchet exec -P n=1:8 --setup 'make clean' -- make -j@n@          one setting after the other
  ratchet exec --gate "wall_time 3%" -- ./old --vs ./new            exit code 1 when new is slower
  ratchet exec --profile -- ./solver input       where it spends its time
  ratchet exec --profile --interactive -- ./editor
  ratchet exec --ready "listening on" --profile --startup -- ./server    how long it takes to start up, and with what

Commands see the caller's environment. They read nothing and their output goes nowhere unless --input, --output,
--tee or --tty say otherwise; a program that looks may do less work when its output goes to /dev/null.

Exit codes: 0 measured, and no gate regressed; 1 a gate regressed; 2 usage, also for fewer runs than a gate needs;
3 a document could not be written;
4 a command failed, or its values were none that a gate could judge.)";

/// An option that may be given several times, with one value each time.
void add_repeated(CLI::App& verb, const std::string& names, std::vector<std::string>& values,
                  const std::string& help) {
    verb.add_option(names, values, help)->allow_extra_args(false)->type_name("TEXT");
}

/// A check of an option's text: what is wrong, or nothing.
std::string is_ready_text(const std::string& text) {
    const std::string problem = ready_text_problem(text);
    return problem.empty() ? "" : fmt::format("\"{}\" {}", printable(text), problem);
}

void add_counts(CLI::App& verb, ExecOptions& options) {
    verb.add_option("-r,--repetitions", options.repetitions,
                    "exactly so many runs of each command; with --vs rounded up to whole blocks of two, at "
                    "least 4, and judged once, which takes 14; a limit takes 9 (default: 10, and as many "
                    "more as --time allows)")
        ->check(CLI::Range(1, 999999));
    verb.add_option(
            "-t,--time", options.time_s,
            "seconds that a command is run again and again (default 3); with --vs, after the first look at "
            "10 blocks no further one is begun that would end later (default 60)")
        ->check(CLI::PositiveNumber)
        ->check(is_number_of_seconds);
    verb.add_option("-w,--warmup", options.warmup, "runs of each command before the first that counts")
        ->check(CLI::Range(0, 999999));
    verb.add_flag("-i,--ignore-failure", options.ignore_failure,
                  "an exit code other than 0 is a result like another");
    add_repeated(
        verb, "--gate", options.gates,
        "a comparison (\"wall_time 3%\", \"peak_rss 5%/10%\") or a limit (\"user_time <= 2s\") that fails "
        "with exit code 1; on wall_time, user_time, system_time, peak_rss, startup_time");
    verb.add_option(
            "--ready", options.ready,
            "a part of a line that the commands write once they have started up: the metric startup_time is "
            "the time from launch to it (programs can say so themselves, by a marker in RATCHET_RESULT)")
        ->type_name("TEXT")
        ->check(is_ready_text);
}

void add_commands(CLI::App& verb, ExecOptions& options) {
    verb.add_flag("--vs", options.compare_settings,
                  "in front of --: run the settings of the parameters in turns, against the first");
    add_repeated(verb, "-L,--parameter-list", options.lists,
                 "NAME=a,b,c: once with each value in place of @NAME@ (\\, is a comma)");
    add_repeated(verb, "-P,--parameter-scan", options.scans, "NAME=from:to[:step]: the same with numbers");
    verb.add_option(
        "-S,--shell", options.shell,
        "each command is one text for this shell, such as bash or \"bash -eu\"; values of parameters "
        "are put in as one word, outside quotes; setups and the like are its too (default there: sh)");
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

void add_streams(CLI::App& verb, ExecOptions& options) {
    verb.add_option("--input", options.streams.input, "file that the commands read");
    verb.add_option("--output", options.streams.output, "file that their output goes to, anew in each run");
    verb.add_flag("--tee", options.streams.tee, "show on standard error what they write");
    verb.add_flag("--tty", options.streams.terminal,
                  "give them a terminal of 80 x 24, on which nobody types: the first read finds the end "
                  "of input, a second one waits");
    verb.add_option("--json", options.json,
                    "write everything, single runs too, to this file (-: standard output)");
    verb.add_option("--csv", options.csv, "write one line a run");
    verb.add_option("--markdown", options.markdown, "write the table");
}

void add_profile(CLI::App& verb, ExecOptions& options) {
    verb.add_flag("--profile", options.profile,
                  "profile one more run of each command, and show the functions in which it spends its time");
    verb.add_option("--profile-directory", options.profile_directory,
                    "where the profile's files go (default ratchet-profile)");
    verb.add_option(
            "--profiler", options.profiler,
            "auto (perf events, else gperftools), sampling (perf events), gperftools, callgrind (exact "
            "instructions and calls, 20 to 50 times as slow) or counters (of the CPU: no functions)")
        ->check(CLI::IsMember({"auto", "sampling", "gperftools", "callgrind", "counters"}));
    verb.add_option("--frequency", options.profile_frequency_hz, "samples a second of CPU time (default 999)")
        ->check(CLI::Range(1, 100000));
    verb.add_option(
        "--stacks", options.profile_stacks,
        "KiB of each stack that are looked at: 8, 16, 32 or 64 for deeper ones; or fp, to follow frame "
        "pointers instead");
    verb.add_flag("--startup", options.startup,
                  "with --profile: the start-up alone, from launch until the command is ready (see --ready), "
                  "of as many "
                  "runs as --repetitions says (default 10)");
    verb.add_flag("--interactive", options.interactive,
                  "with --profile: no run but the profiled one, which has this terminal for its own");
}

}  // namespace

void add_exec_options(CLI::App& verb, ExecOptions& options) {
    verb.footer(footer);
    add_commands(verb, options);
    add_counts(verb, options);
    add_streams(verb, options);
    add_profile(verb, options);
}

ExecRequest exec_request(const ExecOptions& options, const std::vector<std::string>& words) {
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

std::vector<int> exec_looks(const ExecOptions& options) {
    if (!options.repetitions) {
        return duet_looks();
    }
    constexpr int fewest_blocks = 2;
    const int blocks = std::max(fewest_blocks, (*options.repetitions + 1) / 2);
    if (blocks > most_duet_blocks) {
        throw Error(ErrorCode::usage,
                    fmt::format("a comparison takes at most {} runs of each command", 2 * most_duet_blocks),
                    "--repetitions");
    }
    return {blocks};
}

}  // namespace ratchet::cli
