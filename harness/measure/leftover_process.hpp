#pragma once

#include <vector>

#include <sys/types.h>

namespace ratchet {

/// Living and dead children of this process, found in /proc. A child subreaper also has the orphans among
/// its descendants as children. Costs one system call when there is none.
std::vector<pid_t> child_processes();

/// The process group of a program that has ended.
struct EndedGroup {
    pid_t group = 0;
    bool counts = true;  ///< what is left of it is told; not where the whole group was to be ended
};

/// Kills and reaps what programs left behind: every child that is not in `spared`, the rest of each of the
/// process groups `groups` that a child is in, and whatever turns up as a new child when these die, until
/// none is left. One that may not be killed (setuid) is left alone. Returns how many were found alive,
/// without those of groups that do not count.
int kill_leftovers(std::vector<pid_t> spared, std::vector<EndedGroup> groups);

}  // namespace ratchet
