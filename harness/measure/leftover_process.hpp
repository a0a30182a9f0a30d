#pragma once

#include <vector>

#include <sys/types.h>

namespace ratchet {

/// Living and dead children of this process, found in /proc. A child subreaper also has the orphans among
/// its descendants as children. Costs one system call when there is none.
std::vector<pid_t> child_processes();

/// Kills and reaps what a program left behind: every child that is not in `spared`, the rest of the process
/// group `group` if a child is in it, and whatever turns up as a new child when these die, until none is
/// left. One that may not be killed (setuid) is left alone. Returns how many were found alive, those of the
/// group only if `count_group`.
int kill_leftovers(std::vector<pid_t> spared, pid_t group, bool count_group);

}  // namespace ratchet
