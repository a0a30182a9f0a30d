#include "search_graph.hpp"

#include <algorithm>

namespace tree_search {

NodeIndex SearchGraph::add(double value, bool maximises) {
    nodes_.push_back({.value = value, .maximises = maximises});
    return static_cast<NodeIndex>(nodes_.size() - 1);
}

void SearchGraph::open(NodeIndex node, std::span<const NodeIndex> children) {
    nodes_[node].open = true;
    nodes_[node].solved = children.empty();
    nodes_[node].first_child = static_cast<std::uint32_t>(children_.size());
    nodes_[node].child_count = static_cast<std::uint32_t>(children.size());
    children_.insert(children_.end(), children.begin(), children.end());
    for (const NodeIndex child : children) {
        link(child, node);
    }
}

void SearchGraph::backpropagate(NodeIndex node) {
    outdated_.assign(1, node);
    while (!outdated_.empty()) {
        const NodeIndex current = outdated_.back();
        outdated_.pop_back();
        // The first node was just opened: what is above may be out of date though it did not change itself.
        if (!update(current) && current != node) {
            continue;
        }
        for (std::uint32_t i = nodes_[current].last_parent; i != none; i = parents_[i].previous) {
            outdated_.push_back(parents_[i].parent);
        }
    }
}

void SearchGraph::clear() {
    nodes_.clear();
    children_.clear();
    parents_.clear();
}

std::span<const NodeIndex> SearchGraph::children(NodeIndex node) const {
    return std::span(children_).subspan(nodes_[node].first_child, nodes_[node].child_count);
}

void SearchGraph::link(NodeIndex child, NodeIndex parent) {
    const std::uint32_t last = nodes_[child].last_parent;
    if (last != none && parents_[last].parent == parent) {
        return;  // two actions lead to one position
    }
    parents_.push_back({parent, last});
    nodes_[child].last_parent = static_cast<std::uint32_t>(parents_.size() - 1);
}

bool SearchGraph::update(NodeIndex index) {
    Node& node = nodes_[index];
    if (node.child_count == 0) {
        return false;
    }
    bool solved = true;
    double best = nodes_[children_[node.first_child]].value;
    for (const NodeIndex child_index : children(index)) {
        const Node& child = nodes_[child_index];
        best = node.maximises ? std::max(best, child.value) : std::min(best, child.value);
        solved = solved && child.solved;
    }
    const bool changed = best != node.value || solved != node.solved;
    node.value = best;
    node.solved = solved;
    return changed;
}

}  // namespace tree_search
