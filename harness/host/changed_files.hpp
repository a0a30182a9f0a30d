#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// A project in a working tree, and what differs there from a commit.
struct ChangedFiles {
    std::string top;                 ///< of the working tree; absolute, without links
    std::string prefix;              ///< of the project in it: empty or "engine/"
    std::string source_directory;    ///< the same place as the build was given it; absolute
    std::vector<std::string> paths;  ///< relative to `top`; that of a submodule stands for all in it
};

/// `source`, a file as debug information names it, relative to the top of the working tree; nothing for one
/// that is not in it as far as text tells. A relative one is taken for relative to the project (which is
/// what `-ffile-prefix-map` makes of it).
[[nodiscard]] std::optional<std::string> path_in_tree(const std::string& source, const ChangedFiles& tree);

/// The one of `tree.paths` that `source` is; nothing where it is none. One that is absolute and elsewhere
/// (the tree was built in another place, or the names were mapped) is the longest path that it ends with,
/// component by component; never one of the system's headers or libraries.
[[nodiscard]] std::optional<std::string> changed_path(const std::string& source, const ChangedFiles& tree);

}  // namespace ratchet
