#include "profile/call_graph_dot.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile drawn_profile(std::string_view folded) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    return profile;
}

}  // namespace

TEST_CASE("a graph as graphviz reads it, whole") {
    CHECK(write_call_graph_dot(drawn_profile("p`main;f 60\np`main 140\n")) ==
          R"(digraph calls {
  graph [label="200 samples; read from a file\lfunctions from 0.5 %, calls from 0.1 % of all\l2 functions and 1 calls; 0 and 0 more are below the thresholds\l", labelloc="b", labeljust="l", fontname="sans-serif", fontsize="11", charset="UTF-8"];
  node [shape="box", style="filled", color="#8c8c8c", fontname="sans-serif", fontsize="10"];
  edge [fontname="sans-serif", fontsize="9", arrowsize="0.6"];
  n0 [label="main\np\ntotal 100.0 %\nself 70.0 %", tooltip="main", fillcolor="#960a1e", fontcolor="#ffffff"];
  n1 [label="f\ntotal 30.0 %\nself 30.0 %", tooltip="f", fillcolor="#f5925f", fontcolor="#1a1a1a"];
  n0 -> n1 [label="30.0 %", penwidth="2.42", color="#f1774c"];
}
)");
}

TEST_CASE("no name ends its string, begins an escape or an entity") {
    TakenProfile profile;
    profile.stacks.add(
        std::vector{profile.stacks.index_of("a\"]; evil [x=\"\\N\n<script>&lt;\xff", "m\\\"\x1b")}, 200);
    const std::string dot = write_call_graph_dot(profile);
    CHECK_THAT(dot, Contains(R"(label="a\"]; evil [x=\"\\N\\n<script>&amp;lt;\\xff\nm\\\"\\x1b\ntotal)"));
    TakenProfile nameless;
    nameless.stacks.add(std::vector{nameless.stacks.index_of("", "")}, 1);
    CHECK_THAT(write_call_graph_dot(nameless), Contains("label=\"[unknown]\\ntotal"));
}

TEST_CASE("long names lose their middle in the box, and the tooltip is bounded too") {
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of(std::string(100'000, 'x'), "")}, 1);
    CHECK(write_call_graph_dot(profile).size() < 3000);
}

TEST_CASE("the caption says what was asked for, in vain too, and what to doubt") {
    TakenProfile profile = drawn_profile("p`main;f 60\np`main 140\n");
    profile.lost = 100;
    const std::string dot =
        write_call_graph_dot(profile, {.module = "q\"", .root = "main", .leaf = "f", .depth = 3});
    CHECK_THAT(dot, Contains(R"(; modules with \"q\"\"; from \"main\"; to \"f\"; 3 levels\l)"));
    CHECK_THAT(dot, Contains(R"(no module's name contains \"q\"\": this is the whole graph\l)"));
    CHECK_THAT(dot, Contains("unreliable: 33.3 % of the samples were lost;"));
}

TEST_CASE("an empty profile gives a graph that says so") {
    const std::string dot = write_call_graph_dot({});
    CHECK_THAT(dot, Contains("there are no samples") && Contains("0 functions"));
    CHECK(dot.substr(dot.size() - 2) == "}\n");
}

TEST_CASE("a file is named after what is not the default") {
    CHECK(call_graph_file_name({}) == "callgraph");
    CHECK(call_graph_file_name({.node_threshold = 0.01}) == "callgraph-node1-edge0.1");
    CHECK(call_graph_file_name({.edge_threshold = 0.0025}) == "callgraph-node0.5-edge0.25");
    CHECK(call_graph_file_name(unfiltered({})) == "callgraph-unfiltered");
    CHECK(call_graph_file_name({.module = "../lib x", .root = "a::b", .leaf = "c", .depth = 3}) ==
          "callgraph-module-x..-lib-x-root-a--b-leaf-c-depth3");
    CHECK(call_graph_file_name({.root = std::string(5000, 'r')}).size() < 200);
}
