#include "measure/block_order.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

using namespace ratchet;
using Order = std::vector<std::size_t>;

TEST_CASE("two commands run as ABBA and BAAB by turns") {
    CHECK(block_order(2, 0) == Order{0, 1, 1, 0});
    CHECK(block_order(2, 1) == Order{1, 0, 0, 1});
    CHECK(block_order(2, 2) == Order{0, 1, 1, 0});
    CHECK(block_order(2, 59) == Order{1, 0, 0, 1});
}

TEST_CASE("every command has the same mean place in a block, and runs twice") {
    for (const std::size_t commands : {1, 2, 3, 7}) {
        for (const int block : {0, 1, 2, 3}) {
            const Order order = block_order(commands, block);
            REQUIRE(order.size() == 2 * commands);
            for (std::size_t command = 0; command < commands; ++command) {
                std::size_t places = 0;
                for (std::size_t place = 0; place < order.size(); ++place) {
                    places += order[place] == command ? place : 0;
                }
                CHECK(std::count(order.begin(), order.end(), command) == 2);
                CHECK(places == 2 * commands - 1);
            }
        }
    }
}

TEST_CASE("a drawn order is mirrored too, another in each block, and follows from the seed") {
    std::set<Order> orders;
    for (int block = 0; block < 5; ++block) {
        const Order order = drawn_block_order(12, 7, block);
        REQUIRE(order.size() == 24);
        CHECK(std::equal(order.begin(), order.begin() + 12, order.rbegin()));
        CHECK(std::set<std::size_t>(order.begin(), order.begin() + 12).size() == 12);
        CHECK(order == drawn_block_order(12, 7, block));
        orders.insert(order);
    }
    CHECK(orders.size() == 5);
    CHECK(drawn_block_order(12, 1000, 0) != drawn_block_order(12, 7, 0));
    // Every place is drawn as often as another.
    std::vector<int> first(4);
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        ++first[drawn_block_order(4, seed, 0).front()];
    }
    for (const int times : first) {
        CHECK(std::abs(times - 1000) < 150);
    }
}

TEST_CASE("two are launched by turns, or in parallel both at once and each as often first") {
    using Turns = std::vector<Order>;
    CHECK(turns_of_two(0, false) == Turns{{0}, {1}, {1}, {0}});
    CHECK(turns_of_two(1, false) == Turns{{1}, {0}, {0}, {1}});
    CHECK(turns_of_two(0, true) == Turns{{0, 1}, {1, 0}});
    CHECK(turns_of_two(1, true) == Turns{{1, 0}, {0, 1}});
}

TEST_CASE("a turn has as many runs as there is time for, an odd number up to five") {
    CHECK(runs_per_turn(50, 0.04, 240) == 5);
    CHECK(runs_per_turn(50, 0.05, 240) == 3);
    CHECK(runs_per_turn(37, 0.05, 240) == 3);
    CHECK(runs_per_turn(35, 0.05, 240) == 1);
    CHECK(runs_per_turn(1, 10, 240) == 1);
    CHECK(runs_per_turn(1, 0, 240) == 5);
}

TEST_CASE("an impossible block is refused") {
    CHECK_THROWS_AS(block_order(0, 0), Error);
    CHECK_THROWS_AS(block_order(2, -1), Error);
    CHECK_THROWS_AS(drawn_block_order(0, 1, 0), Error);
    CHECK_THROWS_AS(drawn_block_order(2, 1, -1), Error);
}
