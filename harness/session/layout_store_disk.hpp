#pragma once

#include "model/layout_spread.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Keeps what was found out in the directory `layouts` of a build tree's output, in the place of what was
/// found before, and returns the file. Throws `Error(artifact)` when it cannot be written.
std::filesystem::path save_layouts(const std::filesystem::path& layouts, const LayoutRecord& record);

/// What was found out about a scenario. Nothing where that was not asked, was of another host class or of
/// none of the programs `compared`, and where there is no directory (`layouts` is empty). Throws
/// `Error(artifact)` for a file that cannot be read.
std::optional<LayoutSpread> layout_spread_of(const std::filesystem::path& layouts,
                                             const std::string& host_class, const ScenarioName& scenario,
                                             const std::vector<Digests>& compared);

}  // namespace ratchet
