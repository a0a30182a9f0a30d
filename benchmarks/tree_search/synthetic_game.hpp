#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tree_search {

/// A position of a synthetic game: made for searching, not for playing.
struct Position {
    std::uint64_t key = 0;
    std::uint32_t depth = 0;  ///< moves since the start; the sides take turns, the maximising one first

    [[nodiscard]] std::uint64_t identity() const { return key; }
    [[nodiscard]] bool maximises() const { return depth % 2 == 0; }
};

/// From `from_depth` on a depth has only `width` positions, which many paths lead to.
struct SharedLayers {
    std::uint32_t from_depth = 1;
    std::uint64_t width = 1;
};

struct GameShape {
    std::uint32_t branching = 2;  ///< legal actions of every position that is not terminal
    std::uint32_t depth = 1;      ///< positions this deep are terminal
    std::optional<SharedLayers> shared;
};

/// The dynamics of a game whose tree has a given shape. Positions are numbered like those of a heap, child
/// `i` of `k` being `k * branching + i + 1`; in a shared layer the two halves of a position's actions lead to
/// the same positions, and these are numbered modulo the layer's width.
class SyntheticGame {
  public:
    /// Throws std::invalid_argument for a shape without actions or depth, one whose positions have no room in
    /// 64 bits, or a shared layer that is empty or holds the start.
    explicit SyntheticGame(const GameShape& shape);

    /// Actions are numbered from 0; this many of them are legal.
    [[nodiscard]] std::uint32_t legal_actions(const Position& position) const;
    [[nodiscard]] Position step(const Position& position, std::uint32_t action) const;

    /// Appends the position after each legal action.
    void successors(const Position& position, std::vector<Position>& out) const;

  private:
    GameShape shape_;
};

/// A score that costs a few nanoseconds: the position's digits, hashed into [-1.5, 1.5]. `seed` makes
/// different games of one shape.
class CheapEvaluator {
  public:
    explicit CheapEvaluator(std::uint64_t seed) : seed_(seed) {}
    void operator()(std::span<const Position> positions, std::span<double> values) const;

  private:
    std::uint64_t seed_;
};

/// A score in [-1, 1] that costs `rounds` dependent multiplications and divisions.
class ExpensiveEvaluator {
  public:
    ExpensiveEvaluator(std::uint64_t seed, std::uint32_t rounds) : seed_(seed), rounds_(rounds) {}
    void operator()(std::span<const Position> positions, std::span<double> values) const;

  private:
    std::uint64_t seed_;
    std::uint32_t rounds_;
};

}  // namespace tree_search
