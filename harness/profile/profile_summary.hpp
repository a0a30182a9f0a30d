#pragma once

#include "profile/taken_profile.hpp"
#include "report/profile_wording.hpp"

#include <string>
#include <vector>

// How a profile was come by and how far it can be believed, in words: what every table and picture of it
// begins with.

namespace ratchet {

/// "999 Hz for 3.21 s, until ready alone, 123 ms", as much of it as is known; empty where nothing is.
std::string sampling_in_words(const TakenProfile& profile);

SampleFaults faults_of(const TakenProfile& profile);

/// `faults_in_words`; empty where nothing was sampled.
std::string losses_in_words(const TakenProfile& profile);

/// What a reader must know before believing the numbers, a sentence each: that there are no samples at all,
/// or what `doubts_about` their faults says.
std::vector<std::string> doubts_about(const TakenProfile& profile);

/// All of it, a line each and each line ended: how many, how sampled, losses, why no better, doubts.
std::string summary_lines(const TakenProfile& profile);

}  // namespace ratchet
