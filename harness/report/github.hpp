#pragma once

#include "report/session_report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace ratchet {

/// Workflow commands that annotate a run of GitHub Actions, one line each: `::error` for what fails in the
/// session's mode, `::warning` for what regressed without failing or could not be judged, worst first;
/// missing baselines are one warning. GitHub shows ten of a kind for a step, so that the tenth may tell how
/// many more there are. Names and reasons are escaped: no text can begin a command of its own. Empty where
/// there is nothing to say.
std::string github_annotations(const SessionReport& report);

/// How large GitHub lets the summary of one step be.
inline constexpr std::size_t github_summary_limit = 1024 * 1024;

/// `markdown`, or, where that is longer than `room` bytes, its first lines and a note that says so and where
/// the whole is. Empty where not even the note has room.
std::string github_summary(std::string_view markdown, std::size_t room, const std::string& whole_report);

}  // namespace ratchet
