#include "measure/block_order.hpp"

#include "base/error.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace ratchet {

namespace {

std::vector<std::size_t> each_once(std::size_t commands, int block) {
    if (commands == 0 || block < 0) {
        throw Error(ErrorCode::usage, "a block needs a command to run, and blocks are counted from 0");
    }
    std::vector<std::size_t> order(commands);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

std::vector<std::size_t> there_and_back(std::vector<std::size_t> order) {
    const std::vector<std::size_t> there = order;
    std::copy(there.rbegin(), there.rend(), std::back_inserter(order));
    return order;
}

}  // namespace

std::vector<std::size_t> block_order(std::size_t commands, int block) {
    std::vector<std::size_t> order = each_once(commands, block);
    if (block % 2 == 1) {
        std::reverse(order.begin(), order.end());
    }
    return there_and_back(std::move(order));
}

std::vector<std::size_t> drawn_block_order(std::size_t commands, std::uint64_t seed, int block) {
    std::vector<std::size_t> order = each_once(commands, block);
    statistics::Random(seed + static_cast<std::uint64_t>(block)).shuffle(order);
    return there_and_back(std::move(order));
}

std::vector<std::vector<std::size_t>> turns_of_two(int block, bool parallel) {
    const std::vector<std::size_t> order = block_order(2, block);
    const std::size_t together = parallel ? 2 : 1;
    std::vector<std::vector<std::size_t>> turns;
    for (auto next = order.begin(); next != order.end(); next += static_cast<std::ptrdiff_t>(together)) {
        turns.emplace_back(next, next + static_cast<std::ptrdiff_t>(together));
    }
    return turns;
}

int runs_per_turn(double time_s, double run_s, int turns) {
    constexpr int most = 5;
    for (int runs = most; runs > 1; runs -= 2) {
        if (runs * run_s * turns <= time_s) {
            return runs;
        }
    }
    return 1;
}

}  // namespace ratchet
