#include "measure/block_series.hpp"

#include "statistics/random.hpp"

namespace ratchet {

int run_blocks(const std::vector<int>& looks, double time_s, const Clock& clock,
               const std::function<bool(int block, int look)>& run_block,
               const std::function<bool()>& needs_more) {
    const std::int64_t start_ns = clock.now_ns();
    int blocks = 0;
    for (const int look : looks) {
        if (blocks > 0) {
            const double elapsed_s = static_cast<double>(clock.now_ns() - start_ns) * 1e-9;
            if (!needs_more() || elapsed_s / blocks * look > time_s) {
                break;
            }
        }
        for (; blocks < look; ++blocks) {
            if (!run_block(blocks, look)) {
                return blocks;
            }
        }
    }
    return blocks;
}

std::size_t environment_padding(std::uint64_t seed, int number) {
    constexpr std::size_t page = 4096;
    return statistics::Random(seed + static_cast<std::uint64_t>(number)).index(page);
}

}  // namespace ratchet
