#include "measure/process_launcher_process.hpp"

#include "base/error.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "base/process_stat.hpp"
#include "base/text.hpp"
#include "measure/child_process.hpp"
#include "measure/foreground_process.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/leftover_process.hpp"
#include "measure/program_end_process.hpp"
#include "measure/program_lookup_disk.hpp"
#include "measure/ready_watch_linux.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <deque>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

void refuse_nul(std::string_view text, const char* where) {
    if (text.find('\0') != std::string_view::npos) {
        throw Error(ErrorCode::usage,
                    fmt::format("'{}' holds a NUL character; no process can receive it", printable(text)),
                    where);
    }
}

void refuse_nul(const LaunchRequest& request) {
    for (const std::string& argument : request.argv) {
        refuse_nul(argument, "command");
    }
    for (const auto& [name, value] : request.environment) {
        refuse_nul(name, "environment");
        refuse_nul(value, "environment");
    }
    refuse_nul(request.working_directory, "working directory");
}

/// Numbers above 2, so that giving the child its standard descriptors overwrites none of them.
FileDescriptor open_standard(const std::string& path, int flags) {
    FileDescriptor opened(
        open(path.empty() ? "/dev/null" : path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666));
    if (opened.is_open() && opened.get() <= STDERR_FILENO) {
        opened = FileDescriptor(fcntl(opened.get(), F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    }
    if (!opened.is_open()) {
        throw Error(ErrorCode::measurement,
                    fmt::format("cannot be opened for the program's input or output: {}",
                                std::generic_category().message(errno)),
                    path.empty() ? "/dev/null" : path);
    }
    return opened;
}

/// This process's own stream, by another number that is above 2.
FileDescriptor own_stream(int stream) {
    FileDescriptor duplicate(fcntl(stream, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!duplicate.is_open()) {
        throw Error(ErrorCode::measurement, fmt::format("stream {} cannot be given to a program: {}", stream,
                                                        std::generic_category().message(errno)));
    }
    return duplicate;
}

void give_streams(ChildPreparation& prepared, const LaunchRequest& request) {
    if (request.foreground) {
        prepared.input = own_stream(STDIN_FILENO);
        prepared.output = own_stream(STDOUT_FILENO);
        prepared.error = own_stream(STDERR_FILENO);
        return;
    }
    prepared.input = open_standard(request.stdin_path, O_RDONLY);
    prepared.output = open_standard(request.stdout_path, O_WRONLY | O_CREAT | O_TRUNC);
    prepared.error = open_standard(request.stderr_path, O_WRONLY | O_CREAT | O_TRUNC);
}

std::string_view variable(const LaunchRequest& request, std::string_view wanted) {
    for (const auto& [name, value] : request.environment) {
        if (name == wanted) {
            return value;
        }
    }
    return {};
}

/// No two runs on a host share their result file.
std::string mark_of(const LaunchRequest& request) {
    const std::string_view result = variable(request, "RATCHET_RESULT");
    return result.empty() ? "" : fmt::format("RATCHET_RESULT={}", result);
}

std::string start_error(const StartedChild& child, const LaunchRequest& request, const std::string& path) {
    const std::string reason = std::generic_category().message(child.error);
    switch (child.failed_step) {
        case StartStep::clone:
            return fmt::format("no process could be made: {}; see ulimit -u and the free memory", reason);
        case StartStep::change_directory:
            return fmt::format("the working directory '{}' cannot be entered: {}",
                               printable(request.working_directory), reason);
        case StartStep::pin:
            return fmt::format("cannot pin to CPUs {}: {}; they are offline or not allowed here",
                               fmt::join(request.cpus, ","), reason);
        case StartStep::execute:
            break;
    }
    const char* advice = "";
    if (child.error == ENOENT) {
        advice = "; the file exists, but the interpreter or loader that it names does not";
    } else if (child.error == ENOEXEC) {
        advice = "; it is no program for this machine, or a script without a #! line";
    } else if (child.error == E2BIG) {
        advice = "; shorten its arguments or its environment";
    }
    return fmt::format("'{}' cannot be executed: {}{}", printable(path), reason, advice);
}

/// VmHWM and not getrusage: the latter also remembers what this process was before its own exec.
std::int64_t own_peak_rss_bytes() {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        std::int64_t kibibytes = 0;
        if (word == "VmHWM:" && status >> kibibytes) {
            return kibibytes * 1024;
        }
    }
    return INT64_MAX;  // unknown: no child's figure can be told from it
}

/// Of a process that has ended and is not reaped yet.
std::optional<int> last_cpu_of(pid_t pid) {
    std::ifstream file(fmt::format("/proc/{}/stat", pid));
    std::string stat;
    std::getline(file, stat);
    const std::optional<std::uint64_t> cpu = process_stat_field(stat, stat_last_cpu);
    return cpu ? std::optional(static_cast<int>(*cpu)) : std::nullopt;
}

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

void take_usage(LaunchResult& result, int status, const rusage& usage, std::int64_t own_peak) {
    if (WIFEXITED(status)) {
        result.exit_code = WEXITSTATUS(status);
    } else {
        result.signal = WTERMSIG(status);
    }
    result.user_time_s = seconds(usage.ru_utime);
    result.system_time_s = seconds(usage.ru_stime);
    result.minor_faults = usage.ru_minflt;
    result.major_faults = usage.ru_majflt;
    result.voluntary_switches = usage.ru_nvcsw;
    result.involuntary_switches = usage.ru_nivcsw;
    // The kernel counts pages per CPU and adds these up in batches: two readings of one size may differ.
    constexpr std::int64_t counting_error = 1 << 20;
    const std::int64_t peak = std::int64_t{usage.ru_maxrss} * 1024;
    if (peak - counting_error > own_peak) {
        result.peak_rss_bytes = peak;
    } else {
        result.peak_rss_at_most_bytes = peak + counting_error;
    }
}

/// One of the programs that are launched together.
struct Program {
    explicit Program(const LaunchRequest& wanted) : request(wanted) {}

    const LaunchRequest& request;
    LaunchResult result;
    std::string path;
    std::optional<ChildPreparation> prepared;  ///< absent: it cannot be found
    std::optional<ReadyWatch> ready;           ///< absent: nothing is looked for
    pid_t pid = -1;                            ///< -1: was not started
    EndCause cause = EndCause::itself;
};

/// `place`: of the program among those that are launched together.
void prepare_program(Program& program, OrphanGuard& guard, std::size_t place) {
    const LaunchRequest& request = program.request;
    refuse_nul(request);
    program.result.started_ns = MonotonicClock().now_ns();
    ProgramLookup found = find_program(request.argv.empty() ? "" : request.argv.front(),
                                       variable(request, "PATH"), request.working_directory);
    if (!found.problem.empty()) {
        program.result.start_error = found.problem;
        return;
    }
    program.path = std::move(found.path);
    ChildPreparation& prepared = program.prepared.emplace(program.path, request.argv, request.environment,
                                                          request.working_directory, request.cpus);
    give_streams(prepared, request);
    if (!request.ready_text.empty() && !request.foreground) {
        program.ready.emplace(request.ready_text,
                              std::vector<std::string>{request.stdout_path, request.stderr_path});
    }
    prepared.group = &guard.group(place);
    prepared.fixed_addresses = request.fixed_addresses;
    guard.mark(place, mark_of(request));
}

void start_program(Program& program) {
    if (!program.prepared) {
        return;
    }
    program.result.started_ns = MonotonicClock().now_ns();
    const StartedChild child = start_child(*program.prepared);
    if (child.error != 0) {
        program.prepared->group->store(0);
        program.result.start_error = start_error(child, program.request, program.path);
        return;
    }
    program.pid = child.pid;
    program.result.fixed_addresses = child.fixed_addresses;
}

/// What became of each is taken when all have ended: looking into /proc takes time on somebody's CPU.
void await_and_take(std::deque<Program>& programs, std::int64_t grace_ns, std::int64_t own_peak) {
    std::vector<Program*> running;
    std::vector<AwaitedProgram> awaited;
    for (Program& program : programs) {
        if (program.pid > 0) {
            running.push_back(&program);
            awaited.push_back(
                {program.pid, program.request.deadline_ns, program.ready ? &*program.ready : nullptr});
        }
    }
    const std::vector<ProgramEnd> ends = await_ends(awaited, grace_ns);
    for (std::size_t i = 0; i < ends.size(); ++i) {
        LaunchResult& result = running[i]->result;
        running[i]->cause = ends[i].cause;
        result.process_time_s = static_cast<double>(ends[i].ended_ns - result.started_ns) * 1e-9;
        result.timed_out = ends[i].cause == EndCause::deadline;
        result.ready_ns = running[i]->ready ? running[i]->ready->ready_ns() : std::nullopt;
        result.last_cpu = last_cpu_of(running[i]->pid);
        int status = 0;
        rusage usage{};
        wait4(running[i]->pid, &status, 0, &usage);
        take_usage(result, status, usage, own_peak);
    }
}

void clear_away(std::deque<Program>& programs, const std::vector<pid_t>& not_ours) {
    std::vector<EndedGroup> groups;
    for (const Program& program : programs) {
        if (program.pid > 0) {
            groups.push_back({program.pid, program.cause == EndCause::itself});
        }
    }
    if (groups.empty()) {
        return;
    }
    programs.front().result.leftover_processes = kill_leftovers(not_ours, std::move(groups));
    for (const Program& program : programs) {
        if (program.prepared) {
            program.prepared->group->store(0);
        }
    }
}

}  // namespace

ProcessLauncher::ProcessLauncher(std::chrono::nanoseconds grace) : grace_ns_(grace.count()) {
    prctl(PR_GET_CHILD_SUBREAPER, &was_subreaper_);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Ignoring it is inherited from a parent that does, and would make dead children vanish unread.
    std::signal(SIGCHLD, SIG_DFL);
}

ProcessLauncher::~ProcessLauncher() {
    prctl(PR_SET_CHILD_SUBREAPER, was_subreaper_);
}

std::vector<LaunchResult> ProcessLauncher::launch_together(const std::vector<LaunchRequest>& requests) {
    std::optional<InterruptGuard::SetAside> set_aside;
    if (std::ranges::any_of(requests, &LaunchRequest::despite_interrupt)) {
        set_aside.emplace();
    }
    InterruptGuard::throw_if_interrupted();
    if (requests.size() > OrphanGuard::most_programs) {
        throw Error(ErrorCode::usage, fmt::format("at most {} programs can be launched together, not {}",
                                                  OrphanGuard::most_programs, requests.size()));
    }
    std::deque<Program> programs;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        prepare_program(programs.emplace_back(requests[i]), guard_, i);
    }
    std::optional<LentTerminal> terminal;
    if (std::ranges::any_of(requests, &LaunchRequest::foreground)) {
        terminal.emplace();
    }
    for (Program& program : programs) {
        if (program.prepared) {
            program.prepared->foreground = program.request.foreground && terminal->is_ours();
        }
    }
    const std::vector<pid_t> not_ours = child_processes();
    const std::int64_t own_peak = own_peak_rss_bytes();
    for (Program& program : programs) {
        start_program(program);
    }
    await_and_take(programs, grace_ns_, own_peak);
    terminal.reset();
    clear_away(programs, not_ours);
    InterruptGuard::throw_if_interrupted();
    std::vector<LaunchResult> results;
    std::ranges::transform(programs, std::back_inserter(results), &Program::result);
    return results;
}

}  // namespace ratchet
