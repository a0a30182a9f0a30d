#pragma once

#include "model/baseline.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// The file that holds, or would hold, a scenario's baseline.
std::filesystem::path baseline_path(const std::filesystem::path& baseline_directory,
                                    const std::string& host_class, const ScenarioName& scenario);

/// Nothing when there is no such file. Throws `Error(artifact)` that names the file when it cannot be read or
/// is of another scenario or host class than its place says.
std::optional<Baseline> load_baseline(const std::filesystem::path& baseline_directory,
                                      const std::string& host_class, const ScenarioName& scenario);

struct PlacedBaseline {
    std::filesystem::path baseline_directory;
    Baseline baseline;
    /// Text of the file of stacks that goes with it. Absent: the file that is there stays, where the baseline
    /// has a profile, and is removed where it has none.
    std::optional<std::string> stacks = std::nullopt;
};

/// Writes or replaces the baselines' files, each as a whole; what a writer that was killed has left beside
/// them is removed. Nothing is written unless all of them can be stored. When a write fails, its own file and
/// those after it are as they were. Stacks are written before the baseline that speaks of them, so that it
/// never speaks of what is not there. Returns the paths of the baselines, in order.
std::vector<std::filesystem::path> save_baselines(const std::vector<PlacedBaseline>& baselines);

}  // namespace ratchet
