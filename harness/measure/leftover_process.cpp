#include "measure/leftover_process.hpp"

#include "base/process_stat.hpp"

#include <algorithm>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/wait.h>
#include <unistd.h>

namespace ratchet {
namespace {

std::optional<pid_t> number(std::string_view text) {
    pid_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end != text.data() ? std::optional(value) : std::nullopt;
}

std::optional<pid_t> parent_of(const std::filesystem::path& directory) {
    std::ifstream file(directory / "stat");
    std::string stat;
    std::getline(file, stat);  // empty when the process has just gone
    const std::optional<std::uint64_t> parent = process_stat_field(stat, stat_parent);
    return parent ? std::optional(static_cast<pid_t>(*parent)) : std::nullopt;
}

enum class Life { alive, dead, not_ours };

/// A child that was made without SIGCHLD, as the orphan guard is, counts as not ours: ordinary waits do not
/// see it.
Life life_of(pid_t pid) {
    siginfo_t info{};
    if (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
        return Life::not_ours;
    }
    return info.si_pid == pid ? Life::dead : Life::alive;
}

}  // namespace

std::vector<pid_t> child_processes() {
    siginfo_t info{};
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0) {
        return {};
    }
    std::vector<pid_t> children;
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", unreadable)) {
        const std::optional<pid_t> pid = number(entry.path().filename().native());
        if (pid && parent_of(entry.path()) == getpid() && life_of(*pid) != Life::not_ours) {
            children.push_back(*pid);
        }
    }
    return children;
}

int kill_leftovers(std::vector<pid_t> spared, std::vector<EndedGroup> groups) {
    int alive = 0;
    for (;;) {
        std::vector<pid_t> doomed = child_processes();
        std::erase_if(
            doomed, [&](pid_t pid) { return std::find(spared.begin(), spared.end(), pid) != spared.end(); });
        if (doomed.empty()) {
            return alive;
        }
        std::vector<pid_t> existing;
        for (const pid_t pid : doomed) {
            const auto group = std::ranges::find(groups, getpgid(pid), &EndedGroup::group);
            if (group != groups.end()) {
                existing.push_back(group->group);
            }
            alive += life_of(pid) == Life::alive && (group == groups.end() || group->counts) ? 1 : 0;
        }
        for (const pid_t group : existing) {
            // All at once: killed one by one, processes that keep forking would outrun this loop. The number
            // is still the group's, because a member of it is not reaped yet.
            kill(-group, SIGKILL);
        }
        for (const pid_t pid : doomed) {
            if (kill(pid, SIGKILL) != 0) {
                spared.push_back(pid);
            } else {
                waitpid(pid, nullptr, 0);
            }
        }
        for (EndedGroup& group : groups) {
            group.counts = false;  // what now turns up of it was killed above
        }
    }
}

}  // namespace ratchet
