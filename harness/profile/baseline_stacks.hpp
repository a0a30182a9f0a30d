#pragma once

#include "profile/stacks.hpp"

#include <cstddef>

// What a baseline keeps of a profile's stacks, which is committed to git and therefore small, and how another
// profile is compared with that.

namespace ratchet {

/// Limits of what is kept: lines, and bytes of folded text.
inline constexpr std::size_t most_kept_stacks = 500;
inline constexpr std::size_t most_kept_bytes = std::size_t{64} << 10U;

/// `stacks` cut to at most `most` that differ and `bytes` of folded text. As they are where they fit. Else
/// what is rare loses frames from its middle: callers that fewer than so many samples have seen are left out
/// together, "main;run;[...];hash", where the least such number that is enough is taken. Stacks seen that
/// often are whole, every function's self samples are exact, and so is the total of each caller that is left.
/// Where not even "[...];hash" for each function fits, the rarest functions become "[rest]", and of the
/// others those whose names are too long. The number of samples never changes; where limits are too small for
/// anything, "[rest]" alone is left. Deterministic. Takes time in proportion to the frames of all stacks that
/// differ, some dozen times.
Stacks keep_most(const Stacks& stacks, std::size_t most = most_kept_stacks,
                 std::size_t bytes = most_kept_bytes);

/// Whether `keep_most` had to leave something out.
bool is_cut(const Stacks& kept);

/// `stacks` in the form in which `kept`, made by `keep_most` and perhaps written as folded text and read
/// again, can be compared with them: names as folded text has them and, where `kept` was cut, cut at the same
/// callers. Without that, whatever is rare would seem new in one and gone in the other. A caller that `kept`
/// does not show and that has more samples here than could be hidden in it, by three standard deviations, is
/// kept with all that it calls: that is news. The number of samples never changes.
Stacks comparable_with(const Stacks& kept, const Stacks& stacks);

}  // namespace ratchet
