#include "statistics/median_interval.hpp"

#include "base/error.hpp"

#include <algorithm>

#include <boost/math/distributions/binomial.hpp>
#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

/// The largest k for which P(B <= k - 1) <= `error`; 0 when there is none.
std::size_t order_statistic(std::size_t n, double error) {
    const boost::math::binomial below(static_cast<double>(n), 0.5);
    std::size_t k = 0;
    while (2 * k < n && boost::math::cdf(below, static_cast<double>(k)) <= error) {
        ++k;
    }
    return k;
}

/// Both bounds at once, because they share k: each side is missed with probability of at most `error`.
std::optional<Interval> bounds(const Sample& sample, double error) {
    const std::size_t k = order_statistic(sample.size(), error);
    if (k == 0) {
        return std::nullopt;
    }
    std::vector<double> sorted = sample.values();
    std::sort(sorted.begin(), sorted.end());
    return Interval{sorted[k - 1], sorted[sorted.size() - k]};
}

std::optional<Interval> one_sided(const Sample& sample, double confidence) {
    if (!(confidence >= 0.5 && confidence < 1)) {
        throw Error(ErrorCode::usage,
                    fmt::format("a one-sided confidence is from 0.5 to below 1, not {}", confidence));
    }
    return bounds(sample, 1 - confidence);
}

}  // namespace

std::optional<double> median_lower_bound(const Sample& sample, double confidence) {
    const auto found = one_sided(sample, confidence);
    return found ? std::optional(found->lower) : std::nullopt;
}

std::optional<double> median_upper_bound(const Sample& sample, double confidence) {
    const auto found = one_sided(sample, confidence);
    return found ? std::optional(found->upper) : std::nullopt;
}

std::optional<Interval> median_interval(const Sample& sample, double confidence) {
    if (!(confidence >= 0 && confidence < 1)) {
        throw Error(ErrorCode::usage, fmt::format("a confidence is from 0 to below 1, not {}", confidence));
    }
    return bounds(sample, (1 - confidence) / 2);
}

}  // namespace ratchet::statistics
