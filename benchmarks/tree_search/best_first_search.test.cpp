#include "best_first_search.hpp"

#include "catch.hpp"
#include "synthetic_game.hpp"

#include <limits>

using namespace tree_search;

namespace {

auto successors_of(const SyntheticGame& game) {
    return [&game](const Position& position, std::vector<Position>& out) { game.successors(position, out); };
}

template <class Evaluate>
auto search_of(const SyntheticGame& game, Evaluate evaluate,
               BestFirstSelector selector = BestFirstSelector()) {
    return make_search<Position>(successors_of(game), evaluate, selector);
}

/// Plain recursion over the whole game.
template <class Evaluate>
double minimax(const SyntheticGame& game, const Evaluate& evaluate, const Position& position) {
    std::vector<Position> next;
    game.successors(position, next);
    if (next.empty()) {
        double value = 0;
        evaluate(std::span(&position, 1), std::span(&value, 1));
        return value;
    }
    const double worst = std::numeric_limits<double>::infinity() * (position.maximises() ? -1 : 1);
    double best = worst;
    for (const Position& child : next) {
        const double value = minimax(game, evaluate, child);
        best = position.maximises() ? std::max(best, value) : std::min(best, value);
    }
    return best;
}

}  // namespace

TEST_CASE("a search to the end finds the minimax value, whatever it explores first") {
    const auto shape =
        GENERATE(GameShape{3, 5, {}}, GameShape{2, 8, {}}, GameShape{7, 3, {}}, GameShape{1, 9, {}},
                 GameShape{4, 6, SharedLayers{3, 11}}, GameShape{5, 5, SharedLayers{1, 3}});
    const double exploration = GENERATE(0.0, 0.5, 100.0);
    const std::uint64_t seed = GENERATE(7, 11);
    const SyntheticGame game(shape);
    const ExpensiveEvaluator evaluate(seed, 10);
    auto search = search_of(game, evaluate, BestFirstSelector(exploration));
    const SearchResult result = search.run({}, 1'000'000);
    CHECK(result.solved);
    CHECK(result.value == minimax(game, evaluate, {}));
    REQUIRE(result.best_action.has_value());
    CHECK(minimax(game, evaluate, game.step({}, static_cast<std::uint32_t>(*result.best_action))) ==
          result.value);
    CHECK(result.depth == shape.depth);
}

TEST_CASE("every position is evaluated once") {
    const SyntheticGame game({4, 6, SharedLayers{3, 10}});
    std::size_t evaluated = 0;
    auto search =
        search_of(game, [&evaluated](std::span<const Position> positions, std::span<double> values) {
            evaluated += positions.size();
            CheapEvaluator{19}(positions, values);
        });
    const SearchResult result = search.run({}, 1'000'000);
    CHECK(result.nodes == 1 + 4 + 16 + 4 * 10);
    CHECK(evaluated == result.nodes);
    // Each opened position that is not terminal leads to four; all but the root are reached at least once.
    CHECK(result.transpositions == (result.nodes - 10) * 4 - (result.nodes - 1));
}

TEST_CASE("a search stops at its budget and again gives the same answer") {
    const SyntheticGame game({3, 20, {}});
    auto search = search_of(game, CheapEvaluator{7});
    const SearchResult first = search.run({}, 500);
    CHECK(first.openings == 500);
    CHECK(first.nodes == 1 + 3 * 500);
    CHECK_FALSE(first.solved);
    const SearchResult second = search.run({}, 500);
    CHECK(second.nodes == first.nodes);
    CHECK(second.value == first.value);
    CHECK(second.best_action == first.best_action);
    CHECK(second.depth == first.depth);
}

TEST_CASE("a search from another position knows nothing of the last one") {
    const SyntheticGame game({4, 20, SharedLayers{3, 50}});
    const Position other = game.step(game.step({}, 1), 3);
    auto used = search_of(game, CheapEvaluator{7});
    used.run({}, 300);
    const SearchResult again = used.run(other, 100);
    const SearchResult fresh = search_of(game, CheapEvaluator{7}).run(other, 100);
    CHECK(again.nodes == fresh.nodes);
    CHECK(again.transpositions == fresh.transpositions);
    CHECK(again.value == fresh.value);
    CHECK(again.depth == fresh.depth);
}

TEST_CASE("no exploration goes deep where much of it goes wide") {
    const SyntheticGame game({2, 40, {}});
    const std::size_t narrow = search_of(game, CheapEvaluator{17}, BestFirstSelector(0.0)).run({}, 300).depth;
    const std::size_t even =
        search_of(game, CheapEvaluator{17}, BestFirstSelector(1000.0)).run({}, 300).depth;
    CHECK(narrow > even);
    CHECK(even <= 9);  // 300 openings fill the first eight levels of a binary tree
}

TEST_CASE("a search without openings knows the value of the root and no move") {
    const SyntheticGame game({3, 2, {}});
    const SearchResult result = search_of(game, CheapEvaluator{7}).run({}, 0);
    CHECK(result.nodes == 1);
    CHECK_FALSE(result.best_action.has_value());
    CHECK_FALSE(result.solved);
}

TEST_CASE("a terminal root is solved and has no move") {
    const SyntheticGame game({3, 2, {}});
    const SearchResult result = search_of(game, CheapEvaluator{7}).run({1, 2}, 10);
    CHECK(result.solved);
    CHECK(result.openings == 1);
    CHECK_FALSE(result.best_action.has_value());
}
