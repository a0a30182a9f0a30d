#pragma once

// Best-first minimax search over any game of two sides whose positions never repeat along a path:
//
//     auto search = make_search<Position>(successors, evaluate);
//     const SearchResult result = search.run(start, 10'000);
//
// Each round follows the most promising moves from the root to a leaf, opens that leaf (all its successors at
// once), evaluates the positions that are new and brings all values above up to date.

#include "search_graph.hpp"
#include "transposition_table.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace tree_search {

/// What a search needs to know of a position by itself.
template <class State>
concept SearchState = std::copyable<State> && requires(const State& state) {
    {
        state.identity()
        } -> std::convertible_to<std::uint64_t>;         // equal for equal positions, and only for them
    { state.maximises() } -> std::convertible_to<bool>;  // the side to move wants a high value
};

/// Which child to follow: the best for the side to move, less a penalty for the share of the visits that it
/// has had. Equal children: the first.
class BestFirstSelector {
  public:
    /// No exploration follows the principal variation only; a large one spreads the visits evenly.
    explicit BestFirstSelector(double exploration = 1.0) : exploration_(exploration) {}

    /// A child of `node` that is not solved; `node` must be open and not solved.
    [[nodiscard]] NodeIndex select(const SearchGraph& graph, NodeIndex node) const {
        const double sign = graph.maximises(node) ? 1.0 : -1.0;
        const double penalty = exploration_ / static_cast<double>(graph.visits(node) + 1);
        std::optional<NodeIndex> best;
        double best_score = 0;
        for (const NodeIndex child : graph.children(node)) {
            if (graph.is_solved(child)) {
                continue;
            }
            const double score =
                sign * graph.value(child) - penalty * static_cast<double>(graph.visits(child));
            if (!best || score > best_score) {
                best = child;
                best_score = score;
            }
        }
        return best.value();
    }

  private:
    double exploration_;
};

struct SearchResult {
    std::optional<std::size_t> best_action;  ///< absent when the root is terminal or was not opened
    double value = 0;                        ///< of the root, for the maximising side
    bool solved = false;                     ///< the value is exact
    std::size_t nodes = 0;                   ///< distinct positions evaluated
    std::size_t openings = 0;
    std::size_t transpositions = 0;  ///< successors that were known already
    std::size_t depth = 0;           ///< longest path from the root to an opened node
};

/// `Successors`: `void(const State&, std::vector<State>& out)` appends the position after each legal action,
/// in the order of the actions; none for a terminal position. `Evaluate`: `void(std::span<const State>,
/// std::span<double> out)` gives each position a finite value for the maximising side. Both are called with
/// the same arguments in the same order on each run: nothing is random.
template <SearchState State, class Successors, class Evaluate>
class BestFirstSearch {
  public:
    BestFirstSearch(Successors successors, Evaluate evaluate,
                    BestFirstSelector selector = BestFirstSelector())
        : successors_(std::move(successors)), evaluate_(std::move(evaluate)), selector_(selector) {}

    /// Searches from `root` until it is solved or `max_openings` nodes have been opened. Starts from nothing
    /// each time, in the memory of the last time.
    SearchResult run(const State& root, std::size_t max_openings) {
        graph_.clear();
        table_.clear();
        states_.clear();
        transpositions_ = 0;
        fresh_.assign(1, root);
        add_fresh();

        SearchResult result;
        while (result.openings < max_openings && !graph_.is_solved(0)) {
            const auto [leaf, depth] = descend();
            open(leaf);
            graph_.backpropagate(leaf);
            ++result.openings;
            result.depth = std::max(result.depth, depth);
        }
        result.best_action = best_action();
        result.value = graph_.value(0);
        result.solved = graph_.is_solved(0);
        result.nodes = graph_.size();
        result.transpositions = transpositions_;
        return result;
    }

  private:
    /// The leaf at the end of the most promising path, and how many moves it is from the root.
    std::pair<NodeIndex, std::size_t> descend() {
        NodeIndex node = 0;
        std::size_t depth = 0;
        graph_.count_visit(node);
        while (graph_.is_open(node)) {
            node = selector_.select(graph_, node);
            graph_.count_visit(node);
            ++depth;
        }
        return {node, depth};
    }

    void open(NodeIndex leaf) {
        reached_.clear();
        successors_(std::as_const(states_[leaf]), reached_);
        fresh_.clear();
        children_.clear();
        for (const State& state : reached_) {
            const auto next = static_cast<NodeIndex>(states_.size() + fresh_.size());
            const NodeIndex node = table_.find_or_insert(state.identity(), next);
            if (node == next) {
                fresh_.push_back(state);
            } else {
                ++transpositions_;
            }
            children_.push_back(node);
        }
        add_fresh();
        graph_.open(leaf, children_);
    }

    /// Evaluates the new positions together, as an evaluator that works in batches wants them.
    void add_fresh() {
        values_.resize(fresh_.size());
        if (!fresh_.empty()) {
            evaluate_(std::span<const State>(fresh_), std::span<double>(values_));
        }
        for (std::size_t i = 0; i < fresh_.size(); ++i) {
            graph_.add(values_[i], fresh_[i].maximises());
            states_.push_back(fresh_[i]);
        }
    }

    [[nodiscard]] std::optional<std::size_t> best_action() const {
        const std::span<const NodeIndex> children = graph_.children(0);
        const auto best = std::find_if(children.begin(), children.end(), [this](NodeIndex child) {
            return graph_.value(child) == graph_.value(0);
        });
        if (best == children.end()) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(best - children.begin());
    }

    Successors successors_;
    Evaluate evaluate_;
    BestFirstSelector selector_;
    SearchGraph graph_;
    TranspositionTable table_;
    std::vector<State> states_;  // by node
    std::size_t transpositions_ = 0;
    // Only used within one opening; members for their memory.
    std::vector<State> reached_;
    std::vector<State> fresh_;
    std::vector<double> values_;
    std::vector<NodeIndex> children_;
};

/// A search whose callables' types are deduced.
template <SearchState State, class Successors, class Evaluate>
auto make_search(Successors successors, Evaluate evaluate, BestFirstSelector selector = BestFirstSelector()) {
    return BestFirstSearch<State, Successors, Evaluate>(std::move(successors), std::move(evaluate), selector);
}

}  // namespace tree_search
