#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ratchet {

/// Measures block after block (counted from 0) up to each look, and asks `needs_more` at each but the last
/// whether to go on to the next. No look after the first is begun that, at the pace so far, would end later
/// than `time_s` after the call. Ends early when `run_block` gives false: a run failed. `looks`: numbers of
/// blocks, cumulative, ascending. Returns how many blocks are whole.
int run_blocks(const std::vector<int>& looks, double time_s, const Clock& clock,
               const std::function<bool(int block, int look)>& run_block,
               const std::function<bool()>& needs_more);

/// What a program's environment is lengthened by, so that no run profits from where its stack happens to
/// begin more often than another: 0 to 4095 bytes, by seed and block (or run, where there are no blocks).
std::size_t environment_padding(std::uint64_t seed, int number);

/// The variable that the padding is the value of.
inline constexpr auto padding_variable = "RATCHET_PADDING";

}  // namespace ratchet
