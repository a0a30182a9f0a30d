#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ratchet {

/// A program to be started without a shell.
struct SpawnRequest {
    std::vector<std::string>
        argv;  ///< not empty; argv[0] is looked up in the caller's PATH when it holds no '/'
    std::string working_directory;                                  ///< empty: the caller's
    std::optional<std::map<std::string, std::string>> environment;  ///< the whole of it; absent: inherited
    std::optional<int> input;  ///< descriptors that become the three streams; no input: /dev/null
    int output = -1;
    int error_output = -1;
};

/// Starts it in a process group of its own, with no signal blocked or ignored. Returns 0 and sets `child`, or
/// an error number (`ENOENT`: no such program, or no such directory).
[[nodiscard]] int spawn_process(SpawnRequest request, pid_t& child);

}  // namespace ratchet
