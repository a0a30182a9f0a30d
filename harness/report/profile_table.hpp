#pragma once

#include "report/session_report.hpp"
#include "report/table.hpp"

#include <map>
#include <string>
#include <vector>

// What became of the profiles of a session's scenarios. Texts are raw: escape them for the medium.

namespace ratchet {

/// One row for each scenario of which a profile was asked, worst first as in the verdict table: who took it,
/// of how many runs, at which frequency, samples, and the shares of those that were lost, truncated and
/// unrooted. No rows where nobody asked for one.
Table profile_table(const SessionReport& report);

/// Why there is no better profile, or none at all, and what makes one doubtful: each said once, with the full
/// names of the scenarios it is said of.
std::map<std::string, std::vector<std::string>> profile_remarks(const SessionReport& report);

/// The same for a terminal, in few lines: the rungs, each with what is wrong in all its samples together, and
/// why no better ones. Of one scenario alone its doubts as well; of several only which profiles are doubtful.
std::vector<std::string> profile_lines(const SessionReport& report);

}  // namespace ratchet
