#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ratchet {

/// Who runs when in a block (counted from 0) of so many commands, by their index: each once in order and once
/// more in the reverse order. For two that is ABBA in even blocks and BAAB in odd ones. All commands have the
/// same mean place in every block, so that a drift of the host that is linear over the block slows each as
/// much as the others, and none is always the first. Throws `Error(usage)` without commands or for a negative
/// block.
std::vector<std::size_t> block_order(std::size_t commands, int block);

/// The same for so many that it matters who comes after whom: the order is drawn anew for each block, and
/// mirrored. The same seed gives the same orders.
std::vector<std::size_t> drawn_block_order(std::size_t commands, std::uint64_t seed, int block);

/// Who of two is launched at once, one turn after the other, in a block: each alone by `block_order`, or in
/// parallel both, and then both in the reverse order.
std::vector<std::vector<std::size_t>> turns_of_two(int block, bool parallel);

/// How many runs one after the other make a turn, so that a delay of one run is no delay of the turn: an odd
/// number up to 5, as many as let `turns` turns be taken in `time_s`, but at least 1.
int runs_per_turn(double time_s, double run_s, int turns);

}  // namespace ratchet
