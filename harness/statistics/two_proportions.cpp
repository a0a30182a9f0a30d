#include "statistics/two_proportions.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

void require_share(const Proportion& proportion) {
    if (proportion.trials == 0 || proportion.events > proportion.trials) {
        throw Error(ErrorCode::usage,
                    fmt::format("{} of {} is no share", proportion.events, proportion.trials));
    }
}

void require_distance(double z, const Ratio& ratio) {
    if (!(z >= 0 && std::isfinite(z))) {
        throw Error(ErrorCode::usage,
                    fmt::format("an interval reaches 0 or more standard deviations, not {}", z));
    }
    if (!(ratio.value > 0 && std::isfinite(ratio.value) && ratio.standard_error >= 0 &&
          std::isfinite(ratio.standard_error))) {
        throw Error(ErrorCode::usage,
                    fmt::format("a ratio is positive and finite, and its error not negative, not {} and {}",
                                ratio.value, ratio.standard_error));
    }
}

Interval score_interval(const Proportion& proportion, double z) {
    const double p = proportion.share();
    const auto n = static_cast<double>(proportion.trials);
    const double centre = p + z * z / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double widened = 1 + z * z / n;
    // At 0 and at 1 a bound is the share itself; rounding must not put it beyond.
    return {std::clamp((centre - half) / widened, 0.0, p), std::clamp((centre + half) / widened, p, 1.0)};
}

Interval interval_of_ratio(const Ratio& ratio, double z) {
    constexpr double most = 300;  // e to that is a number still
    const double reach = std::min(most, z * ratio.standard_error / ratio.value);
    return {ratio.value * std::exp(-reach), ratio.value * std::exp(reach)};
}

Interval hybrid_interval(const Proportion& first, const Proportion& second, double z, const Ratio& ratio) {
    const Interval one = score_interval(first, z);
    const Interval other = score_interval(second, z);
    const double difference = ratio.value * first.share() - second.share();
    const Interval factor = interval_of_ratio(ratio, z);
    const auto distance = [&](double of_first, double of_second, double of_ratio) {
        return std::hypot(ratio.value * of_first, of_second, first.share() * of_ratio);
    };
    return {difference -
                distance(first.share() - one.lower, other.upper - second.share(), ratio.value - factor.lower),
            difference + distance(one.upper - first.share(), second.share() - other.lower,
                                  factor.upper - ratio.value)};
}

}  // namespace

Interval share_interval(const Proportion& proportion, double z) {
    require_share(proportion);
    require_distance(z, {});
    return score_interval(proportion, z);
}

Interval ratio_interval(const Ratio& ratio, double z) {
    require_distance(z, ratio);
    return interval_of_ratio(ratio, z);
}

Interval difference_interval(const Proportion& first, const Proportion& second, double z,
                             const Ratio& ratio) {
    require_share(first);
    require_share(second);
    require_distance(z, ratio);
    return hybrid_interval(first, second, z, ratio);
}

double difference_p_value(const Proportion& first, const Proportion& second, const Ratio& ratio) {
    require_share(first);
    require_share(second);
    require_distance(0, ratio);
    const double difference = ratio.value * first.share() - second.share();
    if (difference == 0) {
        return 1;
    }
    // The interval grows with z, so that the place where it begins to hold 0 is found by halving. Beyond 40
    // standard deviations no double tells the probability from 0.
    double outside = 0;
    double inside = 40;
    for (int halving = 0; halving < 50; ++halving) {
        const double z = (outside + inside) / 2;
        const Interval interval = hybrid_interval(first, second, z, ratio);
        const bool holds = difference > 0 ? interval.lower <= 0 : interval.upper >= 0;
        (holds ? inside : outside) = z;
    }
    return std::erfc(inside / std::sqrt(2.0));
}

}  // namespace ratchet::statistics
