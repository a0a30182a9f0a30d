#pragma once

#include "profile/taken_profile.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// The sampler of gperftools, which needs no perf events: a library that is loaded into the program.
/// It is asked by signals as often as the kernel's tick allows (250 Hz on many), follows no program that is
/// linked statically or runs as another user, and tells nothing of one that is killed.

/// Where libprofiler.so.0 is on this host; nothing where it is not.
std::optional<std::string> find_libprofiler();

/// What has to be in a program's environment so that it writes its profile to files whose names begin with
/// `output`.
std::vector<std::pair<std::string, std::string>> gperftools_environment(const std::string& library,
                                                                        const std::string& output,
                                                                        double frequency_hz);

/// All the profiles in `directory` whose names begin with `prefix`, together; those that were cut off are
/// left out. Throws `Error(measurement)` where there is none.
TakenProfile collect_gperftools(const std::filesystem::path& directory, const std::string& prefix);

}  // namespace ratchet
