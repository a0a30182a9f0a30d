#pragma once

#include "base/file_descriptor_linux.hpp"

#include <atomic>

#include <sys/types.h>

namespace ratchet {

/// A tiny process that outlives the harness for a moment: when the harness dies, however it dies, it kills
/// the process group of the program that was being measured. The parent-death signal alone reaches only the
/// program itself, not the processes that it started.
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
    [[nodiscard]] std::atomic<pid_t>& group() { return *group_; }

  private:
    std::atomic<pid_t>* group_;
    FileDescriptor alive_;  ///< the guard waits for this end of a pipe to close
    pid_t guard_ = -1;
};

}  // namespace ratchet
