#include "host/git_process.hpp"

#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "host/git_output.hpp"
#include "host/paths.hpp"
#include "host/paths_disk.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

bool is_no_repository(const SubprocessResult& result) {
    return result.start_error || result.error_output.find("not a git repository") != std::string::npos;
}

/// Output that is one path or name on one line.
std::string line(std::string output) {
    if (output.ends_with('\n')) {
        output.pop_back();
    }
    return output;
}

std::vector<std::string> resolved_paths(const std::vector<std::string>& paths) {
    std::vector<std::string> result;
    std::transform(paths.begin(), paths.end(), std::back_inserter(result), resolved_path);
    return result;
}

/// Nanoseconds since 1970; nothing when there is nothing at `path`.
std::optional<std::int64_t> modified_ns(const fs::path& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) {
        return std::nullopt;
    }
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// When `executable` was built, or found to need no building. Ninja appends to its log whenever it makes
/// anything; every run of Make sets up and removes its progress marks in CMakeFiles, which is otherwise only
/// written when CMake generates, cmake.check_cache last.
std::int64_t last_built_ns(const fs::path& executable, const fs::path& binary_directory) {
    const std::int64_t ninja_ns = modified_ns(binary_directory / ".ninja_log").value_or(0);
    const std::int64_t make_ns = modified_ns(binary_directory / "CMakeFiles").value_or(0);
    const std::int64_t generated_ns =
        modified_ns(binary_directory / "CMakeFiles/cmake.check_cache").value_or(0);
    return std::max({modified_ns(executable).value_or(0), ninja_ns, make_ns > generated_ns ? make_ns : 0});
}

/// Whether Ninja, which leaves no trace of a run that found nothing to do, would find nothing now.
bool ninja_would_build_nothing(const std::string& binary_directory) {
    if (!fs::exists(fs::path(binary_directory) / "build.ninja")) {
        return false;
    }
    constexpr std::chrono::seconds patience(60);
    const SubprocessResult dry_run = run_subprocess({"ninja", "-C", binary_directory, "-n"}, "", patience);
    return dry_run.succeeded() && dry_run.output.find("ninja: no work to do.") != std::string::npos;
}

}  // namespace

SubprocessResult run_git(const std::string& directory, const std::vector<std::string>& arguments,
                         std::chrono::milliseconds timeout, std::function<bool()> cancelled) {
    SubprocessOptions options;
    options.cancelled = std::move(cancelled);
    options.max_output = std::size_t{256} << 20U;  // a million tracked paths
    options.environment = std::map<std::string, std::string>{
        {"GIT_OPTIONAL_LOCKS", "0"}, {"GIT_TERMINAL_PROMPT", "0"}, {"LC_ALL", "C"}};
    const std::map<std::string, std::string> inherited = read_environment();
    for (const char* name : {"PATH", "HOME", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK", "GIT_SSH_COMMAND",
                             "http_proxy", "https_proxy", "no_proxy"}) {
        if (const auto variable = inherited.find(name); variable != inherited.end()) {
            options.environment->insert(*variable);
        }
    }
    std::vector<std::string> command = {
        "git", "-C", directory, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return run_subprocess(command, "", timeout, options);
}

std::string commit_of(const std::string& directory, const std::string& name) {
    const SubprocessResult found =
        run_git(directory, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
    if (found.start_error) {
        throw Error(ErrorCode::usage, "cannot run git: " + *found.start_error + "; install git", name);
    }
    const bool is_name = found.succeeded() && line(found.output).find_first_not_of("0123456789abcdef") ==
                                                  std::string::npos;  // not "^abc", which excludes
    if (!is_name) {
        const std::string said = line(found.error_output);
        throw Error(ErrorCode::usage,
                    fmt::format("names no commit in the repository of {}{}", directory,
                                said.empty() ? "" : ": " + said),
                    name);
    }
    return line(found.output);
}

GitState git_state(const std::string& source_directory,
                   const std::vector<std::string>& excluded_directories) {
    GitState state;
    const SubprocessResult top = run_git(source_directory, {"rev-parse", "--show-toplevel"});
    if (is_no_repository(top)) {
        return state;
    }
    const SubprocessResult commit =
        run_git(source_directory, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
    const SubprocessResult status =
        run_git(source_directory, {"status", "--porcelain", "-z", "--untracked-files=no", "--no-renames",
                                   "--ignore-submodules=untracked", "--", "."});
    if (commit.succeeded()) {
        state.commit = line(commit.output);
    }
    const SubprocessResult branch = run_git(source_directory, {"symbolic-ref", "--quiet", "--short", "HEAD"});
    if (branch.succeeded()) {
        state.branch = line(branch.output);
    }
    const std::vector<std::string> excluded = resolved_paths(excluded_directories);
    const std::vector<std::string_view> changed = changed_paths(status.output);
    state.dirty = !top.succeeded() || !status.succeeded() ||
                  std::any_of(changed.begin(), changed.end(), [&](std::string_view path) {
                      return !lies_within_any(fmt::format("{}/{}", line(top.output), path), excluded);
                  });
    return state;
}

std::optional<std::string> newer_source(const std::string& executable, const ProjectTree& project) {
    const std::string source_directory = resolved_path(project.source_directory);
    const std::string built = resolved_path(executable);
    if (!lies_within(built, source_directory) &&
        !lies_within(built, resolved_path(project.binary_directory))) {
        return std::nullopt;
    }
    const SubprocessResult tracked = run_git(source_directory, {"ls-files", "-z"});
    if (!tracked.succeeded()) {
        return std::nullopt;
    }
    const std::vector<std::string> excluded = resolved_paths(project.excluded_directories);
    std::int64_t newest_ns = last_built_ns(built, project.binary_directory);
    std::optional<std::string> newest;
    for (const std::string_view path : nul_separated(tracked.output)) {
        const fs::path file = fs::path(source_directory) / path;
        if (file == built) {
            return std::nullopt;
        }
        const std::int64_t changed_ns = modified_ns(file).value_or(0);
        if (changed_ns > newest_ns && may_be_built(path) && !lies_within_any(file.string(), excluded)) {
            newest_ns = changed_ns;
            newest = path;
        }
    }
    if (newest && ninja_would_build_nothing(project.binary_directory)) {
        return std::nullopt;
    }
    return newest;
}

}  // namespace ratchet
