#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace ratchet {

/// The registry directory of the build tree at `build`, below the RATCHET_OUTPUT_DIR of its cache, else below
/// `build/perf`; of a multi-config tree that of `configuration`, by default of its most preferred one.
/// Nothing when it has none.
[[nodiscard]] std::optional<std::filesystem::path> registry_of_build_tree(
    const std::filesystem::path& build, const std::string& configuration = "");

/// The registry directory of the build tree nearest to `start`: `start` itself, `build`, or the last
/// configured of `build/*` and `build-*` in it, then the same in its parent and so on up. `Error(usage)` that
/// says how to get one when there is none. What a registry says is executed, so the search does not go up
/// into a directory that everyone may write to.
[[nodiscard]] std::filesystem::path find_registry(const std::filesystem::path& start);

}  // namespace ratchet
