#pragma once

#include "exec/plan.hpp"
#include "exec/program_streams_process.hpp"

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace ratchet::cli {

/// The options of `ratchet exec` as they were given.
struct ExecOptions {
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
    bool profile = false;
    std::string profile_directory = "ratchet-profile";
    std::string profiler = "auto";
    std::string profile_stacks = "8";
    double profile_frequency_hz = 999;
    bool interactive = false;
    std::string ready;     ///< what says that a command is ready; empty: nothing in its output does
    bool startup = false;  ///< profile until then alone
    StreamChoice streams;
    std::string json;
    std::string csv;
    std::string markdown;
};

/// Declares them, with the help. `options` outlives the verb.
void add_exec_options(CLI::App& verb, ExecOptions& options);

/// What they and the words behind `--` ask for. Throws `Error(usage)` for a malformed parameter.
ExecRequest exec_request(const ExecOptions& options, const std::vector<std::string>& words);

/// The blocks at which comparisons are judged. A number of runs that was asked for is looked at once, at its
/// end. Throws `Error(usage)` for more runs than a comparison takes.
std::vector<int> exec_looks(const ExecOptions& options);

}  // namespace ratchet::cli
