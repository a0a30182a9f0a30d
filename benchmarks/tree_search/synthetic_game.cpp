#include "synthetic_game.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tree_search {
namespace {

/// Keys of shared layers begin here, above all keys of the tree before them.
constexpr unsigned layer_shift = 40;
constexpr double layer_width_bits = 40;

double bits_of_tree(std::uint32_t branching, std::uint32_t depth) {
    return std::log2(branching + 1.0) + depth * std::log2(static_cast<double>(branching));
}

}  // namespace

SyntheticGame::SyntheticGame(const GameShape& shape) : shape_(shape) {
    if (shape.branching == 0 || shape.depth == 0) {
        throw std::invalid_argument("a game needs at least one action and one move");
    }
    if (!shape.shared) {
        if (bits_of_tree(shape.branching, shape.depth) > 64) {
            throw std::invalid_argument("the tree has more positions than 64 bits can number");
        }
        return;
    }
    if (shape.shared->from_depth == 0 || shape.shared->width == 0) {
        throw std::invalid_argument("a shared layer needs positions and comes after the start");
    }
    const double largest =
        std::max(bits_of_tree(shape.branching, shape.shared->from_depth - 1), std::log2(shape.shared->width));
    if (largest > layer_width_bits || shape.depth >= (1U << 24U)) {
        throw std::invalid_argument("the layers have more positions than 64 bits can number");
    }
}

std::uint32_t SyntheticGame::legal_actions(const Position& position) const {
    return position.depth < shape_.depth ? shape_.branching : 0;
}

Position SyntheticGame::step(const Position& position, std::uint32_t action) const {
    const std::uint32_t depth = position.depth + 1;
    if (!shape_.shared || depth < shape_.shared->from_depth) {
        return {position.key * shape_.branching + action + 1, depth};
    }
    const std::uint32_t distinct = std::max(1U, shape_.branching / 2);
    const std::uint64_t number = position.key * shape_.branching + action % distinct + 1;
    return {(static_cast<std::uint64_t>(depth) << layer_shift) | (number % shape_.shared->width), depth};
}

void SyntheticGame::successors(const Position& position, std::vector<Position>& out) const {
    const std::uint32_t actions = legal_actions(position);
    for (std::uint32_t action = 0; action < actions; ++action) {
        out.push_back(step(position, action));
    }
}

void CheapEvaluator::operator()(std::span<const Position> positions, std::span<double> values) const {
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const Position& position = positions[i];
        const std::uint64_t turn = position.maximises() ? 0 : 5;
        const std::uint64_t hash =
            (17 * (position.key + seed_) + std::uint64_t{11} * position.depth + turn) % 97;
        values[i] = static_cast<double>(hash) / 32.0 - 1.5;
    }
}

void ExpensiveEvaluator::operator()(std::span<const Position> positions, std::span<double> values) const {
    constexpr std::uint64_t modulus = 104729;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        std::uint64_t accumulator = (positions[i].key + seed_) % modulus;
        for (std::uint32_t round = 0; round < rounds_; ++round) {
            accumulator = (33 * accumulator + round + 17) % modulus;
        }
        values[i] = 2.0 * static_cast<double>(accumulator) / static_cast<double>(modulus - 1) - 1.0;
    }
}

}  // namespace tree_search
