#include <ratchet/scenario.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

namespace {

/// A fraction of extra work, from the environment: 0.10 sorts ten percent more blocks.
double slowdown() {
    const char* text = std::getenv("CAMPAIGN_SLOWDOWN");
    return text == nullptr ? 0.0 : std::stod(text);  // throws at what is no number: the run fails
}

}  // namespace

RATCHET_SCENARIO("sort", "sorts blocks of shuffled numbers; CAMPAIGN_SLOWDOWN adds blocks in proportion") {
    constexpr std::size_t block = 1000;
    constexpr std::size_t blocks = 200;
    const auto more_blocks = static_cast<std::size_t>(static_cast<double>(blocks) * (1.0 + slowdown()) + 0.5);

    std::mt19937 random(static_cast<std::mt19937::result_type>(run.seed()));
    std::vector<unsigned> shuffled(block);
    std::generate(shuffled.begin(), shuffled.end(), random);
    std::vector<unsigned> numbers(block);
    run.measure([&] {
        for (std::size_t i = 0; i < more_blocks; ++i) {
            numbers = shuffled;
            std::sort(numbers.begin(), numbers.end());
            ratchet::do_not_optimize(numbers);
        }
    });
    run.check(std::is_sorted(numbers.begin(), numbers.end()), "not sorted");
}
