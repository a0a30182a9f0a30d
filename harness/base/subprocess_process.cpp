#include "base/subprocess_process.hpp"

#include "base/file_descriptor_linux.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Long enough to cost nothing while a program works, short enough not to be felt when one closes its output
// well before it ends.
constexpr int poll_interval_ms = 20;

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

/// The two C structures that posix_spawn wants, released together.
class SpawnSettings {
  public:
    SpawnSettings() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> assignments(const std::map<std::string, std::string>& environment) {
    std::vector<std::string> result;
    result.reserve(environment.size());
    for (const auto& [name, value] : environment) {
        result.push_back(fmt::format("{}={}", name, value));
    }
    return result;
}

/// Returns 0 and sets `child`, or an error number.
int spawn(std::vector<std::string> argv, const std::string& working_directory,
          const SubprocessOptions& options, const Pipe& output, const Pipe& error_output, pid_t& child) {
    SpawnSettings settings;
    ::posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_adddup2(&settings.actions, output.write_end.get(), STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&settings.actions, error_output.write_end.get(), STDERR_FILENO);
    if (!working_directory.empty()) {
        ::posix_spawn_file_actions_addchdir_np(&settings.actions, working_directory.c_str());
    }
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&settings.attributes, &signals);
    ::sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&settings.attributes, &signals);
    ::posix_spawnattr_setpgroup(&settings.attributes, 0);
    ::posix_spawnattr_setflags(
        &settings.attributes,
        static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));

    std::vector<std::string> variables;
    std::vector<char*> variable_pointers;
    if (options.environment) {
        variables = assignments(*options.environment);
        variable_pointers = pointers(variables);
    }
    const std::vector<char*> argument_pointers = pointers(argv);
    return ::posix_spawnp(&child, argv.front().c_str(), &settings.actions, &settings.attributes,
                          argument_pointers.data(), options.environment ? variable_pointers.data() : environ);
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
            std::size_t max_output, SubprocessResult& result) {
    const SteadyClock::time_point deadline = SteadyClock::now() + timeout;
    bool ended = false;
    while (!ended) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
        if (left.count() <= 0) {
            result.timed_out = true;
            ::kill(-child, SIGKILL);
        } else {
            wait_for_output(output, error_output, left);
        }
        ended = reap(child, result.timed_out, result);
        drain(output.read_end, result.output, max_output, result.truncated);
        drain(error_output.read_end, result.error_output, max_output, result.truncated);
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
        failure = spawn(argv, working_directory, options, *output, *error_output, child);
    }
    if (child < 0) {
        result.start_error =
            fmt::format("cannot start {}: {}", argv.front(), std::generic_category().message(failure));
        return result;
    }
    output->write_end.reset();
    error_output->write_end.reset();
    follow(child, *output, *error_output, timeout, options.max_output, result);
    return result;
}

}  // namespace ratchet
