#pragma once

#include "profile/taken_profile.hpp"

#include <string>
#include <vector>

// How a profile was come by and how far it can be believed, in words: what every table and picture of it
// begins with.

namespace ratchet {

/// "sampled by the kernel's perf events, kernel and user functions"
std::string rung_in_words(ProfileRung rung);

/// "999 Hz for 3.21 s, until ready alone, 123 ms", as much of it as is known; empty where nothing is.
std::string sampling_in_words(const TakenProfile& profile);

/// Samples that are lost, whose stacks were cut off, or whose stacks begin in the middle, with their shares:
/// "lost 0 (0.0 %), truncated 12 (0.1 %), unrooted 3 (0.0 %), throttled 0 times". Empty where nothing was
/// sampled.
std::string losses_in_words(const TakenProfile& profile);

/// What a reader must know before believing the numbers, a sentence each: more than 1 % lost or throttled,
/// more than 5 % truncated or unrooted, fewer than 100 samples, none at all.
std::vector<std::string> doubts_about(const TakenProfile& profile);

/// All of it, a line each and each line ended: how many, how sampled, losses, why no better, doubts.
std::string summary_lines(const TakenProfile& profile);

}  // namespace ratchet
