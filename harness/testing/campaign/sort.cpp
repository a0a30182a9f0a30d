#include "sorting.hpp"
#include <ratchet/scenario.hpp>

RATCHET_SCENARIO("sort", "sorts blocks of shuffled numbers; CAMPAIGN_SLOWDOWN adds blocks in proportion") {
    const std::size_t blocks = slowed(200);
    const std::vector<unsigned> shuffled = shuffled_numbers(static_cast<unsigned>(run.seed()));
    std::vector<unsigned> numbers(shuffled.size());
    run.measure([&] {
        for (std::size_t i = 0; i < blocks; ++i) {
            numbers = shuffled;
            std::sort(numbers.begin(), numbers.end());
            ratchet::do_not_optimize(numbers);
        }
    });
    run.check(std::is_sorted(numbers.begin(), numbers.end()), "not sorted");
}
