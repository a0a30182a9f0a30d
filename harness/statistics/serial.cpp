#include "statistics/serial.hpp"

#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace ratchet::statistics {
namespace {

using Values = std::vector<double>;

/// Shares of the permutations of n values that have 0, 1, 2 … pairs out of order. The n-th value, put in
/// among n - 1 others, adds 0 to n - 1 such pairs.
std::vector<double> inversion_shares(std::size_t n) {
    std::vector<double> shares{1};
    for (std::size_t values = 2; values <= n; ++values) {
        std::vector<double> longer(shares.size() + values - 1, 0);
        for (std::size_t pairs = 0; pairs < shares.size(); ++pairs) {
            for (std::size_t added = 0; added < values; ++added) {
                longer[pairs + added] += shares[pairs] / static_cast<double>(values);
            }
        }
        shares = std::move(longer);
    }
    return shares;
}

double exact_probability(std::size_t n, double score) {
    const std::vector<double> shares = inversion_shares(n);
    const double all_pairs = static_cast<double>(n * (n - 1)) / 2;
    const auto fewest = static_cast<std::size_t>((all_pairs - std::abs(score)) / 2);
    double tail = 0;
    for (std::size_t pairs = 0; pairs <= fewest; ++pairs) {
        tail += shares[pairs];
    }
    return std::min(1.0, 2 * tail);
}

/// What one group of `count` equal values contributes to the variance of the score, times 18.
double spread_of(std::size_t count) {
    const auto n = static_cast<double>(count);
    return n * (n - 1) * (2 * n + 5);
}

double approximate_probability(const Values& sorted, double score) {
    double variance = spread_of(sorted.size());
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        variance -= spread_of(static_cast<std::size_t>(last - first));
        first = last;
    }
    if (variance <= 0 || score == 0) {
        return 1;
    }
    const double z = (std::abs(score) - 1) / std::sqrt(variance / 18);
    return std::erfc(z / std::numbers::sqrt2);
}

}  // namespace

Trend mann_kendall(const Sample& in_order) {
    const Values& values = in_order.values();
    Trend trend;
    if (values.size() < 3) {
        return trend;
    }
    for (std::size_t later = 1; later < values.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            trend.score += values[later] > values[earlier] ? 1 : values[later] < values[earlier] ? -1 : 0;
        }
    }
    Values sorted = values;
    std::sort(sorted.begin(), sorted.end());
    const bool ties = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    trend.probability = ties || values.size() > most_exact_trend
                            ? approximate_probability(sorted, trend.score)
                            : exact_probability(values.size(), trend.score);
    return trend;
}

std::optional<double> lag_one_autocorrelation(const Sample& in_order) {
    const Values& values = in_order.values();
    const double centre = mean(in_order);
    double together = 0;
    double alone = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        alone += (values[i] - centre) * (values[i] - centre);
        together += i == 0 ? 0 : (values[i] - centre) * (values[i - 1] - centre);
    }
    return values.size() < 3 || alone == 0 ? std::nullopt : std::optional(together / alone);
}

double outlier_share(const Sample& sample) {
    const double lower = quantile(sample, 0.25);
    const double upper = quantile(sample, 0.75);
    const double reach = 1.5 * (upper - lower);
    if (reach == 0) {
        return 0;
    }
    const Values& values = sample.values();
    const auto beyond = std::count_if(values.begin(), values.end(), [&](double value) {
        return value < lower - reach || value > upper + reach;
    });
    return static_cast<double>(beyond) / static_cast<double>(values.size());
}

}  // namespace ratchet::statistics
