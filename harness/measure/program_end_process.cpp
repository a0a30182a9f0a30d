#include "measure/program_end_process.hpp"

#include "base/file_descriptor_linux.hpp"
#include "base/monotonic_clock_linux.hpp"
#include "measure/interrupt_process.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

constexpr std::int64_t ns_per_s = 1'000'000'000;

bool has_ended(pid_t pid) {
    siginfo_t info{};
    // Not reaped yet: its number, which is also its group's, must stay its own as long as signals are sent to
    // it.
    return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid;
}

EndCause wait_for_end(pid_t pid, std::int64_t deadline_ns, bool heed_interrupts) {
    const FileDescriptor process(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    const std::int64_t longest_sleep = process.is_open() ? INT64_MAX : ns_per_s / 1000;
    const int interrupt = heed_interrupts ? InterruptGuard::wake_descriptor() : -1;
    std::array<pollfd, 2> wakers{{{process.get(), POLLIN, 0}, {interrupt, POLLIN, 0}}};
    while (!has_ended(pid)) {
        if (heed_interrupts && InterruptGuard::received() != 0) {
            return EndCause::interrupt;
        }
        const std::int64_t left = deadline_ns - MonotonicClock().now_ns();
        if (left <= 0) {
            return EndCause::deadline;
        }
        const std::int64_t sleep = std::min(left, longest_sleep);
        const timespec timeout{sleep / ns_per_s, sleep % ns_per_s};
        ppoll(wakers.data(), wakers.size(), &timeout, nullptr);
    }
    return EndCause::itself;
}

}  // namespace

EndCause await_end(pid_t pid, std::int64_t deadline_ns, std::int64_t grace_ns) {
    const EndCause cause = wait_for_end(pid, deadline_ns, true);
    if (cause != EndCause::itself) {
        kill(-pid, SIGTERM);
        kill(-pid, SIGCONT);  // a stopped process does not see the former
        if (wait_for_end(pid, MonotonicClock().now_ns() + grace_ns, false) != EndCause::itself) {
            kill(-pid, SIGKILL);
            wait_for_end(pid, INT64_MAX, false);
        }
    }
    return cause;
}

}  // namespace ratchet
