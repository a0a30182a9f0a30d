#pragma once

#include "profile/taken_profile.hpp"

#include <cstddef>
#include <string>

namespace ratchet {

struct TreeTextOptions {
    double least_share = 0.005;     ///< calls with a smaller share of all samples are left out
    std::size_t most_levels = 100;  ///< calls deeper than this are left out
    bool summary = true;            ///< begins with what is said of the profile as a whole
};

/// The content of `tree.txt`: the summary, then all stacks merged from the outermost function on, a line for
/// each function in each place, indented by its depth: share with everything below, share of its own,
/// function, module; the largest first. What was left out is said where it was and, in all, at the end.
std::string write_tree(const TakenProfile& profile, const TreeTextOptions& options = {});

}  // namespace ratchet
