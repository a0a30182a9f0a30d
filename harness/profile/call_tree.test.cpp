#include "profile/call_tree.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"
#include "statistics/random.hpp"

#include <map>
#include <string>

#include <fmt/format.h>

using namespace ratchet;

namespace {

std::string node_name(const CallTree& tree, const CallTreeNode& node) {
    return node.frame == CallTree::all    ? "(all)"
           : node.frame == CallTree::rest ? "(rest)"
                                          : folded_frame(tree.frames[node.frame]);
}

/// A line for each node: as many dots as it is deep, name, self/total, those of the baseline behind a bar.
std::string tree_text(const CallTree& tree, bool both = false) {
    std::string text;
    for (const CallTreeNode& node : tree.nodes) {
        text += fmt::format("{}{} {}/{}", std::string(node.depth, '.'), node_name(tree, node),
                            node.self.current, node.total.current);
        text += both ? fmt::format("|{}/{}\n", node.self.baseline, node.total.baseline) : "\n";
    }
    return text;
}

Stacks tree_stacks(std::string_view folded) {
    return read_folded(folded, "test");
}

}  // namespace

TEST_CASE("stacks with the same callers share their nodes; siblings are sorted by text") {
    CHECK(tree_text(call_tree(tree_stacks("main;z 1\nmain;a;b 2\nmain;a 4\nmain 8\nother 16\n"))) ==
          "(all) 0/31\n"
          ".main 8/15\n"
          "..a 4/6\n"
          "...b 2/2\n"
          "..z 1/1\n"
          ".other 16/16\n");
}

TEST_CASE("a function called by another way is another node, and recursion is depth") {
    CHECK(tree_text(call_tree(tree_stacks("f;f;f 1\nf;g;f 2\n"))) ==
          "(all) 0/3\n"
          ".f 0/3\n"
          "..f 0/1\n"
          "...f 1/1\n"
          "..g 0/2\n"
          "...f 2/2\n");
}

TEST_CASE("no stacks are a root alone") {
    const CallTree tree = call_tree(Stacks{});
    CHECK(tree.nodes == std::vector<CallTreeNode>{{CallTree::all, 0, 0, {}, {}}});
    CHECK(call_tree(Stacks{}, Stacks{}).nodes == tree.nodes);
}

TEST_CASE("every node knows its parent") {
    const CallTree tree = call_tree(tree_stacks("a;b;c 1\na;d 1\ne 1\n"));
    std::vector<std::uint32_t> parents;
    for (const CallTreeNode& node : tree.nodes) {
        parents.push_back(node.parent);
    }
    CHECK(parents == std::vector<std::uint32_t>{0, 0, 1, 2, 1, 0});
}

TEST_CASE("what is narrower than asked for is left out with all below it, and its samples are kept") {
    const Stacks stacks = tree_stacks("a;b;c 90\na;d;e 1\na;f 1\na 3\nz 5\n");
    CHECK(tree_text(call_tree(stacks, {0.02, 1000})) ==
          "(all) 0/100\n"
          ".a 3/95\n"
          "..b 0/90\n"
          "...c 90/90\n"
          "..(rest) 2/2\n"
          ".z 5/5\n");
    CHECK(tree_text(call_tree(stacks, {0.06, 1000})) ==
          "(all) 0/100\n"
          ".a 3/95\n"
          "..b 0/90\n"
          "...c 90/90\n"
          "..(rest) 2/2\n"
          ".(rest) 5/5\n");
}

TEST_CASE("a share that is exactly the least one is kept") {
    CHECK(tree_text(call_tree(tree_stacks("a 99\nb 1\n"), {0.01, 1000})) ==
          "(all) 0/100\n.a 99/99\n.b 1/1\n");
    CHECK(tree_text(call_tree(tree_stacks("a 99\nb 1\n"), {0.0101, 1000})) ==
          "(all) 0/100\n.a 99/99\n.(rest) 1/1\n");
}

TEST_CASE("narrow siblings are left out one by one, though together they are wide") {
    CHECK(tree_text(call_tree(tree_stacks("m;a 1\nm;b 1\nm;c 1\nm;d 1\n"), {0.3, 1000})) ==
          "(all) 0/4\n"
          ".m 0/4\n"
          "..(rest) 4/4\n");
}

TEST_CASE("frames that lie too deep are left out, and their samples are nobody's own") {
    const Stacks stacks = tree_stacks("a;b;c;d 1\na;b;x 2\na;b 4\n");
    CHECK(tree_text(call_tree(stacks, {0, 2})) ==
          "(all) 0/7\n"
          ".a 0/7\n"
          "..b 4/7\n"
          "...(rest) 3/3\n");
    CHECK(tree_text(call_tree(stacks, {0, 0})) ==
          "(all) 0/7\n"
          ".a 0/7\n"
          "..(rest) 7/7\n");
}

TEST_CASE("a stack of a million frames needs no recursion") {
    Stacks stacks;
    const std::vector<FrameIndex> deep(1'000'000, stacks.index_of("f", ""));
    stacks.add(deep);
    CHECK(call_tree(stacks).nodes.size() == 1002);
    CHECK(call_tree(stacks, {0, 2'000'000}).nodes.size() == 1'000'001);
}

TEST_CASE("two profiles are one tree with both their samples") {
    CHECK(tree_text(call_tree(tree_stacks("m;a 1\nm;new 2\n"), tree_stacks("gone 8\nm 16\nm;a 4\n")), true) ==
          "(all) 0/3|0/28\n"
          ".gone 0/0|8/8\n"
          ".m 0/3|16/20\n"
          "..a 1/1|4/4\n"
          "..new 2/2|0/0\n");
}

TEST_CASE("frames are the same by function and module, whatever their index") {
    Stacks current;
    current.add(std::vector{current.index_of("f", "x"), current.index_of("f", "y")}, 1);
    Stacks baseline;
    baseline.add(std::vector{baseline.index_of("f", "y")}, 2);
    baseline.add(std::vector{baseline.index_of("f", "x")}, 4);
    CHECK(tree_text(call_tree(current, baseline), true) ==
          "(all) 0/1|0/6\n"
          ".x`f 0/1|4/4\n"
          "..y`f 1/1|0/0\n"
          ".y`f 0/0|2/2\n");
}

TEST_CASE("of two profiles a node is kept that is wide in either") {
    CHECK(
        tree_text(call_tree(tree_stacks("a 99\nb 1\nc 1\n"), tree_stacks("a 50\nb 50\nd 1\n"), {0.02, 1000}),
                  true) ==
        "(all) 0/101|0/101\n"
        ".a 99/99|50/50\n"
        ".b 1/1|50/50\n"
        ".(rest) 1/1|1/1\n");
    // A profile without samples makes nothing wide.
    CHECK(tree_text(call_tree(tree_stacks("a 99\nb 1\n"), Stacks{}, {0.02, 1000}), true) ==
          "(all) 0/100|0/0\n"
          ".a 99/99|0/0\n"
          ".(rest) 1/1|0/0\n");
}

TEST_CASE("every sample is in the tree, however much is left out") {
    statistics::Random random(5);
    Stacks stacks;
    std::vector<FrameIndex> frames;
    for (int i = 0; i < 12; ++i) {
        frames.push_back(stacks.index_of("f" + std::to_string(i), "m"));
    }
    for (int i = 0; i < 5000; ++i) {
        std::vector<FrameIndex> stack(1 + random.index(9));
        for (FrameIndex& frame : stack) {
            frame = frames[random.index(1 + random.index(frames.size()))];
        }
        stacks.add(stack, 1 + random.index(20));
    }
    for (const double least : {0.0, 1e-4, 1e-3, 1e-2, 0.5, 2.0}) {
        const CallTree tree = call_tree(stacks, {least, 6});
        std::vector<std::uint64_t> totals(tree.nodes.size());
        for (std::size_t i = tree.nodes.size(); i-- > 0;) {
            totals[i] += tree.nodes[i].self.current;
            REQUIRE(totals[i] == tree.nodes[i].total.current);
            if (i > 0) {
                totals[tree.nodes[i].parent] += totals[i];
            }
        }
        CHECK(totals[0] == stacks.samples());
    }
}
