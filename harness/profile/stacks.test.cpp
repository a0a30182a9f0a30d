#include "profile/stacks.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <map>

using namespace ratchet;

namespace {

std::vector<std::string> names(const Stacks& stacks, const StackView& stack) {
    std::vector<std::string> result;
    for (const FrameIndex frame : stack.frames) {
        result.push_back(stacks.frames()[frame].function);
    }
    return result;
}

}  // namespace

TEST_CASE("a frame has one index, a function of two modules has two") {
    Stacks stacks;
    const FrameIndex first = stacks.index_of("main", "program");
    CHECK(first == 0);
    CHECK(stacks.index_of("main", "library") == 1);
    CHECK(stacks.index_of("main", "program") == first);
    CHECK(stacks.frames() == std::vector<Frame>{{"main", "program"}, {"main", "library"}});
}

TEST_CASE("samples of the same stack are added up, and a stack is its order") {
    Stacks stacks;
    const FrameIndex a = stacks.index_of("a", "");
    const FrameIndex b = stacks.index_of("b", "");
    CHECK(stacks.add(std::vector{a, b}, 2) == 0);
    CHECK(stacks.add(std::vector{b, a}) == 1);
    CHECK(stacks.add(std::vector{a, b}) == 0);
    CHECK(stacks.add(std::vector{a}) == 2);
    CHECK(stacks.add(std::vector{a}, 0) == 3);
    CHECK(stacks.size() == 3);
    CHECK(stacks.samples() == 5);
    CHECK(stacks[0].samples == 3);
    CHECK(names(stacks, stacks[1]) == std::vector<std::string>{"b", "a"});
    CHECK(names(stacks, stacks[2]) == std::vector<std::string>{"a"});
}

TEST_CASE("nothing counts nothing") {
    Stacks stacks;
    stacks.add({}, 3);
    stacks.add(std::vector{stacks.index_of("a", "")}, 0);
    CHECK(stacks.empty());
    CHECK(stacks.samples() == 0);
    CHECK(stacks.sorted().empty());
}

TEST_CASE("a frame that was never made, and more samples than can be counted, are refused") {
    Stacks stacks;
    CHECK_THROWS_AS(stacks.add(std::vector<FrameIndex>{0}), Error);
    const std::vector stack{stacks.index_of("a", "")};
    stacks.add(stack, std::uint64_t{1} << 53U);
    CHECK_THROWS_AS(stacks.add(stack), Error);
    CHECK(stacks.samples() == std::uint64_t{1} << 53U);
}

TEST_CASE("stacks are sorted by text, whatever the order they came in") {
    Stacks stacks;
    const FrameIndex z = stacks.index_of("z", "");
    const FrameIndex a = stacks.index_of("a", "");
    stacks.add(std::vector{z});
    stacks.add(std::vector{a, z});
    stacks.add(std::vector{a});
    const auto sorted = stacks.sorted();
    REQUIRE(sorted.size() == 3);
    CHECK(names(stacks, sorted[0]) == std::vector<std::string>{"a"});
    CHECK(names(stacks, sorted[1]) == std::vector<std::string>{"a", "z"});
    CHECK(names(stacks, sorted[2]) == std::vector<std::string>{"z"});
}

TEST_CASE("thousands of stacks are told apart as a map tells them") {
    statistics::Random random(3);
    Stacks stacks;
    std::map<std::vector<FrameIndex>, std::uint64_t> expected;
    std::vector<FrameIndex> frames;
    for (int i = 0; i < 40; ++i) {
        frames.push_back(stacks.index_of("f" + std::to_string(i), "m"));
    }
    for (int i = 0; i < 20000; ++i) {
        std::vector<FrameIndex> stack(1 + random.index(4));
        for (FrameIndex& frame : stack) {
            frame = frames[random.index(frames.size())];
        }
        const std::uint64_t samples = 1 + random.index(3);
        stacks.add(stack, samples);
        expected[stack] += samples;
    }
    REQUIRE(stacks.size() == expected.size());
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        const StackView stack = stacks[i];
        REQUIRE(expected.at({stack.frames.begin(), stack.frames.end()}) == stack.samples);
    }
}
