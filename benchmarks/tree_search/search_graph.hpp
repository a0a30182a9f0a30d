#pragma once

#include "transposition_table.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tree_search {

/// The nodes that a search knows, with minimax values. A node that several parents lead to is stored once, so
/// this is a directed graph; it must have no cycles.
class SearchGraph {
  public:
    /// Adds a leaf. `maximises`: the side to move wants a high value.
    NodeIndex add(double value, bool maximises);

    /// Turns a leaf into an inner node. No children: the position is terminal and keeps its value. A child
    /// may be given several times.
    void open(NodeIndex node, std::span<const NodeIndex> children);

    /// Brings the values of `node` and of everything above it up to date with its children. A part of the
    /// graph whose values do not change is not visited.
    void backpropagate(NodeIndex node);

    void count_visit(NodeIndex node) { ++nodes_[node].visits; }
    void clear();  ///< forgets all nodes and keeps the memory

    [[nodiscard]] std::size_t size() const { return nodes_.size(); }
    [[nodiscard]] double value(NodeIndex node) const { return nodes_[node].value; }
    [[nodiscard]] bool maximises(NodeIndex node) const { return nodes_[node].maximises; }
    [[nodiscard]] std::uint32_t visits(NodeIndex node) const { return nodes_[node].visits; }
    [[nodiscard]] bool is_open(NodeIndex node) const { return nodes_[node].open; }
    /// Nothing below is left to explore: the value is exact.
    [[nodiscard]] bool is_solved(NodeIndex node) const { return nodes_[node].solved; }
    /// In the order of the actions that lead to them; empty for a leaf. Valid until the next `open`.
    [[nodiscard]] std::span<const NodeIndex> children(NodeIndex node) const;

  private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    struct Node {
        double value;
        std::uint32_t first_child = 0;  // in children_
        std::uint32_t child_count = 0;
        std::uint32_t last_parent = none;  // in parents_
        std::uint32_t visits = 0;
        bool maximises;
        bool open = false;
        bool solved = false;
    };

    /// Parents of a node are a list, because most nodes have exactly one.
    struct ParentLink {
        NodeIndex parent;
        std::uint32_t previous;
    };

    void link(NodeIndex child, NodeIndex parent);
    bool update(NodeIndex node);  ///< whether anything changed

    std::vector<Node> nodes_;
    std::vector<NodeIndex> children_;
    std::vector<ParentLink> parents_;
    std::vector<NodeIndex> outdated_;  // only used within backpropagate
};

}  // namespace tree_search
