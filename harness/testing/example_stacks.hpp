#pragma once

#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>

// Made-up profiles to draw.

namespace ratchet::testing {

/// About 10 000 samples of a search with an expensive evaluation: some thirty stacks of five modules, the
/// kernel among them.
Stacks search_stacks();

/// The same program after a change: its hash table has become slow, one function is new and one is gone.
Stacks slower_search_stacks();

/// Names that would be markup, scripts, control characters and the like if they were not escaped.
Stacks hostile_stacks();

/// `count` stacks that differ, of 8 to 37 frames (22 on average), 58 bytes of folded text a frame, from three
/// thousand functions of eight modules: 13 MB for 10 000. Neighbours share more than half their frames. Each
/// has one sample, so that of 10 000 every box, some 100 000, is wide enough to be drawn: the hardest case.
Stacks many_stacks(std::size_t count, std::uint64_t seed);

}  // namespace ratchet::testing
