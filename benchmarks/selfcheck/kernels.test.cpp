#include "kernels.hpp"

#include "catch.hpp"

#include <set>

using namespace selfcheck;

TEST_CASE("spinning any number of steps leads where the closed form says") {
    for (const std::uint64_t steps : {0U, 1U, 2U, 3U, 7U, 64U, 1000U, 99'999U}) {
        for (const std::uint64_t state : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
            CHECK(spin(state, steps) == spin_result(state, steps));
        }
    }
    CHECK(spin(5, 1000) != spin_result(5, 1001));
}

TEST_CASE("the walk visits every line before it comes back, whatever the seed") {
    constexpr std::size_t lines = 1000;
    for (const std::uint64_t seed : {0U, 1U, 42U}) {
        MemoryWalk memory(lines, seed);
        std::set<std::uint32_t> visited;
        for (std::size_t i = 0; i < lines; ++i) {
            visited.insert(memory.walk(1));
        }
        CHECK(visited.size() == lines);
        CHECK(visited.count(0) == 1);
    }
}

TEST_CASE("a walk goes on where the last one ended") {
    MemoryWalk in_parts(100, 7);
    MemoryWalk at_once(100, 7);
    in_parts.walk(30);
    CHECK(in_parts.walk(12) == at_once.walk(42));
    CHECK(MemoryWalk(1, 7).walk(5) == 0);
}

TEST_CASE("about half of the branches are taken, and each call takes others") {
    constexpr std::uint64_t steps = 100'000;
    std::uint64_t state = 0;
    const std::uint64_t first = branch(state, steps);
    CHECK(first > steps * 49 / 100);
    CHECK(first < steps * 51 / 100);
    CHECK(state == spin_result(0, steps));
    CHECK(branch(state, steps) != first);
}
