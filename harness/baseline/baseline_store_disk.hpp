#pragma once

#include "model/baseline.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace ratchet {

/// The file that holds, or would hold, a scenario's baseline.
std::filesystem::path baseline_path(const std::filesystem::path& baseline_directory,
                                    const std::string& host_class, const ScenarioName& scenario);

/// Nothing when there is no such file. Throws `Error(artifact)` that names the file when it cannot be read or
/// is of another scenario or host class than its place says.
std::optional<Baseline> load_baseline(const std::filesystem::path& baseline_directory,
                                      const std::string& host_class, const ScenarioName& scenario);

/// Writes or replaces the baseline's file as a whole; on failure the old one is still there. Returns its
/// path.
std::filesystem::path save_baseline(const std::filesystem::path& baseline_directory,
                                    const Baseline& baseline);

}  // namespace ratchet
