#include "profile/call_graph.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

#include <algorithm>
#include <map>
#include <utility>

using namespace ratchet;

namespace {

using Calls = std::map<std::pair<std::string, std::string>, std::uint64_t>;

Calls calls_of(const CallGraph& graph) {
    Calls calls;
    for (const CallGraphEdge& edge : graph.edges) {
        calls[{graph.nodes[edge.caller].frame.function, graph.nodes[edge.callee].frame.function}] =
            edge.samples;
    }
    return calls;
}

/// Self and total samples by function.
std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> samples_of(const CallGraph& graph) {
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> samples;
    for (const CallGraphNode& node : graph.nodes) {
        samples[node.frame.function] = {node.self, node.total};
    }
    return samples;
}

CallGraph graph_of(std::string_view folded, const CallGraphOptions& options = {}) {
    return call_graph(read_folded(folded, "test"), options);
}

constexpr auto program =
    "p`main;p`search;l`sort;p`less 40\n"
    "p`main;p`search;l`sort 30\n"
    "p`main;p`search 20\n"
    "p`start;p`main 10\n";

}  // namespace

TEST_CASE("functions have samples of their own and in total, calls those that went through them") {
    const CallGraph graph = graph_of(program);
    CHECK(graph.samples == 100);
    CHECK(samples_of(graph) ==
          std::map<std::string, std::pair<std::uint64_t, std::uint64_t>>{{"main", {10, 100}},
                                                                         {"search", {20, 90}},
                                                                         {"sort", {30, 70}},
                                                                         {"less", {40, 40}},
                                                                         {"start", {0, 10}}});
    CHECK(calls_of(graph) == Calls{{{"main", "search"}, 90},
                                   {{"search", "sort"}, 70},
                                   {{"sort", "less"}, 40},
                                   {{"start", "main"}, 10}});
    CHECK(graph.nodes[0].frame.function == "main");
    CHECK(graph.nodes[1].frame.function == "search");
    CHECK(graph.nodes[4].frame.function == "start");
    CHECK(graph.remarks.empty());
}

TEST_CASE("recursion counts a function and a call once a stack") {
    const CallGraph graph = graph_of("a;b;a;b;a;a 10\n");
    CHECK(samples_of(graph)["a"] == std::pair<std::uint64_t, std::uint64_t>{10, 10});
    CHECK(samples_of(graph)["b"] == std::pair<std::uint64_t, std::uint64_t>{0, 10});
    CHECK(calls_of(graph) == Calls{{{"a", "b"}, 10}, {{"b", "a"}, 10}, {{"a", "a"}, 10}});
}

TEST_CASE("what is below a threshold is left out and counted; what reaches it stays") {
    const CallGraph graph = graph_of("a;b 5\na;c 4\na 991\n");
    CHECK(samples_of(graph).size() == 2);
    CHECK(calls_of(graph) == Calls{{{"a", "b"}, 5}});
    CHECK(graph.nodes_left_out == 1);
    CHECK(graph.edges_left_out == 1);
    const CallGraph whole = graph_of("a;b 5\na;c 4\na 991\n", {.node_threshold = 0, .edge_threshold = 0});
    CHECK(whole.nodes.size() == 3);
    CHECK(whole.nodes_left_out == 0);
    const CallGraph few_calls =
        graph_of("a;b 5\na;c 4\na 991\n", {.node_threshold = 0, .edge_threshold = 0.005});
    CHECK(few_calls.nodes.size() == 3);
    CHECK(few_calls.edges_left_out == 1);
}

TEST_CASE("a module's functions alone: calls through others are drawn as one") {
    const CallGraph graph = graph_of(program, {.module = "p"});
    CHECK(calls_of(graph) ==
          Calls{{{"main", "search"}, 90}, {{"search", "less"}, 40}, {{"start", "main"}, 10}});
    CHECK(samples_of(graph)["search"] ==
          std::pair<std::uint64_t, std::uint64_t>{20, 90});  // not what sort had
    CHECK(graph.remarks.empty());
}

TEST_CASE("a module that is not there keeps the whole graph, and says so") {
    const CallGraph graph = graph_of(program, {.module = "q\n"});
    CHECK(graph.nodes.size() == 5);
    CHECK(graph.edges.size() == 4);
    CHECK(graph.remarks == std::vector<std::string>{"no module's name contains \"q\\n\""});
}

TEST_CASE("root, leaf and depth cut each stack") {
    CHECK(calls_of(graph_of(program, {.root = "search"})) ==
          Calls{{{"search", "sort"}, 70}, {{"sort", "less"}, 40}});
    const CallGraph to_sort = graph_of(program, {.leaf = "sort"});
    CHECK(calls_of(to_sort) == Calls{{{"main", "search"}, 70}, {{"search", "sort"}, 70}});
    CHECK(samples_of(to_sort)["sort"] == std::pair<std::uint64_t, std::uint64_t>{30, 70});
    CHECK(samples_of(to_sort)["main"] == std::pair<std::uint64_t, std::uint64_t>{0, 70});
    CHECK(calls_of(graph_of(program, {.depth = 2})) ==
          Calls{{{"main", "search"}, 90}, {{"start", "main"}, 10}});
    CHECK(calls_of(graph_of(program, {.root = "search", .depth = 2})) == Calls{{{"search", "sort"}, 70}});
    CHECK(calls_of(graph_of(program, {.leaf = "less", .depth = 2})) == Calls{{{"sort", "less"}, 40}});
    CHECK(calls_of(graph_of(program, {.root = "main", .leaf = "sort", .depth = 2})) ==
          Calls{{{"main", "search"}, 70}});
}

TEST_CASE("a root or leaf that is not there, or in no stack together, keeps the whole graph") {
    CHECK(graph_of(program, {.root = "nothing"}).edges.size() == 4);
    CHECK(graph_of(program, {.root = "nothing"}).remarks.size() == 1);
    CHECK(graph_of(program, {.leaf = "nothing"}).remarks.at(0) == "no function's name contains \"nothing\"");
    const CallGraph graph = graph_of(program, {.root = "less", .leaf = "start"});
    CHECK(graph.edges.size() == 4);
    CHECK(graph.remarks == std::vector<std::string>{"no stack has all that was asked for"});
}

TEST_CASE("no stacks give no graph") {
    CHECK(call_graph({}).nodes.empty());
    CHECK(call_graph({}, {.root = "x"}).edges.empty());
}

TEST_CASE("thousands of calls are told apart as a map tells them") {
    Stacks stacks;
    std::map<std::pair<FrameIndex, FrameIndex>, std::uint64_t> expected;
    for (int i = 0; i < 300; ++i) {
        stacks.index_of("f" + std::to_string(i), "");
    }
    for (FrameIndex caller = 0; caller < 300; ++caller) {
        for (FrameIndex step = 1; step < 20; ++step) {
            const FrameIndex callee = (caller * 7 + step * step) % 300;
            if (callee != caller) {
                stacks.add(std::vector{caller, callee}, step);
                expected[{caller, callee}] += step;
            }
        }
    }
    const CallGraph graph = call_graph(stacks, {.node_threshold = 0, .edge_threshold = 0});
    REQUIRE(graph.edges.size() == expected.size());
    for (const CallGraphEdge& edge : graph.edges) {
        const auto index = [&](std::size_t node) {
            return static_cast<FrameIndex>(std::stoul(graph.nodes[node].frame.function.substr(1)));
        };
        REQUIRE(expected.at({index(edge.caller), index(edge.callee)}) == edge.samples);
    }
}
