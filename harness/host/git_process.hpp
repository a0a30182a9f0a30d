#pragma once

#include "base/subprocess_process.hpp"
#include "model/host.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Runs git in `directory` so that a repository's own configuration starts nothing, its index is left alone,
/// and variables that a git hook sets (GIT_DIR, GIT_INDEX_FILE) do not point elsewhere. `cancelled`: as
/// that of `SubprocessOptions`.
[[nodiscard]] SubprocessResult run_git(const std::string& directory,
                                       const std::vector<std::string>& arguments,
                                       std::chrono::milliseconds timeout = std::chrono::seconds(30),
                                       std::function<bool()> cancelled = {});

/// The full name of the commit that `name` (a branch, a tag, v1.0~3) means in the repository that `directory`
/// belongs to. Throws `Error(usage)` where it means none, outside a repository and without git.
[[nodiscard]] std::string commit_of(const std::string& directory, const std::string& name);

/// The commit of the working tree that `source_directory` belongs to, and whether tracked files within it,
/// but outside `excluded_directories`, differ from that commit. Without git, or outside a repository: no
/// commit, not dirty. A repository that git cannot read is dirty, since nobody can say what was measured.
[[nodiscard]] GitState git_state(const std::string& source_directory,
                                 const std::vector<std::string>& excluded_directories);

/// Where a project lies, for `newer_source`.
struct ProjectTree {
    std::string source_directory;
    std::string binary_directory;
    std::vector<std::string> excluded_directories;  ///< of the source directory: those of the baselines
};

/// The newest tracked file of the project that was changed after `executable` was built; nothing when there
/// is none, outside git, or for an executable that is not built by the project (it lies elsewhere, or is
/// tracked itself). Files that are no part of a build (documentation, dot files) do not count. Nor does a
/// change that the build tree has been built after, or that Ninja has nothing to build for.
[[nodiscard]] std::optional<std::string> newer_source(const std::string& executable,
                                                      const ProjectTree& project);

}  // namespace ratchet
