#include "measure/block_order.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <algorithm>

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

TEST_CASE("an impossible block is refused") {
    CHECK_THROWS_AS(block_order(0, 0), Error);
    CHECK_THROWS_AS(block_order(2, -1), Error);
}
