#include "statistics/random.hpp"

#include "base/error.hpp"

#include <cmath>

namespace ratchet::statistics {

double Random::uniform() {
    return static_cast<double>(engine_() >> 11U) * 0x1p-53;
}

std::size_t Random::index(std::size_t count) {
    if (count == 0) {
        throw Error(ErrorCode::usage, "there is nothing to choose from");
    }
    // The tail of the engine's range that is no whole multiple of `count` would favour small indices.
    const std::uint64_t end = std::mt19937_64::max() - std::mt19937_64::max() % count;
    std::uint64_t drawn = engine_();
    while (drawn >= end) {
        drawn = engine_();
    }
    return static_cast<std::size_t>(drawn % count);
}

double Random::normal() {
    // Marsaglia's polar method. Its second value is given up, so that a draw depends on the seed and the
    // number of draws alone and not on a hidden half.
    for (;;) {
        const double u = 2 * uniform() - 1;
        const double v = 2 * uniform() - 1;
        const double square = u * u + v * v;
        if (square > 0 && square < 1) {
            return u * std::sqrt(-2 * std::log(square) / square);
        }
    }
}

}  // namespace ratchet::statistics
