#include "statistics/spread.hpp"

#include "base/error.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>

namespace ratchet::statistics {

std::optional<double> standard_deviation(const Sample& sample) {
    if (sample.size() < 2) {
        return std::nullopt;
    }
    const double centre = mean(sample);
    double sum = 0;
    double squares = 0;
    for (const double value : sample.values()) {
        const double distance = value - centre;
        sum += distance;
        squares += distance * distance;
    }
    const auto n = static_cast<double>(sample.size());
    return std::sqrt(std::max(0.0, squares - sum * sum / n) / (n - 1));
}

std::optional<double> median_absolute_deviation(const Sample& sample) {
    if (sample.size() < 2) {
        return std::nullopt;
    }
    std::vector<double> distances = sample.values();
    const double centre = median(sample);
    for (double& value : distances) {
        value = std::abs(value - centre);
    }
    return median_in_place(distances);
}

std::optional<double> coefficient_of_variation(const Sample& sample) {
    const auto deviation = standard_deviation(sample);
    const double centre = mean(sample);
    if (!deviation || centre <= 0) {
        return std::nullopt;
    }
    const double ratio = *deviation / centre;
    return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;
}

double robust_scale(const Sample& sample) {
    const auto deviation = standard_deviation(sample);
    const auto distance = median_absolute_deviation(sample);
    if (!deviation || !distance) {
        throw Error(ErrorCode::measurement, "one value has no spread; take at least two");
    }
    // 1 / (third quartile of the standard normal distribution): the MAD then estimates a normal sd.
    const double bulk = 1.4826 * *distance;
    return std::clamp(*deviation, bulk, 1.5 * bulk);
}

std::vector<double> residuals_from_medians(const std::vector<std::vector<double>>& groups) {
    std::vector<double> residuals;
    for (const auto& group : groups) {
        const double centre = median(Sample(group));
        for (const double value : group) {
            residuals.push_back(value - centre);
        }
    }
    return residuals;
}

}  // namespace ratchet::statistics
