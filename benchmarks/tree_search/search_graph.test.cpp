#include "search_graph.hpp"

#include "catch.hpp"

using tree_search::NodeIndex;
using tree_search::SearchGraph;

namespace {

/// Opens `node` with one new child for each value.
std::vector<NodeIndex> open_with(SearchGraph& graph, NodeIndex node, const std::vector<double>& values) {
    std::vector<NodeIndex> children;
    children.reserve(values.size());
    for (const double value : values) {
        children.push_back(graph.add(value, !graph.maximises(node)));
    }
    graph.open(node, children);
    graph.backpropagate(node);
    return children;
}

}  // namespace

TEST_CASE("a node takes the best value of its children for the side to move") {
    SearchGraph graph;
    const NodeIndex root = graph.add(0, true);
    const std::vector<NodeIndex> children = open_with(graph, root, {0.1, 0.7, 0.4});
    CHECK(graph.value(root) == 0.7);
    open_with(graph, children[1], {0.9, -0.5, 0.3});
    CHECK(graph.value(children[1]) == -0.5);
    CHECK(graph.value(root) == 0.4);
}

TEST_CASE("a change reaches all parents of a shared node") {
    SearchGraph graph;
    const NodeIndex root = graph.add(0, true);
    const std::vector<NodeIndex> children = open_with(graph, root, {0.2, 0.3});
    const NodeIndex shared = graph.add(0.5, true);
    for (const NodeIndex child : children) {
        graph.open(child, std::vector<NodeIndex>{shared, shared});
        graph.backpropagate(child);
    }
    CHECK(graph.value(root) == 0.5);
    open_with(graph, shared, {-1.0});
    CHECK(graph.value(children[0]) == -1.0);
    CHECK(graph.value(children[1]) == -1.0);
    CHECK(graph.value(root) == -1.0);
}

TEST_CASE("a node is solved when everything below it is") {
    SearchGraph graph;
    const NodeIndex root = graph.add(0, true);
    const std::vector<NodeIndex> children = open_with(graph, root, {0.2, 0.3});
    open_with(graph, children[0], {});
    CHECK(graph.is_solved(children[0]));
    CHECK(graph.value(children[0]) == 0.2);
    CHECK_FALSE(graph.is_solved(root));
    open_with(graph, children[1], {});
    CHECK(graph.is_solved(root));
}

TEST_CASE("a cleared graph starts again from its first node") {
    SearchGraph graph;
    open_with(graph, graph.add(0, true), {1, 2, 3});
    graph.clear();
    CHECK(graph.size() == 0);
    CHECK(graph.add(0.5, false) == 0);
    CHECK(graph.children(0).empty());
    CHECK(graph.visits(0) == 0);
}
