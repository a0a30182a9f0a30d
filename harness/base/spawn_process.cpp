#include "base/spawn_process.hpp"

#include <csignal>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <unistd.h>

namespace ratchet {
namespace {

/// The two C structures that posix_spawn wants, released together.
class SpawnSettings {
  public:
    SpawnSettings() {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawnattr_init(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        ::posix_spawn_file_actions_destroy(&actions);
        ::posix_spawnattr_destroy(&attributes);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts) {
        result.push_back(text.data());
    }
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> assignments(const std::map<std::string, std::string>& environment) {
    std::vector<std::string> result;
    result.reserve(environment.size());
    for (const auto& [name, value] : environment) {
        result.push_back(fmt::format("{}={}", name, value));
    }
    return result;
}

}  // namespace

int spawn_process(SpawnRequest request, pid_t& child) {
    SpawnSettings settings;
    if (request.input) {
        ::posix_spawn_file_actions_adddup2(&settings.actions, *request.input, STDIN_FILENO);
    } else {
        ::posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    ::posix_spawn_file_actions_adddup2(&settings.actions, request.output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&settings.actions, request.error_output, STDERR_FILENO);
    if (!request.working_directory.empty()) {
        ::posix_spawn_file_actions_addchdir_np(&settings.actions, request.working_directory.c_str());
    }
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&settings.attributes, &signals);
    ::sigfillset(&signals);
    ::posix_spawnattr_setsigdefault(&settings.attributes, &signals);
    ::posix_spawnattr_setpgroup(&settings.attributes, 0);
    ::posix_spawnattr_setflags(
        &settings.attributes,
        static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP));

    std::vector<std::string> variables;
    std::vector<char*> variable_pointers;
    if (request.environment) {
        variables = assignments(*request.environment);
        variable_pointers = pointers(variables);
    }
    const std::vector<char*> argument_pointers = pointers(request.argv);
    return ::posix_spawnp(&child, request.argv.front().c_str(), &settings.actions, &settings.attributes,
                          argument_pointers.data(), request.environment ? variable_pointers.data() : environ);
}

}  // namespace ratchet
