#pragma once

#include "model/scenario.hpp"
#include "reference/reference_disk.hpp"
#include "session/file_lock_disk.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace ratchet {

/// Builds of other commits of a project, made as its build tree was: each in a git worktree of its own, with
/// the compilers, flags and options of that tree's cache, and kept until five newer ones are. They lie in
/// `references/builds` of the output directory, named by commit and settings.
class CommitBuilds {
  public:
    /// Told what takes long, as a sentence.
    using Talk = std::function<void(const std::string& what)>;

    /// `limit`: of one build with all its steps, and of the wait for another ratchet's before it; by default
    /// a compiler that hangs is noticed by a person long before.
    CommitBuilds(const ProjectRegistry& project, Talk talk,
                 std::chrono::milliseconds limit = std::chrono::hours(6));

    /// The build of what `name` means to git, made now unless it is there. An interrupt (see
    /// `InterruptGuard`) ends a build. Throws `Error(usage)` for a name that is no commit,
    /// `Error(measurement)` that names the log where it does not build, or when interrupted, and
    /// `Error(artifact)` where git or the disk fails.
    ReferenceBuild at(const std::string& name) const;

    /// A name for the build of a commit, as git knows it, that is another one with other settings.
    [[nodiscard]] std::string name_of(const std::string& commit) const;

    /// Removes all of them.
    void clean() const;

  private:
    struct Place;

    [[nodiscard]] Place place_of(const std::string& commit) const;
    [[nodiscard]] std::optional<ReferenceBuild> usable(const Place& place) const;
    [[nodiscard]] std::optional<ReferenceBuild> built_at(const Place& place) const;
    using Deadline = FileLock::Deadline;

    void make(const Place& place, const std::string& commit, Deadline deadline) const;
    void check_out(const Place& place, const std::string& commit, Deadline deadline) const;
    void configure(const Place& place, Deadline deadline) const;
    void build(const Place& place, Deadline deadline) const;
    void run(const Place& place, const std::vector<std::string>& argv, const std::string& what,
             Deadline deadline) const;
    void remove(const std::filesystem::path& directory) const;
    void remove_or_tell(const std::filesystem::path& directory) const;
    void prune() const;

    const ProjectRegistry& project_;
    Talk talk_;
    std::chrono::milliseconds limit_;
    std::filesystem::path directory_;
};

}  // namespace ratchet
