#pragma once

#include "report/session_report.hpp"

#include <filesystem>

namespace ratchet {

/// Appends the session's report, without links, to the file that GitHub Actions shows as the summary of a
/// step, as far as it leaves room (see `github_summary`). Made when it is not there. Throws `Error(artifact)`
/// when it cannot be written or is not a regular file.
void append_step_summary(const std::filesystem::path& file, const SessionReport& report);

}  // namespace ratchet
