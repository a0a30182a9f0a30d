#pragma once

#include "base/file_descriptor_linux.hpp"

#include <array>
#include <atomic>
#include <string>

#include <sys/types.h>

namespace ratchet {

/// A tiny process that outlives the harness for a moment: when the harness dies, however it dies, it kills
/// the process group of the program that was being measured, and those of the program's descendants that left
/// the group but not their environment. The parent-death signal alone reaches only the program itself.
/// It sleeps in `read` until then, is in a session of its own (Ctrl-C does not reach it), holds none of the
/// harness's files, and is invisible to ordinary waits. Made by one fork, so make it before memory grows.
class OrphanGuard {
  public:
    /// Throws `Error(measurement)` when the system has no processes or descriptors left.
    OrphanGuard();
    ~OrphanGuard();
    OrphanGuard(const OrphanGuard&) = delete;
    OrphanGuard& operator=(const OrphanGuard&) = delete;

    /// The process group to kill; 0: none. In memory shared with the guard: a program that is being started
    /// can enter itself, which leaves no moment in which it is unguarded.
    [[nodiscard]] std::atomic<pid_t>& group() { return charge_->group; }

    /// The environment variable ("NAME=value") that tells the program's processes from all others; empty, or
    /// longer than a path can be: they are known by their group alone. Set it while no program runs.
    void mark(const std::string& variable);

  private:
    struct Charge {
        std::atomic<pid_t> group{0};
        std::array<char, 8192> variable{};  ///< NUL-terminated
    };

    [[noreturn]] static void guard_until_closed(int pipe, const Charge& charge);

    Charge* charge_;        ///< shared with the guard
    FileDescriptor alive_;  ///< the guard waits for this end of a pipe to close
    pid_t guard_ = -1;
};

}  // namespace ratchet
