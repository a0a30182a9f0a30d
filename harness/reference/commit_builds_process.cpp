#include "reference/commit_builds_process.hpp"

#include "artifacts/store_disk.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/subprocess_process.hpp"
#include "base/text.hpp"
#include "host/git_process.hpp"
#include "host/paths_disk.hpp"
#include "reference/initial_cache.hpp"
#include "registry/build_tree.hpp"
#include "registry/build_tree_disk.hpp"
#include "session/file_lock_disk.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

/// A compiler that hangs is noticed by a person long before.
constexpr std::chrono::hours build_limit{6};
constexpr std::size_t most_builds = 5;
constexpr auto complete = "complete";  ///< a file: the build next to it was made to its end

std::string setting(const std::string& cache, const char* name) {
    return cache_value(cache, name).value_or("");
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

}  // namespace

/// Where one build lies, and how it is made.
struct CommitBuilds::Place {
    fs::path directory;
    std::string cache;   ///< of the project's own build tree
    std::string script;  ///< for `cmake -C`

    [[nodiscard]] fs::path top() const { return directory / "source"; }
    [[nodiscard]] fs::path build() const { return directory / "build"; }
    [[nodiscard]] fs::path log() const { return directory / "build.log"; }
    [[nodiscard]] fs::path script_file() const { return directory / "settings.cmake"; }
};

CommitBuilds::CommitBuilds(const ProjectRegistry& project, Talk talk)
    : project_(project),
      talk_(std::move(talk)),
      directory_(fs::path(project.output_directory) / "references/builds") {}

ReferenceBuild CommitBuilds::at(const std::string& name) const {
    const std::string commit = commit_of(project_.source_directory, name);
    fs::create_directories(directory_);
    const FileLock lock((directory_ / ".lock").string(),
                        [this] { talk_("another ratchet is building a reference; waiting for it"); });
    Place place;
    place.cache = artifacts::read_text(fs::path(project_.binary_directory) / "CMakeCache.txt");
    // The place of the sources is part of the script, and its name of the place.
    const auto script = [&](const std::string& source) {
        return initial_cache(parse_cmake_cache(place.cache), project_.source_directory,
                             project_.binary_directory, source);
    };
    constexpr std::size_t digits = 16;
    const std::string key =
        sha256_hex(commit + "\n" + project_.configuration + "\n" + script("")).substr(0, digits);
    place.directory = directory_ / key;
    const std::string source = (place.top() / place_in_repository(project_.source_directory)).string();
    place.script = script(source.ends_with('/') ? source.substr(0, source.size() - 1) : source);
    if (!fs::exists(place.directory / complete)) {
        talk_(fmt::format("building {} ({}) in {}", name, commit.substr(0, 12), place.directory.string()));
        make(place, commit);
    }
    artifacts::write_atomically(place.directory / complete, commit + "\n");  // its time says when it was used
    prune();
    ReferenceBuild build = *reference_at(place.build().string());
    build.name =
        commit.starts_with(name) ? commit.substr(0, 12) : fmt::format("{} ({})", name, commit.substr(0, 12));
    build.commit = commit;
    return build;
}

void CommitBuilds::make(const Place& place, const std::string& commit) const {
    remove(place.directory);
    fs::create_directories(place.directory);
    check_out(place, commit);
    artifacts::write_atomically(place.script_file(), place.script);
    configure_and_build(place);
}

void CommitBuilds::check_out(const Place& place, const std::string& commit) const {
    const auto git = [&](const std::string& where, const std::vector<std::string>& arguments) {
        const SubprocessResult result = run_git(where, arguments, build_limit);
        if (!result.succeeded()) {
            throw Error(ErrorCode::measurement,
                        fmt::format("git {} failed: {}", arguments.front(),
                                    printable(result.start_error.value_or(result.error_output))),
                        place.top().string());
        }
    };
    git(project_.source_directory, {"worktree", "prune"});
    git(project_.source_directory, {"worktree", "add", "--detach", "--force", place.top().string(), commit});
    if (fs::exists(place.top() / ".gitmodules")) {
        git(place.top().string(), {"submodule", "update", "--init", "--recursive", "--quiet"});
    }
}

void CommitBuilds::configure_and_build(const Place& place) const {
    const std::string cmake = setting(place.cache, "CMAKE_COMMAND");
    std::vector<std::string> configure = {
        cmake,
        "-S",
        (place.top() / place_in_repository(project_.source_directory)).string(),
        "-B",
        place.build().string(),
        "-G",
        setting(place.cache, "CMAKE_GENERATOR"),
        "-C",
        place.script_file().string()};
    for (const auto& [option, name] :
         {std::pair{"-A", "CMAKE_GENERATOR_PLATFORM"}, std::pair{"-T", "CMAKE_GENERATOR_TOOLSET"}}) {
        if (const std::string value = setting(place.cache, name); !value.empty()) {
            configure.insert(configure.end(), {option, value});
        }
    }
    run(place, configure, "configuring");
    std::vector<std::string> build = {cmake, "--build", place.build().string(), "--parallel",
                                      std::to_string(std::max(1U, std::thread::hardware_concurrency()))};
    if (project_.multi_config) {
        build.insert(build.end(), {"--config", project_.configuration});
    }
    const auto registry = registry_of_build_tree(place.build());
    if (!registry) {
        throw Error(ErrorCode::measurement, "this commit registers no scenarios", place.directory.string());
    }
    if (const std::string target = reference_at(place.build().string())->project->build_target;
        !target.empty()) {
        build.insert(build.end(), {"--target", target});
    }
    run(place, build, "building");
}

void CommitBuilds::run(const Place& place, const std::vector<std::string>& argv,
                       const std::string& what) const {
    const SubprocessResult result = run_subprocess(argv, "", build_limit);
    std::ofstream(place.log(), std::ios::app) << result.output << result.error_output;
    if (!result.succeeded()) {
        throw Error(ErrorCode::measurement,
                    fmt::format("{} it failed{}; the log says why", what,
                                result.start_error ? ": " + *result.start_error : ""),
                    place.log().string());
    }
}

void CommitBuilds::remove(const fs::path& directory) const {
    fs::remove_all(directory);
    // What git remembers of the worktree that is gone; without git there is nothing to forget.
    static_cast<void>(run_git(project_.source_directory, {"worktree", "prune"}));
}

void CommitBuilds::clean() const {
    if (!fs::exists(directory_)) {
        return;
    }
    const FileLock lock((directory_ / ".lock").string());
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
        if (entry.is_directory()) {
            remove(entry.path());
        }
    }
}

void CommitBuilds::prune() const {
    std::vector<std::pair<fs::file_time_type, fs::path>> builds;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory_)) {
        const fs::path whole = entry.path() / complete;
        if (entry.is_directory()) {  // one that failed is kept for its log, like the others
            builds.emplace_back(fs::last_write_time(fs::exists(whole) ? whole : entry.path()), entry.path());
        }
    }
    std::ranges::sort(builds, std::greater());
    for (std::size_t i = most_builds; i < builds.size(); ++i) {
        remove(builds[i].second);
    }
}

}  // namespace ratchet
