#include "profile/cut_stacks.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;

namespace {

const Stacks example = read_folded("main;p`f;p`g 5\nmain;p`f 2\nmain;p`h 1\n", "example");

}  // namespace

TEST_CASE("a frame with just these callers is one node, with the samples of all below it") {
    const StackPaths paths = paths_of(example);
    REQUIRE(paths.stacks.size() == 3);
    REQUIRE(paths.totals.size() == 4);  // main, main;f, main;f;g, main;h
    for (const std::vector<PathNode>& nodes : paths.nodes) {
        CHECK(paths.totals[nodes.front()] == 8);
    }
    CHECK(paths.totals[paths.nodes[0].back()] == 7);  // main;f, with what it calls
    CHECK(paths.totals[paths.nodes[1].back()] == 5);
    CHECK(paths.totals[paths.nodes[2].back()] == 1);
    CHECK(paths_of(Stacks()).totals.empty());
}

TEST_CASE("stacks are copied whole, without their middle, or as a part of the rest") {
    const StackPaths paths = paths_of(example);
    StackCutter cutter(example);
    cutter.add_whole(paths.stacks[0]);
    cutter.add_cut(paths.stacks[1], 1);
    cutter.add_rest(paths.stacks[2].samples);
    cutter.add_rest(3);
    const Stacks made = cutter.take();
    CHECK(write_folded(made) == "[rest] 4\nmain;[...];p`g 5\nmain;p`f 2\n");
    CHECK(made.samples() == 11);
}

TEST_CASE("a mark belongs to no module") {
    CHECK(is_mark({"[rest]", ""}, left_out_stacks));
    CHECK_FALSE(is_mark({"[rest]", "p"}, left_out_stacks));
    CHECK_FALSE(is_mark({"[...]", ""}, left_out_stacks));
}
