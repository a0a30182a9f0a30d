#include "base/subprocess_process.hpp"

#include "base/file_descriptor_linux.hpp"
#include "base/spawn_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Long enough to cost nothing while a program works, short enough not to be felt when one closes its output
// well before it ends.
constexpr int poll_interval_ms = 20;

/// That a program which was asked to end has to do so.
constexpr std::chrono::seconds time_to_end{5};

struct Pipe {
    FileDescriptor read_end;
    FileDescriptor write_end;
};

std::optional<Pipe> open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    Pipe pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
    ::fcntl(pipe.read_end.get(), F_SETFL, O_NONBLOCK);
    return pipe;
}

/// Moves what is there into `text`, up to `max_output`, and closes the pipe at its end. One call takes at
/// most what the largest pipe holds, so that an endless writer cannot keep the caller from its deadline.
void drain(FileDescriptor& pipe, std::string& text, std::size_t max_output, bool& truncated) {
    constexpr int most_reads = 16;
    std::array<char, 65536> buffer{};
    for (int reads = 0; pipe.is_open() && reads < most_reads; ++reads) {
        const ssize_t got = ::read(pipe.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && errno == EAGAIN) {
            return;
        }
        if (got <= 0) {
            pipe.reset();
            return;
        }
        const std::size_t keep = std::min(static_cast<std::size_t>(got), max_output - text.size());
        text.append(buffer.data(), keep);
        truncated = truncated || keep < static_cast<std::size_t>(got);
    }
}

void wait_for_output(const Pipe& output, const Pipe& error_output, std::chrono::milliseconds left) {
    std::array<pollfd, 2> waiting{};
    nfds_t count = 0;
    for (const Pipe* pipe : {&output, &error_output}) {
        if (pipe->read_end.is_open()) {
            waiting.at(count++) = {pipe->read_end.get(), POLLIN, 0};
        }
    }
    // With both pipes at their end the program is about to be reaped: look again at once.
    const int interval_ms = count == 0 ? 1 : poll_interval_ms;
    ::poll(waiting.data(), count, static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, interval_ms)));
}

/// Whether `child` has ended; how it ended is recorded, unless the system withholds it (SIGCHLD is ignored).
bool reap(pid_t child, bool block, SubprocessResult& result) {
    int status = 0;
    const pid_t reaped = ::waitpid(child, &status, block ? 0 : WNOHANG);
    if (reaped == child && WIFEXITED(status)) {
        result.exit_code = WEXITSTATUS(status);
    } else if (reaped == child) {
        result.signal = WTERMSIG(status);
    }
    return reaped == child || (reaped < 0 && errno == ECHILD);
}

void follow(pid_t child, Pipe& output, Pipe& error_output, std::chrono::milliseconds timeout,
            const SubprocessOptions& options, SubprocessResult& result) {
    SteadyClock::time_point deadline = SteadyClock::now() + timeout;
    bool ended = false;
    while (!ended) {
        if (!result.cancelled && options.cancelled && options.cancelled()) {
            // Asked first: a build tool's own children are in groups that a KILL of its own does not reach.
            result.cancelled = true;
            ::kill(-child, SIGTERM);
            deadline = std::min(deadline, SteadyClock::now() + time_to_end);
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
        if (left.count() <= 0) {
            result.timed_out = true;
            ::kill(-child, SIGKILL);
        } else {
            wait_for_output(output, error_output, left);
        }
        ended = reap(child, result.timed_out, result);
        drain(output.read_end, result.output, options.max_output, result.truncated);
        drain(error_output.read_end, result.error_output, options.max_output, result.truncated);
    }
}

}  // namespace

SubprocessResult run_subprocess(const std::vector<std::string>& argv, const std::string& working_directory,
                                std::chrono::milliseconds timeout, const SubprocessOptions& options) {
    SubprocessResult result;
    std::optional<Pipe> output = open_pipe();
    std::optional<Pipe> error_output = open_pipe();
    int failure = errno;
    pid_t child = -1;
    if (output && error_output) {
        failure = spawn_process({.argv = argv,
                                 .working_directory = working_directory,
                                 .environment = options.environment,
                                 .input = {},
                                 .output = output->write_end.get(),
                                 .error_output = error_output->write_end.get()},
                                child);
    }
    if (child < 0) {
        result.start_error =
            fmt::format("cannot start {}: {}", argv.front(), std::generic_category().message(failure));
        return result;
    }
    if (options.started) {
        options.started(child);
    }
    output->write_end.reset();
    error_output->write_end.reset();
    follow(child, *output, *error_output, timeout, options, result);
    return result;
}

}  // namespace ratchet
