#pragma once

#include "base/file_descriptor_linux.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sched.h>
#include <sys/types.h>

namespace ratchet {

/// Everything that a child needs, made ready by its parent: the child shares the parent's memory until it
/// executes its program, so it may make system calls and nothing else.
class ChildPreparation {
  public:
    /// Copies nothing: the arguments must outlive this object. An empty `working_directory` is the
    /// parent's, no `cpus` is no pinning.
    ChildPreparation(const std::string& path, const std::vector<std::string>& argv,
                     const std::vector<std::pair<std::string, std::string>>& environment,
                     const std::string& working_directory, const std::vector<int>& cpus);

    FileDescriptor input, output, error;  ///< each above 2
    std::atomic<pid_t>* group = nullptr;  ///< receives the child's group before the program starts
    bool fixed_addresses = false;         ///< turn address-space randomisation off; a refusal stops nothing
    bool foreground = false;              ///< its group is the one that the terminal at its input is typed to

  private:
    friend struct ChildStart;
    const char* path_;
    const char* working_directory_;
    std::vector<char*> argv_;
    std::vector<std::string> variables_;
    std::vector<char*> environment_;
    std::vector<unsigned long> cpu_mask_;
};

/// What a child was doing when it failed to become its program.
enum class StartStep { clone, change_directory, pin, execute };

struct StartedChild {
    pid_t pid = -1;  ///< -1: not running, see `error`
    StartStep failed_step = StartStep::execute;
    int error = 0;                 ///< errno of the failed step; 0: running
    bool fixed_addresses = false;  ///< asked for and granted
};

/// Starts the program in a process group of its own, to be killed with its parent, with default signal
/// handling, no descriptor but its standard ones, and not one page table of the parent copied: the parent
/// thread is suspended until the program runs or has failed to. The thread that calls this must live as long
/// as the child, because the kernel ties the parent-death signal to it.
StartedChild start_child(const ChildPreparation& prepared);

}  // namespace ratchet
