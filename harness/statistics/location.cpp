#include "statistics/location.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace ratchet::statistics {

double mean(const Sample& sample) {
    const auto n = static_cast<double>(sample.size());
    const auto& values = sample.values();
    const double first = std::accumulate(values.begin(), values.end(), 0.0) / n;
    const double remainder = std::accumulate(values.begin(), values.end(), 0.0,
                                             [&](double sum, double x) { return sum + (x - first); });
    return first + remainder / n;
}

double median_in_place(std::vector<double>& values) {
    const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), upper, values.end());
    if (values.size() % 2 == 1) {
        return *upper;
    }
    return std::midpoint(*std::max_element(values.begin(), upper), *upper);
}

double median(const Sample& sample) {
    std::vector<double> scratch = sample.values();
    return median_in_place(scratch);
}

double median(const std::vector<double>& values) {
    return median(Sample(values));
}

double quantile(const Sample& sample, double probability) {
    if (!(probability >= 0 && probability <= 1)) {
        throw Error(ErrorCode::usage,
                    fmt::format("a quantile's probability is from 0 to 1, not {}", probability));
    }
    std::vector<double> scratch = sample.values();
    const double position = static_cast<double>(scratch.size() - 1) * probability;
    const double below = std::floor(position);
    const auto lower = scratch.begin() + static_cast<std::ptrdiff_t>(below);
    std::nth_element(scratch.begin(), lower, scratch.end());
    const auto rest = std::next(lower);
    if (rest == scratch.end()) {
        return *lower;
    }
    return std::lerp(*lower, *std::min_element(rest, scratch.end()), position - below);
}

std::optional<double> supported_quantile(const Sample& sample, double probability) {
    // 1 - 0.95 is not exactly 0.05: without the tolerance, 20 values would not support p95.
    constexpr double tolerance = 1e-9;
    const double expected_beyond =
        static_cast<double>(sample.size()) * std::min(probability, 1 - probability);
    if (expected_beyond < 1 - tolerance) {
        return std::nullopt;
    }
    return quantile(sample, probability);
}

}  // namespace ratchet::statistics
