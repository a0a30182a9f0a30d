#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <utility>

namespace ratchet::statistics {

/// Seeded random numbers that are the same wherever Ratchet is built: the standard fixes what
/// `std::mt19937_64` yields, but not what its distributions make of it.
class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// Uniform on [0, 1), a multiple of 2^-53.
    double uniform();

    /// Uniform on 0 … count - 1, without bias. Throws `Error(usage)` for 0.
    std::size_t index(std::size_t count);

    /// Puts the values of a range with random access into an order, each of which is as likely as any other.
    template <class Values>
    void shuffle(Values&& values) {
        for (std::size_t left = std::size(values); left > 1; --left) {
            std::swap(values[left - 1], values[index(left)]);
        }
    }

    /// Standard normal.
    double normal();

  private:
    std::mt19937_64 engine_;
};

}  // namespace ratchet::statistics
