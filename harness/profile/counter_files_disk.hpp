#pragma once

#include "model/cpu_counters.hpp"
#include "profile/profile_readme.hpp"

#include <filesystem>
#include <vector>

namespace ratchet {

/// Writes what there is of counters into `directory`, which is created where it is missing: `counters.json`,
/// and `profile.md`, which tells `origin`, each atomically. There are no stacks, so there is no picture
/// either. Returns them by name. Throws `Error(artifact)` or `std::filesystem::filesystem_error` where it
/// cannot.
std::vector<ProfileFile> write_counter_files(const CpuCounters& counters,
                                             const std::filesystem::path& directory,
                                             const ProfileOrigin& origin);

}  // namespace ratchet
