#include "measure/orphan_guard_process.hpp"

#include "base/error.hpp"
#include "measure/marked_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace ratchet {
namespace {

[[noreturn]] void fail(const char* what) {
    throw Error(ErrorCode::measurement, std::string("cannot guard measured processes: ") + what + ": " +
                                            std::strerror(errno) +
                                            "; check the limits of processes and open files (ulimit -u -n)");
}

}  // namespace

/// Only system calls: the process is a copy of one whose other threads may hold any lock.
void OrphanGuard::guard_until_closed(int pipe, const Charges& charges) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, nullptr);
    setsid();
    prctl(PR_SET_NAME, "ratchet-guard");
    // A copy of the caller's output would keep a ctest that waits for its end waiting, and a copy of a lock
    // would keep it locked.
    dup2(pipe, 0);
    close_range(1, ~0U, 0);
    char nothing = 0;
    while (read(0, &nothing, 1) < 0 && errno == EINTR) {
    }
    for (const Charge& charge : charges) {
        if (const pid_t doomed = charge.group.load(); doomed > 0) {
            kill(-doomed, SIGKILL);
        }
    }
    for (const Charge& charge : charges) {
        if (charge.group.load() > 0 && charge.variable.front() != '\0') {
            kill_marked(charge.variable.data());
        }
    }
    _exit(0);
}

OrphanGuard::OrphanGuard() {
    void* const shared =
        mmap(nullptr, sizeof(Charges), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        fail("mmap");
    }
    charges_ = new (shared) Charges;
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        fail("pipe");
    }
    const FileDescriptor read_end(ends[0]);
    alive_ = FileDescriptor(ends[1]);
    // A fork without SIGCHLD as its exit signal: waits for "any child" never see the guard.
    guard_ = static_cast<pid_t>(syscall(SYS_clone, 0, nullptr, nullptr, nullptr, nullptr));
    if (guard_ < 0) {
        fail("fork");
    }
    if (guard_ == 0) {
        guard_until_closed(read_end.get(), *charges_);
    }
}

OrphanGuard::~OrphanGuard() {
    alive_.reset();
    waitpid(guard_, nullptr, __WALL);
    munmap(charges_, sizeof *charges_);
}

void OrphanGuard::mark(std::size_t program, const std::string& variable) {
    Charge& charge = charges_->at(program);
    const bool fits = variable.size() < charge.variable.size();
    const std::size_t length = fits ? variable.copy(charge.variable.data(), variable.size()) : 0;
    charge.variable.at(length) = '\0';
}

}  // namespace ratchet
