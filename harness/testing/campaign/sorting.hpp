#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

/// A fraction of extra work, from the environment: 0.10 sorts ten percent more blocks.
inline double injected_slowdown() {
    const char* text = std::getenv("CAMPAIGN_SLOWDOWN");
    return text == nullptr ? 0.0 : std::stod(text);  // throws at what is no number: the run fails
}

inline std::size_t slowed(std::size_t blocks) {
    return static_cast<std::size_t>(std::lround(static_cast<double>(blocks) * (1.0 + injected_slowdown())));
}

inline std::vector<unsigned> shuffled_numbers(unsigned seed) {
    constexpr std::size_t block = 1000;
    std::mt19937 random(seed);
    std::vector<unsigned> numbers(block);
    std::generate(numbers.begin(), numbers.end(), random);
    return numbers;
}
