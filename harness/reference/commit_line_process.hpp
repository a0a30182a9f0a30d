#pragma once

#include "model/bisection.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// The untried commits from `good` to `bad` (full names), both included, oldest first; of merges the first
/// parents, so that they form a line. Throws `Error(usage)` where `good` is no ancestor of `bad`, or the
/// same.
std::vector<BisectedCommit> commits_between(const std::string& source_directory, const std::string& good,
                                            const std::string& bad);

}  // namespace ratchet
