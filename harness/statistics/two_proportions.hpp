#pragma once

#include "statistics/median_interval.hpp"

#include <cstdint>

// Shares of two samples, compared.

namespace ratchet::statistics {

/// How many of all.
struct Proportion {
    std::uint64_t events = 0;
    std::uint64_t trials = 1;  ///< at least 1, and at least `events`

    [[nodiscard]] double share() const { return static_cast<double>(events) / static_cast<double>(trials); }
};

/// What the first of two shares is multiplied by before it is compared. Its logarithm is taken for normally
/// distributed, so that its interval is never below 0, and wider above than below.
struct Ratio {
    double value = 1;           ///< positive
    double standard_error = 0;  ///< not negative
};

/// The score interval of a share (Wilson, "Probable Inference, the Law of Succession, and Statistical
/// Inference", 1927) at `z` standard deviations: 1.96 for 95 %. Within [0, 1], and never of no width unless
/// `z` is 0.
Interval share_interval(const Proportion& proportion, double z);

/// The ratio's interval at `z` standard deviations: value · exp(±z · standard_error / value).
Interval ratio_interval(const Ratio& ratio, double z);

/// ratio · first - second with an interval at `z` standard deviations: Newcombe's hybrid score interval
/// ("Interval estimation for the difference between independent proportions", 1998, method 10), with the
/// share's interval multiplied by the ratio and the reach of the ratio's own interval added in squares, as
/// Zou and Donner
/// ("Construction of confidence limits about effect measures: a general approach", 2008) do with any two
/// estimates. Assumes independent samples. It holds for few events and for none, where a normal
/// approximation does not.
///
/// All throw `Error(usage)` unless the trials, events, ratio and a finite z >= 0 are as said.
Interval difference_interval(const Proportion& first, const Proportion& second, double z,
                             const Ratio& ratio = {});

/// The two-sided p value of the test that goes with the interval: 2(1 - Φ(z)) at the z where it begins to
/// hold 0. 1 where the shares are equal.
double difference_p_value(const Proportion& first, const Proportion& second, const Ratio& ratio = {});

}  // namespace ratchet::statistics
