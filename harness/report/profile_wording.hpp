#pragma once

#include "model/profile_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// How profiles were come by and how far they can be believed, in words: the same in tables, pictures and
// reports.

namespace ratchet {

/// How many samples a profile has, and in how many of them something is wrong; absent: not known.
struct SampleFaults {
    std::uint64_t samples = 0;
    std::optional<std::uint64_t> lost = 0;       ///< not among `samples`: the kernel dropped them
    std::optional<std::uint64_t> throttled = 0;  ///< how often the kernel slowed the sampling down
    std::optional<std::uint64_t> truncated = 0;  ///< the stack did not fit its copy
    std::optional<std::uint64_t> unrooted =
        0;  ///< the stack does not lead to where a program or a thread begins

    /// Those of two profiles together.
    SampleFaults& operator+=(const SampleFaults& other);
};
SampleFaults faults_of(const ProfileRecord& profile);

/// As fractions; 0 of nothing, absent where not known. Lost ones are a share of all that there should have
/// been.
std::optional<double> lost_share(const SampleFaults& faults);
std::optional<double> truncated_share(const SampleFaults& faults);
std::optional<double> unrooted_share(const SampleFaults& faults);

/// "sampled by the kernel's perf events, kernel and user functions"
std::string rung_in_words(ProfileRung rung);

/// Whether what such a profile counts was sampled; else it was counted, one by one.
bool is_sampled(ProfileRung rung);

/// Samples that are lost, whose stacks were cut off, or whose stacks begin in the middle, with their shares:
/// "lost 0 (0.0 %), truncated 12 (0.1 %), unrooted 3 (0.0 %), throttled 0 times"; of what is known, so it may
/// be empty.
std::string faults_in_words(const SampleFaults& faults);

/// What a reader must know before believing the numbers of a profile with samples, a sentence each: more than
/// 1 % lost or throttled, more than 5 % truncated or unrooted, fewer than 100 samples.
std::vector<std::string> doubts_about(const SampleFaults& faults);

}  // namespace ratchet
