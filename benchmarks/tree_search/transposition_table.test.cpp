#include "transposition_table.hpp"

#include "catch.hpp"

#include <random>
#include <unordered_map>

using tree_search::NodeIndex;
using tree_search::TranspositionTable;

TEST_CASE("a position keeps the node that it was given first") {
    TranspositionTable table;
    CHECK(table.find_or_insert(7, 1) == 1);
    CHECK(table.find_or_insert(7, 2) == 1);
    CHECK(table.find_or_insert(0, 3) == 3);
    CHECK(table.find_or_insert(~0ULL, 4) == 4);
    CHECK(table.size() == 3);
}

TEST_CASE("a table agrees with a map while it grows, is cleared and grows again") {
    TranspositionTable table;
    std::mt19937_64 random(1);
    for (int round = 0; round < 2; ++round) {
        std::unordered_map<std::uint64_t, NodeIndex> expected;
        for (NodeIndex i = 0; i < 20000; ++i) {
            const std::uint64_t position = (random() % 10000) << (random() % 3 * 20);
            CHECK(table.find_or_insert(position, i) == expected.emplace(position, i).first->second);
        }
        CHECK(table.size() == expected.size());
        table.clear();
        CHECK(table.size() == 0);
    }
}
