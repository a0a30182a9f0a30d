#pragma once

#include "profile/taken_profile.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Bounds of a share, as fractions.
struct ShareInterval {
    double lower = 0;
    double upper = 0;

    friend bool operator==(const ShareInterval&, const ShareInterval&) = default;
};

/// 95 % bounds of the share that `samples` of `total` estimate: Wilson's score interval (1927), which stays
/// within 0 and 1 and has width at 0 and `total` samples too. Takes samples as independent; a timer that runs
/// in step with the program is not. Of no samples at all 0 to 1.
ShareInterval share_interval(std::uint64_t samples, std::uint64_t total);

/// How much of a profile one function is.
struct FunctionShare {
    Frame frame;
    std::uint64_t self_samples = 0;       ///< in which it is the innermost function
    std::uint64_t inclusive_samples = 0;  ///< in which it is anywhere; a recursive one counts once a stack
    double self_share = 0;                ///< of all samples, as a fraction
    double inclusive_share = 0;
    /// Absent where what is counted was not sampled (instructions).
    std::optional<ShareInterval> self_interval;
    std::optional<ShareInterval> inclusive_interval;
};

/// Whether what the profile counts was sampled, so that shares have sampling errors.
bool is_sampled(const TakenProfile& profile);

/// Every function that is in a stack: most self samples first, then most inclusive ones, then by name and
/// module. Takes time in proportion to the frames of all stacks that differ.
std::vector<FunctionShare> function_shares(const TakenProfile& profile);

/// The positions in `shares` by most inclusive samples first, then as they are.
std::vector<std::size_t> by_inclusive(const std::vector<FunctionShare>& shares);

/// The function's name on one line; "[unknown]" where it is empty.
std::string shown_function(const Frame& frame);

/// `part` of `whole` as a fraction; 0 of nothing.
double share_of(std::uint64_t part, std::uint64_t whole);

}  // namespace ratchet
