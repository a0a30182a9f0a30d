#include "catch.hpp"
#include "profile/flame_svg.hpp"
#include "profile/folded.hpp"
#include "profile/module_colours.hpp"

using namespace ratchet;
using Texts = std::vector<std::string>;

TEST_CASE("names are in the order of their places in the tree, equal ones by text, behind that of the rest") {
    const CallTree tree = call_tree(read_folded("m`a;b;c 1\nm`a;c 1\nz;c 1\nz;m`a 1\n", "test"));
    const FlameNames names = flame_names(tree);
    CHECK(names.names == Texts{"…", "c", "a", "b", "z"});  // three places, two, one, one
    CHECK(names.modules == Texts{"", "m"});
    CHECK(names.module_of == std::vector<std::uint32_t>{0, 0, 1, 0, 0});
    CHECK(names.colours == module_colours({"", "m"}));
    CHECK(names.shade_of.at(2) == function_shade("a"));
    for (const CallTreeNode& node : tree.nodes) {
        if (node.frame != CallTree::all) {
            CHECK(names.name(node) == tree.frames[node.frame].function);
            CHECK(names.module(node) == tree.frames[node.frame].module);
        }
    }
}

TEST_CASE("the root and what was left out have names of their own and no module") {
    const CallTree tree = call_tree(read_folded("m`a 99\nm`b 1\n", "test"), {0.02, 1000});
    const FlameNames names = flame_names(tree);
    CHECK(names.names == Texts{"…", "a"});  // b is not in the tree
    CHECK(names.name(tree.nodes[0]) == "all");
    CHECK(names.module(tree.nodes[0]).empty());
    REQUIRE(tree.nodes.back().frame == CallTree::rest);
    CHECK(names.name(tree.nodes.back()) == "…");
    CHECK(names.module(tree.nodes.back()).empty());
    CHECK(flame_names(call_tree(Stacks{})).names == Texts{"…"});
}

TEST_CASE("a name is printable and at most a thousand columns, an empty one is unknown") {
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of("", "x\n")});
    stacks.add(std::vector{stacks.index_of("a\x1b\xff", "")});
    stacks.add(std::vector{stacks.index_of("begin" + std::string(2000, 'x') + "end", "")});
    const FlameNames names = flame_names(call_tree(stacks));
    REQUIRE(names.names.size() == 4);
    CHECK(names.names[1] == "[unknown]");
    CHECK(names.names[2] == "a\\x1b\\xff");
    CHECK(names.names[3].starts_with("beginx"));
    CHECK(names.names[3].ends_with("xend"));
    CHECK(names.names[3].size() <= 1002);  // columns; the mark of what is left out takes three bytes
    CHECK(names.modules == Texts{"", "x\\n"});
}

TEST_CASE("one of a kind is singular") {
    CHECK(count_of(1, "samples") == "1 sample");
    CHECK(count_of(0, "samples") == "0 samples");
    CHECK(count_of(2, "samples") == "2 samples");
    CHECK(count_of(1, "s") == "1 s");
    CHECK(count_of(1, "") == "1 ");
    CHECK(count_of(1, "work") == "1 work");
}
