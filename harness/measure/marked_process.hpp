#pragma once

namespace ratchet {

/// Kills every process that was started with the environment variable `variable` ("NAME=value"), wherever in
/// the tree of processes it is now, until none is found. A process that was given another environment since,
/// or whose environment may not be read (setuid), is not found. Makes system calls only, so that it may run
/// in a copy of a process whose other threads held locks.
void kill_marked(const char* variable);

}  // namespace ratchet
