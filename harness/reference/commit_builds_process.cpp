#include "reference/commit_builds_process.hpp"

#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "host/git_process.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/orphan_guard_process.hpp"
#include "reference/build_log.hpp"
#include "reference/initial_cache.hpp"
#include "registry/build_tree.hpp"
#include "registry/build_tree_disk.hpp"
#include "session/file_lock_disk.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <system_error>
#include <thread>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_builds = 5;
constexpr auto complete = "complete";                   ///< a file: the build next to it was made to its end
constexpr auto building_variable = "RATCHET_BUILDING";  ///< tells a build's processes from all others

std::string setting(const std::string& cache, const char* name) {
    return cache_value(cache, name).value_or("");
}

std::chrono::milliseconds left_until(std::chrono::steady_clock::time_point deadline) {
    const auto left = deadline - std::chrono::steady_clock::now();
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(left),
                    std::chrono::milliseconds(1));
}

/// Of those that were built there: one may have been removed, or lost its content, since.
bool has_programs(const ProjectRegistry& project, const fs::path& build) {
    return std::ranges::all_of(project.scenarios, [&](const ScenarioSpec& scenario) {
        const fs::path program = scenario.command.front();
        const std::string below = program.lexically_relative(build).string();
        const bool is_built = program.is_absolute() && !below.empty() && !below.starts_with("..");
        std::error_code absent;
        return !is_built ||
               (::access(program.c_str(), X_OK) == 0 && fs::file_size(program, absent) > 0 && !absent);
    });
}

/// For a program that Ctrl-C shall end.
std::function<bool()> interruptible() {
    return [] { return InterruptGuard::received() != 0; };
}

/// Of what lies in a working tree below its top: "" or "sub/dir/".
std::string place_in_repository(const std::string& source) {
    const SubprocessResult prefix = run_git(source, {"rev-parse", "--show-prefix"});
    std::string path = prefix.succeeded() ? prefix.output : "";
    while (path.ends_with('\n')) {
        path.pop_back();
    }
    return path;
}

/// A build may have made directories that nothing can be removed from.
void make_writable(const fs::path& directory) {
    fs::permissions(directory, fs::perms::owner_all, fs::perm_options::add);
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
        if (entry.is_directory() && !entry.is_symlink()) {
            fs::permissions(entry.path(), fs::perms::owner_all, fs::perm_options::add);
        }
    }
}

}  // namespace

/// Where one build lies, and how it is made.
struct CommitBuilds::Place {
    fs::path directory;
    fs::path source;     ///< of the project, in the worktree or below its top
    std::string cache;   ///< of the project's own build tree
    std::string script;  ///< for `cmake -C`

    [[nodiscard]] fs::path top() const { return directory / "source"; }
    [[nodiscard]] fs::path build() const { return directory / "build"; }
    [[nodiscard]] fs::path log() const { return directory / "build.log"; }
    [[nodiscard]] fs::path script_file() const { return directory / "settings.cmake"; }
};

CommitBuilds::CommitBuilds(const ProjectRegistry& project, Talk talk, std::chrono::milliseconds limit)
    : project_(project),
      talk_(std::move(talk)),
      limit_(limit),
      directory_(fs::path(project.references_directory) / "builds") {}

ReferenceBuild CommitBuilds::at(const std::string& name) const {
    const std::string commit = commit_of(project_.source_directory, name);
    fs::create_directories(directory_);
    const Deadline deadline = std::chrono::steady_clock::now() + limit_;
    const FileLock lock((directory_ / ".lock").string(),
                        [this] { talk_("another ratchet is building a reference; waiting for it"); },
                        deadline);
    const Place place = place_of(commit);
    std::optional<ReferenceBuild> build = usable(place);
    if (!build) {
        prune();
        talk_(fmt::format("building {} ({}) in {}", name, short_commit(commit), place.directory.string()));
        make(place, commit, deadline);
        artifacts::write_atomically(place.directory / complete, commit + "\n");
        build = usable(place);
    }
    if (!build) {
        throw Error(ErrorCode::measurement, "what was built cannot be read; see its log",
                    place.log().string());
    }
    fs::last_write_time(place.directory / complete,
                        fs::file_time_type::clock::now());  // says when it was used
    prune();
    build->name =
        commit.starts_with(name) ? short_commit(commit) : fmt::format("{} ({})", name, short_commit(commit));
    build->commit = commit;
    return *std::move(build);
}

std::string CommitBuilds::name_of(const std::string& commit) const {
    return place_of(commit).directory.filename().string();
}

/// What was built to its end and is still there, and was not copied here from another build tree.
std::optional<ReferenceBuild> CommitBuilds::usable(const Place& place) const {
    if (!fs::exists(place.directory / complete)) {
        return std::nullopt;
    }
    try {
        std::optional<ReferenceBuild> build = built_at(place);
        std::error_code unseen;
        const bool own = build && build->project && build->project->not_built.empty() &&
                         has_programs(*build->project, place.build()) &&
                         fs::equivalent(build->project->binary_directory, place.build(), unseen);
        return own ? build : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;  // built anew
    }
}

/// The place of the sources is part of the script, and what the script says of the place's name.
CommitBuilds::Place CommitBuilds::place_of(const std::string& commit) const {
    Place place;
    place.cache = artifacts::read_text(fs::path(project_.binary_directory) / "CMakeCache.txt");
    const auto script = [&](const std::string& source) {
        return initial_cache(parse_cmake_cache(place.cache), project_.source_directory,
                             project_.binary_directory, source);
    };
    std::string settings = commit + "\n" + project_.configuration + "\n" + script("");
    for (const char* name : {"CMAKE_GENERATOR", "CMAKE_GENERATOR_PLATFORM", "CMAKE_GENERATOR_TOOLSET"}) {
        settings += setting(place.cache, name) + "\n";
    }
    constexpr std::size_t digits = 16;
    place.directory = directory_ / sha256_hex(settings).substr(0, digits);
    const std::string below_top = place_in_repository(project_.source_directory);
    place.source = below_top.empty() ? place.top() : place.top() / below_top.substr(0, below_top.size() - 1);
    place.script = script(place.source.string());
    return place;
}

std::optional<ReferenceBuild> CommitBuilds::built_at(const Place& place) const {
    return reference_at(place.build().string(), project_.multi_config ? project_.configuration : "");
}

void CommitBuilds::make(const Place& place, const std::string& commit, Deadline deadline) const {
    remove(place.directory);
    fs::create_directories(place.directory);
    check_out(place, commit, deadline);
    artifacts::write_atomically(place.script_file(), place.script);
    configure(place, deadline);
    build(place, deadline);
}

void CommitBuilds::check_out(const Place& place, const std::string& commit, Deadline deadline) const {
    const auto git = [&](const std::string& where, const std::vector<std::string>& arguments) {
        const SubprocessResult result = run_git(where, arguments, left_until(deadline), interruptible());
        InterruptGuard::throw_if_interrupted();
        if (!result.succeeded()) {
            throw Error(
                ErrorCode::measurement,
                fmt::format("git {} {}", arguments.front(),
                            result.timed_out
                                ? "took too long"
                                : "failed: " + printable(result.start_error.value_or(result.error_output))),
                place.top().string());
        }
    };
    // Forced twice: one that a kill in its middle has left locked is taken over.
    git(project_.source_directory,
        {"worktree", "add", "--detach", "--force", "--force", place.top().string(), commit});
    if (fs::exists(place.top() / ".gitmodules")) {
        git(place.top().string(), {"submodule", "update", "--init", "--checkout", "--recursive", "--quiet"});
    }
}

void CommitBuilds::configure(const Place& place, Deadline deadline) const {
    std::vector<std::string> command = {setting(place.cache, "CMAKE_COMMAND"),
                                        "-S",
                                        place.source.string(),
                                        "-B",
                                        place.build().string(),
                                        "-G",
                                        setting(place.cache, "CMAKE_GENERATOR"),
                                        "-C",
                                        place.script_file().string()};
    for (const auto& [option, name] :
         {std::pair{"-A", "CMAKE_GENERATOR_PLATFORM"}, std::pair{"-T", "CMAKE_GENERATOR_TOOLSET"}}) {
        if (const std::string value = setting(place.cache, name); !value.empty()) {
            command.insert(command.end(), {option, value});
        }
    }
    run(place, command, "configuring", deadline);
    std::optional<ReferenceBuild> configured;
    try {
        configured = built_at(place);
    } catch (const Error& error) {  // of another version, or not whole: no fault of this project's files
        throw Error(ErrorCode::measurement,
                    fmt::format("what this commit registers cannot be read: {}", error.what()),
                    place.directory.string());
    }
    if (!configured) {
        throw Error(ErrorCode::measurement, "this commit registers no scenarios", place.directory.string());
    }
}

void CommitBuilds::build(const Place& place, Deadline deadline) const {
    std::vector<std::string> command = {setting(place.cache, "CMAKE_COMMAND"), "--build",
                                        place.build().string(), "--parallel",
                                        std::to_string(std::max(1U, std::thread::hardware_concurrency()))};
    if (project_.multi_config) {
        command.insert(command.end(), {"--config", project_.configuration});
    }
    if (const std::string target = built_at(place)->project->build_target; !target.empty()) {
        command.insert(command.end(), {"--target", target});
    }
    run(place, command, "building", deadline);
}

void CommitBuilds::run(const Place& place, const std::vector<std::string>& argv, const std::string& what,
                       Deadline deadline) const {
    // Left behind by a ratchet that was killed, a build would go on beside the next one in the same
    // directory.
    OrphanGuard guard;
    SubprocessOptions options;
    options.cancelled = interruptible();
    options.environment = read_environment();
    (*options.environment)[building_variable] = place.directory.string();
    guard.mark(0, fmt::format("{}={}", building_variable, place.directory.string()));
    options.started = [&](pid_t group) { guard.group(0) = group; };
    const SubprocessResult result = run_subprocess(argv, "", left_until(deadline), options);
    guard.group(0) = 0;
    InterruptGuard::throw_if_interrupted();
    std::ofstream(place.log(), std::ios::app) << result.output << result.error_output;
    if (!result.succeeded()) {
        const std::string error = printable(first_error(result.output + result.error_output));
        throw Error(
            ErrorCode::measurement,
            fmt::format("{} it {}{}{}; the log says why", what, result.timed_out ? "took too long" : "failed",
                        result.start_error ? ": " + *result.start_error : "",
                        error.empty() ? "" : fmt::format(" (\"{}\")", error)),
            place.log().string());
    }
}

void CommitBuilds::remove(const fs::path& directory) const {
    std::error_code failed;
    fs::remove(directory / complete, failed);  // first: what a kill leaves of the rest is no build
    // By name: `worktree prune` would also forget worktrees of the user's that are not mounted right now.
    // What git does not know, or no git at all, leaves a directory like any other.
    static_cast<void>(run_git(project_.source_directory,
                              {"worktree", "remove", "--force", "--force", (directory / "source").string()}));
    fs::remove_all(directory, failed);
    if (failed) {
        make_writable(directory);
        fs::remove_all(directory);
    }
}

/// What was asked for is another build, which an old one is not in the way of.
void CommitBuilds::remove_or_tell(const fs::path& directory) const {
    try {
        remove(directory);
    } catch (const fs::filesystem_error& error) {
        talk_(error.what());
    }
}

void CommitBuilds::clean() const {
    if (!fs::exists(directory_)) {
        return;
    }
    const FileLock lock((directory_ / ".lock").string());
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
        if (entry.is_directory()) {
            remove_or_tell(entry.path());
        }
    }
}

void CommitBuilds::prune() const {
    // Whole ones first: one that failed is kept for its log as long as there is room.
    std::vector<std::tuple<bool, fs::file_time_type, fs::path>> builds;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
        const fs::path whole = entry.path() / complete;
        if (entry.is_directory()) {
            const bool is_whole = fs::exists(whole);
            builds.emplace_back(is_whole, fs::last_write_time(is_whole ? whole : entry.path()), entry.path());
        }
    }
    std::ranges::sort(builds, std::greater());
    for (std::size_t i = most_builds; i < builds.size(); ++i) {
        remove_or_tell(std::get<fs::path>(builds[i]));
    }
}

}  // namespace ratchet
