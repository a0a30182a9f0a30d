#include "profile/callgrind_graph.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet {
namespace {

constexpr double least_part = 1.0 / 20'000;
constexpr std::size_t most_stack_levels = 200;
constexpr std::size_t most_places = 200'000;

/// A function in one place of the tree of stacks.
struct StackPlace {
    std::size_t function = 0;
    std::size_t parent = 0;  ///< position; its own for an outermost function
    std::size_t level = 0;
    double cost = 0;  ///< with everything below
    double self = 0;
};

double inclusive_cost(const CallgrindFunction& function) {
    auto cost = static_cast<double>(function.self);
    for (const CallgrindCall& call : function.calls) {
        cost += static_cast<double>(call.cost);
    }
    return cost;
}

/// Shares costs out from callers to callees, without recursion of its own: each place is finished before its
/// callees are entered, and what is in a place's stack is found by its parents.
class CostSharing {
  public:
    explicit CostSharing(const CallgrindGraph& graph) : graph_(graph) {
        std::vector<bool> is_called(graph.functions.size());
        double total = 0;
        for (std::size_t i = 0; i < graph.functions.size(); ++i) {
            total += static_cast<double>(graph.functions[i].self);
            for (const CallgrindCall& call : graph.functions[i].calls) {
                is_called[call.callee] = is_called[call.callee] || call.callee != i;
            }
        }
        least_ = total * least_part;
        for (std::size_t i = 0; i < graph.functions.size(); ++i) {
            if (!is_called[i]) {
                places_.push_back({i, places_.size(), 0, inclusive_cost(graph.functions[i]), 0});
            }
        }
    }

    std::vector<StackPlace> places() {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            share_out(i);
        }
        return std::move(places_);
    }

  private:
    void share_out(std::size_t position) {
        const StackPlace place = places_[position];
        const CallgrindFunction& function = graph_.functions[place.function];
        std::vector<const CallgrindCall*> entered;
        auto whole = static_cast<double>(function.self);
        for (const CallgrindCall& call : function.calls) {
            if (call.cost > 0 && !is_in_stack(position, call.callee)) {
                entered.push_back(&call);
                whole += static_cast<double>(call.cost);
            }
        }
        if (whole <= 0) {
            return;
        }
        places_[position].self = place.cost * static_cast<double>(function.self) / whole;
        for (const CallgrindCall* call : entered) {
            const double cost = place.cost * static_cast<double>(call->cost) / whole;
            if (cost >= least_ && place.level + 1 < most_stack_levels && places_.size() < most_places) {
                places_.push_back({call->callee, position, place.level + 1, cost, 0});
            }
        }
    }

    [[nodiscard]] bool is_in_stack(std::size_t position, std::size_t function) const {
        while (places_[position].function != function) {
            if (places_[position].parent == position) {
                return false;
            }
            position = places_[position].parent;
        }
        return true;
    }

    const CallgrindGraph& graph_;
    std::vector<StackPlace> places_;
    double least_ = 0;
};

/// The whole instructions of each place: those of one function's places add up to its own cost. Of functions
/// without a place nothing.
std::vector<std::uint64_t> whole_costs(const CallgrindGraph& graph, const std::vector<StackPlace>& places) {
    std::vector<double> shared(graph.functions.size());
    for (const StackPlace& place : places) {
        shared[place.function] += place.self;
    }
    std::vector<std::uint64_t> costs(places.size());
    std::vector<std::uint64_t> given(graph.functions.size());
    std::vector<std::size_t> largest(graph.functions.size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::size_t function = places[i].function;
        if (places[i].self <= 0) {
            continue;
        }
        const std::uint64_t left = graph.functions[function].self - given[function];
        const double part =
            static_cast<double>(graph.functions[function].self) * (places[i].self / shared[function]);
        costs[i] = std::min(left, static_cast<std::uint64_t>(std::llround(part)));
        given[function] += costs[i];
        std::size_t& most = largest[function];
        most = most == places.size() || places[i].self > places[most].self ? i : most;
    }
    for (std::size_t function = 0; function < given.size(); ++function) {
        if (largest[function] < places.size()) {  // what rounding has left
            costs[largest[function]] += graph.functions[function].self - given[function];
        }
    }
    return costs;
}

}  // namespace

Stacks callgrind_stacks(const CallgrindGraph& graph) {
    const std::vector<StackPlace> places = CostSharing(graph).places();
    const std::vector<std::uint64_t> costs = whole_costs(graph, places);
    Stacks stacks;
    std::vector<FrameIndex> frame;
    for (const CallgrindFunction& function : graph.functions) {
        frame.push_back(stacks.index_of(function.frame.function, function.frame.module));
    }
    std::vector<std::uint64_t> reached(graph.functions.size());
    std::vector<FrameIndex> stack;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (costs[i] == 0) {
            continue;
        }
        stack.clear();
        for (std::size_t at = i;; at = places[at].parent) {
            stack.push_back(frame[places[at].function]);
            if (places[at].parent == at) {
                break;
            }
        }
        std::ranges::reverse(stack);
        stacks.add(stack, costs[i]);
        reached[places[i].function] += costs[i];
    }
    for (std::size_t i = 0; i < graph.functions.size(); ++i) {
        if (reached[i] < graph.functions[i].self) {
            const FrameIndex others = stacks.index_of("[other callers]", {});
            stacks.add(std::vector{others, frame[i]}, graph.functions[i].self - reached[i]);
        }
    }
    return stacks;
}

}  // namespace ratchet
