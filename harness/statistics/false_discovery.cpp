#include "statistics/false_discovery.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace ratchet::statistics {

double discovery_threshold(std::vector<double> p_values, double rate) {
    if (!(rate > 0 && rate < 1)) {
        throw Error(ErrorCode::usage, fmt::format("a false discovery rate is inside (0, 1), not {}", rate));
    }
    for (const double p : p_values) {
        if (!(p >= 0 && p <= 1)) {
            throw Error(ErrorCode::usage, fmt::format("a p value is in [0, 1], not {}", p));
        }
    }
    if (p_values.empty()) {
        return rate;
    }
    std::ranges::sort(p_values);
    const auto tests = static_cast<double>(p_values.size());
    const auto threshold = [&](std::size_t discoveries) {
        return rate * static_cast<double>(discoveries) / tests;
    };
    std::size_t discoveries = p_values.size();
    while (discoveries > 0 && p_values[discoveries - 1] > threshold(discoveries)) {
        --discoveries;
    }
    return threshold(std::max<std::size_t>(discoveries, 1));
}

}  // namespace ratchet::statistics
