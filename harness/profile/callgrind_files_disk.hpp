#pragma once

#include "model/metric.hpp"
#include "profile/callgrind.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace ratchet {

/// What callgrind has left of one process, or of a part of it.
struct CallgrindFile {
    std::filesystem::path path;
    CallgrindTotal total;
};

/// Those in `directory` whose names begin with `prefix`, in the order of their names: of an `iteration` what
/// was written when the last one ended, of a whole process all; empty ones, of processes that were killed,
/// are left out. Throws `Error(measurement)` where there is none, with the reason, and
/// `read_callgrind_total`'s.
std::vector<CallgrindFile> callgrind_files(const std::filesystem::path& directory, const std::string& prefix,
                                           MetricScope scope);

/// All they say, as one text (`merge_callgrind`). Throws `Error(measurement)` where that is more than 256
/// MiB, and `Error(artifact)` for what cannot be read.
std::string read_callgrind_files(const std::vector<CallgrindFile>& files);

}  // namespace ratchet
