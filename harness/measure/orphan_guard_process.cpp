#include "measure/orphan_guard_process.hpp"

#include "base/error.hpp"

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
    throw Error(ErrorCode::measurement,
                std::string("cannot guard measured processes: ") + what + ": " + std::strerror(errno));
}

/// Only system calls: the process is a copy of one whose other threads may hold any lock.
[[noreturn]] void guard_until_closed(int pipe, const std::atomic<pid_t>& group) {
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
    if (const pid_t doomed = group.load(); doomed > 0) {
        kill(-doomed, SIGKILL);
    }
    _exit(0);
}

}  // namespace

OrphanGuard::OrphanGuard() {
    void* const shared =
        mmap(nullptr, sizeof(std::atomic<pid_t>), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        fail("mmap");
    }
    group_ = new (shared) std::atomic<pid_t>(0);
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
        guard_until_closed(read_end.get(), *group_);
    }
}

OrphanGuard::~OrphanGuard() {
    alive_.reset();
    waitpid(guard_, nullptr, __WALL);
    munmap(group_, sizeof *group_);
}

}  // namespace ratchet
