#include "bare_launch.hpp"

#include <chrono>
#include <stdexcept>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace selfcheck {

double launch_barely(std::vector<std::string> command) {
    using Clock = std::chrono::steady_clock;
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command) {
        arguments.push_back(argument.data());
    }
    arguments.push_back(nullptr);
    const auto start = Clock::now();
    pid_t child = -1;
    int status = -1;
    const bool ended =
        posix_spawn(&child, arguments.front(), nullptr, nullptr, arguments.data(), environ) == 0 &&
        waitpid(child, &status, 0) == child;
    const double taken_s = std::chrono::duration<double>(Clock::now() - start).count();
    if (!ended || status != 0) {
        throw std::runtime_error(command.front() + " cannot be launched, or fails");
    }
    return taken_s;
}

}  // namespace selfcheck
