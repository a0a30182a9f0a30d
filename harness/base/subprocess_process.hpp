#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ratchet {

struct SubprocessOptions {
    std::size_t max_output = std::size_t{16} << 20U;  ///< bytes kept of each stream; the rest is discarded
    std::optional<std::map<std::string, std::string>> environment;  ///< the whole of it; absent: inherited
    std::function<bool()>
        cancelled;  ///< asked again and again; true ends the program, by TERM and 5 s later KILL
    std::function<void(pid_t group)> started;  ///< called once it runs, with its process group
};

/// How a helper program (git, the dynamic linker, gnuplot) ended and what it said.
struct SubprocessResult {
    std::optional<std::string> start_error;  ///< why it could not be started; nothing else is set then
    std::optional<int> exit_code;            ///< absent when it was not started or ended by a signal
    std::optional<int> signal;               ///< what ended it, the KILL of a time-out included
    bool timed_out = false;
    bool cancelled = false;
    bool truncated = false;  ///< a stream was longer than `max_output`
    std::string output;
    std::string error_output;

    /// Exit code 0 and nothing of the output lost.
    [[nodiscard]] bool succeeded() const { return exit_code == 0 && !truncated; }
};

/// Runs `argv` (not empty; argv[0] is looked up in the caller's PATH when it holds no '/') without a shell,
/// in `working_directory` (empty: the caller's), with /dev/null as its input, in a process group of its own
/// that is killed at the time-out. Returns when the program has ended, even if a descendant still holds its
/// output open. Every outcome is a value: nothing is thrown.
[[nodiscard]] SubprocessResult run_subprocess(const std::vector<std::string>& argv,
                                              const std::string& working_directory,
                                              std::chrono::milliseconds timeout,
                                              const SubprocessOptions& options = {});

}  // namespace ratchet
