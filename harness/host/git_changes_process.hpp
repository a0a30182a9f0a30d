#pragma once

#include "host/changed_files.hpp"

#include <optional>
#include <string>

namespace ratchet {

/// What differs from a commit, or why that cannot be told.
struct ChangesSince {
    std::optional<ChangedFiles> files;
    std::string why_none;  ///< a clause for people; empty where there are files
};

/// The files of the working tree that `source_directory` belongs to that differ from `commit`: tracked ones,
/// committed since or not, and those that are neither tracked nor ignored. Not to be had, with the reason:
/// without git or a commit, outside a repository, and for a commit that is not there (a shallow clone). Takes
/// at most some 20 s.
[[nodiscard]] ChangesSince changes_since(const std::string& source_directory, const std::string& commit);

}  // namespace ratchet
