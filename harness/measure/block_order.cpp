#include "measure/block_order.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace ratchet {

std::vector<std::size_t> block_order(std::size_t commands, int block) {
    if (commands == 0 || block < 0) {
        throw Error(ErrorCode::usage, "a block needs a command to run, and blocks are counted from 0");
    }
    std::vector<std::size_t> order(commands);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (block % 2 == 1) {
        std::reverse(order.begin(), order.end());
    }
    const std::vector<std::size_t> there = order;
    std::copy(there.rbegin(), there.rend(), std::back_inserter(order));
    return order;
}

}  // namespace ratchet
