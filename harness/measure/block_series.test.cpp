#include "measure/block_series.hpp"

#include "catch.hpp"
#include "testing/fake_clock.hpp"

#include <set>

using namespace ratchet;

namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

/// Blocks that take a second each.
struct Bench {
    testing::FakeClock clock;
    std::vector<int> blocks;
    int asked = 0;

    int run(double time_s, int enough, int failing = -1) {
        return run_blocks(
            {10, 14, 20}, time_s, clock,
            [&](int block, int) {
                blocks.push_back(block);
                clock.advance(second_ns);
                return block != failing;
            },
            [&] {
                ++asked;
                return static_cast<int>(blocks.size()) < enough;
            });
    }
};

}  // namespace

TEST_CASE("blocks go on from look to look until enough is known, or the last look is taken") {
    Bench decided;
    CHECK(decided.run(1000, 10) == 10);
    CHECK(decided.asked == 1);
    Bench later;
    CHECK(later.run(1000, 11) == 14);
    CHECK(later.asked == 2);
    Bench last;
    CHECK(last.run(1000, 1000) == 20);
    CHECK(last.asked == 2);
    CHECK(last.blocks.front() == 0);
    CHECK(last.blocks.back() == 19);
}

TEST_CASE("a look that would end too late is not begun, but the first always is") {
    Bench bench;
    CHECK(bench.run(0.1, 1000) == 10);
    CHECK(Bench().run(13.9, 1000) == 10);
    CHECK(Bench().run(14, 1000) == 14);
    CHECK(Bench().run(19.9, 1000) == 14);
}

TEST_CASE("a run that fails ends the blocks, and its own is not whole") {
    Bench bench;
    CHECK(bench.run(1000, 1000, 11) == 11);
    CHECK(bench.blocks.size() == 12);
    CHECK(bench.asked == 1);
}

TEST_CASE("environments are lengthened by less than a page, each block otherwise, and the same each time") {
    std::set<std::size_t> lengths;
    for (int number = 0; number < 500; ++number) {
        const std::size_t length = environment_padding(1, number);
        CHECK(length < 4096);
        CHECK(length == environment_padding(1, number));
        lengths.insert(length);
    }
    CHECK(lengths.size() > 400);
}
