#pragma once

#include "model/scenario.hpp"
#include "reference/reference_disk.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace ratchet {

/// Builds of other commits of a project, made as its build tree was: each in a git worktree of its own, with
/// the compilers, flags and options of that tree's cache, and kept until five newer ones are. They lie in
/// `references/builds` of the output directory, named by commit and settings.
class CommitBuilds {
  public:
    /// Told what takes long, as a sentence.
    using Talk = std::function<void(const std::string& what)>;

    CommitBuilds(const ProjectRegistry& project, Talk talk);

    /// The build of what `name` means to git, made now unless it is there. Throws `Error(usage)` for a name
    /// that is no commit, and `Error(measurement)` that names the log where it does not build.
    ReferenceBuild at(const std::string& name) const;

    /// Removes all of them.
    void clean() const;

  private:
    struct Place;

    void make(const Place& place, const std::string& commit) const;
    void check_out(const Place& place, const std::string& commit) const;
    void configure_and_build(const Place& place) const;
    void run(const Place& place, const std::vector<std::string>& argv, const std::string& what) const;
    void remove(const std::filesystem::path& directory) const;
    void prune() const;

    const ProjectRegistry& project_;
    Talk talk_;
    std::filesystem::path directory_;
};

}  // namespace ratchet
