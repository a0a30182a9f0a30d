#pragma once

#include "measure/launcher.hpp"
#include "measure/orphan_guard_process.hpp"

#include <chrono>
#include <cstdint>

namespace ratchet {

/// Launches real processes, one at a time or two together, each in a process group of its own. Whatever a
/// program does, no process of it is left when `launch` returns or throws, nor when the harness is killed:
/// - its group gets TERM at the deadline, and KILL when it has not ended within the grace time;
/// - descendants that left the group (setsid, daemons) become children of this process, which is a child
///   subreaper while the launcher exists, and are killed and counted as leftover;
/// - when the harness dies the kernel kills the program, and the `OrphanGuard` its group and every process
///   that has its RATCHET_RESULT.
/// A program that is not started (not found, not executable, no such working directory) is a result with
/// `start_error`, not an exception.
///
/// Times: `process_time_s` is from just before the child is made to the moment its end was seen. The wait
/// sleeps on a pidfd; a kernel or sandbox without one (before Linux 5.3) is asked every millisecond instead.
/// Of two together the second is made as soon as the first one has executed its program (some 0.3 ms), and
/// what either used or left behind is looked at when both have ended.
///
/// Peak RSS: the kernel's figure for a child starts from that of the memory it shared with this process
/// before it executed its program, so a figure that is not clearly above this process's own says nothing
/// about the program and is left out.
class ProcessLauncher : public Launcher {
  public:
    /// `grace`: how long a program may take to end after TERM.
    explicit ProcessLauncher(std::chrono::nanoseconds grace = std::chrono::seconds(2));
    ~ProcessLauncher() override;
    ProcessLauncher(const ProcessLauncher&) = delete;
    ProcessLauncher& operator=(const ProcessLauncher&) = delete;

    /// At most two. A deadline that has passed already ends its program as soon as it has started; one
    /// program that cannot be started keeps no other from running. Throws `Error(measurement)` when an output
    /// file cannot be created or not be watched for `ready_text` and, after the programs were killed, when an
    /// `InterruptGuard` has received a signal; `Error(usage)` when a string holds a NUL character.
    std::vector<LaunchResult> launch_together(const std::vector<LaunchRequest>& requests) override;

  private:
    std::int64_t grace_ns_;
    int was_subreaper_ = 0;
    OrphanGuard guard_;
};

}  // namespace ratchet
