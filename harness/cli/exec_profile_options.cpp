#include "cli/exec_profile_options.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

namespace ratchet::cli {

SamplingOptions sampling_options(const ExecOptions& options) {
    SamplingOptions sampling;
    sampling.frequency_hz = options.profile_frequency_hz;
    set_stacks(sampling, options.profile_stacks);
    return sampling;
}

std::string command_again(const ExecOptions& options) {
    const ExecOptions usual;
    std::string again = "ratchet exec --profile";
    const auto add = [&again](bool differs, const std::string& words) {
        again += differs ? " " + words : "";
    };
    const auto add_each = [&](const char* option, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            add(true, fmt::format("{} {}", option, shell_quoted(value)));
        }
    };
    add(options.interactive, "--interactive");
    add(options.startup, "--startup");
    add(options.startup && options.repetitions, fmt::format("-r {}", options.repetitions.value_or(0)));
    add(!options.ready.empty(), "--ready " + shell_quoted(options.ready));
    add(options.profiler != usual.profiler, "--profiler " + shell_quoted(options.profiler));
    add(options.profile_frequency_hz != usual.profile_frequency_hz,
        fmt::format("--frequency {:g}", options.profile_frequency_hz));
    add(options.profile_stacks != usual.profile_stacks, "--stacks " + shell_quoted(options.profile_stacks));
    add(options.profile_directory != usual.profile_directory,
        "--profile-directory " + shell_quoted(options.profile_directory));
    add_each("--setup", options.setups);
    add_each("--prepare", options.prepares);
    add_each("--cleanup", options.cleanups);
    return again;
}

bool profiles_alone(const ExecOptions& options) {
    return options.interactive;
}

namespace {

/// Before anything runs: afterwards the profile would be lost.
void require_directory(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (directory.empty()) {
        throw Error(ErrorCode::usage, "names no directory", "--profile-directory");
    }
    if (fs::exists(directory, ignored) && !fs::is_directory(directory, ignored)) {
        throw Error(ErrorCode::usage, "is no directory; name another, or remove it", directory);
    }
}

void check_without_profile(const ExecOptions& options) {
    const ExecOptions usual;
    const auto needs_profile = [](bool given, const char* option) {
        if (given) {
            throw Error(ErrorCode::usage, "goes together with --profile", option);
        }
    };
    needs_profile(options.startup, "--startup");
    needs_profile(options.interactive, "--interactive");
    needs_profile(options.profiler != usual.profiler, "--profiler");
    needs_profile(options.profile_frequency_hz != usual.profile_frequency_hz, "--frequency");
    needs_profile(options.profile_stacks != usual.profile_stacks, "--stacks");
    needs_profile(options.profile_directory != usual.profile_directory, "--profile-directory");
}

void check_profiler(const ExecOptions& options) {
    const ExecOptions usual;
    const bool takes_no_samples = options.profiler == "callgrind" || options.profiler == "counters";
    if (takes_no_samples && (options.profile_frequency_hz != usual.profile_frequency_hz ||
                             options.profile_stacks != usual.profile_stacks)) {
        throw Error(ErrorCode::usage,
                    "takes no samples, so that there is nothing for --frequency or --stacks",
                    "--profiler " + options.profiler);
    }
    if (options.startup && options.profiler != "auto" && options.profiler != "sampling") {
        throw Error(
            ErrorCode::usage,
            fmt::format("needs the times of samples, which --profiler {} does not keep", options.profiler),
            "--startup");
    }
}

void check_interactive(const ExecOptions& options, const std::vector<CommandGroup>& groups) {
    const auto refuse = [](const char* why, const char* option) {
        throw Error(ErrorCode::usage, why, option);
    };
    if (!options.ready.empty()) {
        refuse(
            "looks at the program's output, which --interactive leaves to the terminal; the program can "
            "write a "
            "marker \"ready\" to the file that RATCHET_RESULT names instead",
            "--ready");
    }
    if (groups.size() != 1 || groups.front().size() != 1) {
        refuse("takes one command", "--interactive");
    }
    const StreamChoice& streams = options.streams;
    if (!streams.input.empty() || !streams.output.empty() || streams.tee || streams.terminal) {
        refuse(
            "leaves the program's streams as they are, so that there is nothing for --input, --output, --tee "
            "or "
            "--tty",
            "--interactive");
    }
    if (!options.gates.empty() || !options.json.empty() || !options.csv.empty() ||
        !options.markdown.empty()) {
        refuse("measures nothing, so that there is nothing for --gate, --json, --csv or --markdown",
               "--interactive");
    }
}

}  // namespace

void check_profile_options(const ExecOptions& options, const std::vector<CommandGroup>& groups) {
    static_cast<void>(sampling_options(options));  // refuses what is none
    if (!options.profile) {
        check_without_profile(options);
        return;
    }
    check_profiler(options);
    require_directory(options.profile_directory);
    if (options.interactive) {
        check_interactive(options, groups);
    }
}

}  // namespace ratchet::cli
