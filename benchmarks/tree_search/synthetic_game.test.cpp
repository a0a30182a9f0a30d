#include "synthetic_game.hpp"

#include "catch.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

using namespace tree_search;

namespace {

/// Distinct positions at each depth, the start's included.
std::vector<std::size_t> layer_sizes(const SyntheticGame& game) {
    std::vector<std::size_t> sizes;
    std::vector<Position> layer{Position{}};
    while (!layer.empty()) {
        std::set<std::uint64_t> seen;
        std::vector<Position> next;
        for (const Position& position : layer) {
            if (seen.insert(position.identity()).second) {
                game.successors(position, next);
            }
        }
        sizes.push_back(seen.size());
        layer = next;
    }
    return sizes;
}

}  // namespace

TEST_CASE("without shared layers every path leads to a position of its own") {
    CHECK(layer_sizes(SyntheticGame({3, 4, {}})) == std::vector<std::size_t>{1, 3, 9, 27, 81});
}

TEST_CASE("a shared layer holds no more positions than its width") {
    const std::vector<std::size_t> sizes = layer_sizes(SyntheticGame({4, 6, SharedLayers{3, 10}}));
    CHECK(sizes == std::vector<std::size_t>{1, 4, 16, 10, 10, 10, 10});
}

TEST_CASE("the two halves of the actions lead to the same positions of a shared layer") {
    const SyntheticGame game({4, 2, SharedLayers{1, 100}});
    CHECK(game.step({}, 0).key == game.step({}, 2).key);
    CHECK(game.step({}, 1).key == game.step({}, 3).key);
    CHECK(game.step({}, 0).key != game.step({}, 1).key);
}

TEST_CASE("positions at the full depth are terminal") {
    const SyntheticGame game({2, 1, {}});
    CHECK(game.legal_actions({}) == 2);
    CHECK(game.legal_actions(game.step({}, 1)) == 0);
}

TEST_CASE("a shape that cannot be numbered is refused") {
    CHECK_THROWS_AS(SyntheticGame({0, 4, {}}), std::invalid_argument);
    CHECK_THROWS_AS(SyntheticGame({2, 0, {}}), std::invalid_argument);
    CHECK_THROWS_AS(SyntheticGame({2, 64, {}}), std::invalid_argument);
    CHECK_THROWS_AS(SyntheticGame({4, 4, SharedLayers{0, 8}}), std::invalid_argument);
    CHECK_THROWS_AS(SyntheticGame({4, 4, SharedLayers{2, 0}}), std::invalid_argument);
    CHECK_THROWS_AS(SyntheticGame({4, 40, SharedLayers{30, 8}}), std::invalid_argument);
    CHECK_NOTHROW(SyntheticGame({2, 60, {}}));
}

TEST_CASE("evaluators depend on position and seed alone and stay in their range") {
    std::vector<Position> positions;
    for (std::uint64_t key = 0; key < 1000; ++key) {
        positions.push_back({key * key, static_cast<std::uint32_t>(key % 7)});
    }
    std::vector<double> cheap(positions.size());
    std::vector<double> expensive(positions.size());
    CheapEvaluator{7}(positions, cheap);
    ExpensiveEvaluator{7, 20}(positions, expensive);
    CHECK(
        std::all_of(cheap.begin(), cheap.end(), [](double value) { return value >= -1.5 && value <= 1.5; }));
    CHECK(std::all_of(expensive.begin(), expensive.end(),
                      [](double value) { return value >= -1.0 && value <= 1.0; }));
    CHECK(std::set<double>(cheap.begin(), cheap.end()).size() == 97);
    CHECK(std::set<double>(expensive.begin(), expensive.end()).size() > 900);

    std::vector<double> again(positions.size());
    ExpensiveEvaluator{7, 20}(positions, again);
    CHECK(again == expensive);
    ExpensiveEvaluator{8, 20}(positions, again);
    CHECK(again != expensive);
}
