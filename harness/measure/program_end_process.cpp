#include "measure/program_end_process.hpp"

#include "base/file_descriptor_linux.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/ready_watch_linux.hpp"

#include <algorithm>
#include <csignal>
#include <ctime>
#include <iterator>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;

/// How a program has been told to end.
enum class Told { nothing, term, kill };

struct Wait {
    pid_t pid = 0;
    FileDescriptor process;
    std::int64_t limit_ns = 0;  ///< when it is told more
    Told told = Told::nothing;
    bool over = false;
    ReadyWatch* ready = nullptr;
    ProgramEnd end = {};
};

bool has_ended(pid_t pid) {
    siginfo_t info{};
    // Not reaped yet: its number, which is also its group's, must stay its own as long as signals are sent to
    // it.
    return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid;
}

void tell_more(Wait& wait, std::int64_t now_ns, std::int64_t grace_ns) {
    if (wait.told == Told::nothing) {
        kill(-wait.pid, SIGTERM);
        kill(-wait.pid, SIGCONT);  // a stopped process does not see the former
        wait.told = Told::term;
        wait.limit_ns = now_ns + grace_ns;
    } else {
        kill(-wait.pid, SIGKILL);
        wait.told = Told::kill;
        wait.limit_ns = INT64_MAX;
    }
}

void press(Wait& wait, std::int64_t grace_ns) {
    const std::int64_t now_ns = MonotonicClock().now_ns();
    const bool interrupted = wait.told == Told::nothing && InterruptGuard::received() != 0;
    if (!interrupted && wait.limit_ns > now_ns) {
        return;
    }
    if (wait.told == Told::nothing) {
        wait.end.cause = interrupted ? EndCause::interrupt : EndCause::deadline;
    }
    tell_more(wait, now_ns, grace_ns);
}

/// Until one of them ends, is to be told more, or an interrupt comes that some have not been told of.
void sleep_beside(const std::vector<Wait>& waits) {
    std::vector<pollfd> wakers;
    std::int64_t until_ns = INT64_MAX;
    std::int64_t longest_sleep = INT64_MAX;
    bool heeds_interrupts = false;
    for (const Wait& wait : waits) {
        if (wait.over) {
            continue;
        }
        wakers.push_back({wait.process.get(), POLLIN, 0});
        if (wait.ready != nullptr) {
            wakers.push_back({wait.ready->descriptor(), POLLIN, 0});
        }
        until_ns = std::min(until_ns, wait.limit_ns);
        longest_sleep = wait.process.is_open() ? longest_sleep : ns_per_s / 1000;
        heeds_interrupts |= wait.told == Told::nothing;
    }
    if (heeds_interrupts) {
        wakers.push_back({InterruptGuard::wake_descriptor(), POLLIN, 0});
    }
    const std::int64_t left = std::max<std::int64_t>(until_ns - MonotonicClock().now_ns(), 0);
    const std::int64_t sleep = std::min(left, longest_sleep);
    const timespec timeout{sleep / ns_per_s, sleep % ns_per_s};
    ppoll(wakers.data(), wakers.size(), &timeout, nullptr);
}

/// Whether any is still alive.
bool look_at(std::vector<Wait>& waits) {
    bool alive = false;
    for (Wait& wait : waits) {
        if (wait.over) {
            continue;
        }
        // The clock first: reading what was written takes its time, and so does asking about the end.
        const std::int64_t woke_ns = MonotonicClock().now_ns();
        if (has_ended(wait.pid)) {
            wait.over = true;
            wait.end.ended_ns = MonotonicClock().now_ns();
        }
        if (wait.ready != nullptr) {
            wait.ready->look(woke_ns);
        }
        alive |= !wait.over;
    }
    return alive;
}

}  // namespace

std::vector<ProgramEnd> await_ends(const std::vector<AwaitedProgram>& programs, std::int64_t grace_ns) {
    std::vector<Wait> waits;
    for (const AwaitedProgram& program : programs) {
        waits.push_back({.pid = program.pid,
                         .process = FileDescriptor(static_cast<int>(syscall(SYS_pidfd_open, program.pid, 0))),
                         .limit_ns = program.deadline_ns,
                         .ready = program.ready});
    }
    while (look_at(waits)) {
        for (Wait& wait : waits) {
            if (!wait.over) {
                press(wait, grace_ns);
            }
        }
        sleep_beside(waits);
    }
    std::vector<ProgramEnd> ends;
    std::ranges::transform(waits, std::back_inserter(ends), &Wait::end);
    return ends;
}

}  // namespace ratchet
