#include "best_first_search.hpp"
#include "synthetic_game.hpp"
#include <ratchet/scenario.hpp>

#include <cstddef>
#include <span>
#include <vector>

using namespace tree_search;

namespace {

// The library knows nothing of these: they are wrapped around what it is given to call.
const ratchet::Component dynamics("dynamics");
const ratchet::Component evaluator("evaluator");

auto dynamics_of(const SyntheticGame& game) {
    return dynamics.wrap(
        [&game](const Position& position, std::vector<Position>& out) { game.successors(position, out); });
}

struct Exploration {
    std::size_t openings;
    double spread;  ///< see BestFirstSelector
};

template <class Evaluate>
void explore(ratchet::Run& run, const GameShape& shape, Evaluate evaluate, const Exploration& exploration) {
    const SyntheticGame game(shape);
    auto search = make_search<Position>(dynamics_of(game), evaluator.wrap(evaluate),
                                        BestFirstSelector(exploration.spread));
    SearchResult result;
    run.measure([&] { result = search.run(Position{}, exploration.openings); });
    run.items(result.nodes, "nodes");
    run.check(result.openings == exploration.openings, "the search ended before its budget");
    run.check(result.best_action.has_value(), "the search recommends no move");
}

}  // namespace

RATCHET_SCENARIO("smoke", "a game of three positions, searched to the end and checked") {
    const SyntheticGame game({.branching = 2, .depth = 1, .shared = {}});
    auto search = make_search<Position>(
        dynamics_of(game), evaluator.wrap([](std::span<const Position> positions, std::span<double> values) {
            constexpr double value_of[] = {0.0, -0.25, 0.75};
            for (std::size_t i = 0; i < positions.size(); ++i) {
                values[i] = value_of[positions[i].key];
            }
        }));
    SearchResult result;
    run.measure([&] { result = search.run(Position{}, 2); });
    run.items(result.nodes, "nodes");
    run.check(result.nodes == 3, "the game has three positions");
    run.check(result.best_action == 1U, "the second move is the better one");
    run.check(result.value == 0.75, "the game is worth what its better move leads to");
}

RATCHET_SCENARIO("cheap_eval",
                 "an evaluator that costs next to nothing: the cost of the search itself is visible") {
    explore(run, {.branching = 3, .depth = 30, .shared = {}}, CheapEvaluator(7), {2'500, 1.0});
}

RATCHET_SCENARIO("expensive_eval", "3000 rounds of arithmetic per position: the evaluator dominates") {
    explore(run, {.branching = 3, .depth = 30, .shared = {}}, ExpensiveEvaluator(11, 3000), {400, 1.0});
}

RATCHET_SCENARIO("wide_tree", "64 legal actions per position: breadth, selection among many children") {
    explore(run, {.branching = 64, .depth = 8, .shared = {}}, CheapEvaluator(13), {120, 1.0});
}

RATCHET_SCENARIO("deep_tree", "paths of up to 60 moves: depth, long descents and long ways back") {
    explore(run, {.branching = 2, .depth = 60, .shared = {}}, CheapEvaluator(17), {4'000, 0.2});
}

RATCHET_SCENARIO("reuse_heavy",
                 "many paths to each position: transpositions, values that travel to many parents") {
    explore(run, {.branching = 4, .depth = 40, .shared = SharedLayers{5, 4093}}, CheapEvaluator(19),
            {4'000, 0.5});
}
