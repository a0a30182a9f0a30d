#include "statistics/between_variance.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

void require_valid(const GroupCentres& set, double least) {
    for (const GroupCentre& centre : set) {
        if (!std::isfinite(centre.value) || !(centre.variance >= 0 && std::isfinite(centre.variance))) {
            throw Error(ErrorCode::usage,
                        fmt::format("a group's centre is finite and its variance not negative, not "
                                    "{} with {}",
                                    centre.value, centre.variance));
        }
    }
    if (!(least > 0)) {
        throw Error(ErrorCode::usage, fmt::format("the least variance is positive, not {}", least));
    }
}

double degrees_of_freedom(const GroupCentres& set) {
    return static_cast<double>(set.size() - 1);
}

/// Squared distances from the weighted mean in units of each centre's variance plus `between`.
double standardised_squares(const GroupCentres& set, double between) {
    // Relative to the first centre, so that a mean far from zero costs no digits.
    const double origin = set.front().value;
    double weights = 0;
    double weighted = 0;
    for (const GroupCentre& centre : set) {
        const double weight = 1 / (centre.variance + between);
        weights += weight;
        weighted += weight * (centre.value - origin);
    }
    const double mean = origin + weighted / weights;
    double squares = 0;
    for (const GroupCentre& centre : set) {
        squares += (centre.value - mean) * (centre.value - mean) / (centre.variance + between);
    }
    return squares;
}

/// Falls as `between` grows; positive while it is too small.
double surplus(const std::vector<GroupCentres>& sets, double between) {
    double sum = 0;
    for (const GroupCentres& set : sets) {
        sum += standardised_squares(set, between) - degrees_of_freedom(set);
    }
    return sum;
}

/// Large enough for `surplus` not to be positive: the pooled variance as if the centres were exact.
double upper_bound(const std::vector<GroupCentres>& sets) {
    double squares = 0;
    double total = 0;
    for (const GroupCentres& set : sets) {
        const auto [least, most] = std::minmax_element(
            set.begin(), set.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        const double range = most->value - least->value;
        squares += range * range * static_cast<double>(set.size());
        total += degrees_of_freedom(set);
    }
    return squares / total;
}

double effective_degrees_of_freedom(const std::vector<GroupCentres>& sets, double between) {
    double weighted = 0;
    double squared = 0;
    for (const GroupCentres& set : sets) {
        double information = 0;
        for (const GroupCentre& centre : set) {
            // In units of `between`, because the square of a small variance underflows.
            const double share = between / (centre.variance + between);
            information += share * share / static_cast<double>(set.size());
        }
        weighted += degrees_of_freedom(set) * information;
        squared += degrees_of_freedom(set) * information * information;
    }
    return weighted * weighted / squared;
}

}  // namespace

BetweenVariance between_variance(const std::vector<GroupCentres>& sets, double least) {
    std::vector<GroupCentres> usable;
    for (const GroupCentres& set : sets) {
        require_valid(set, least);
        if (set.size() >= 2) {
            usable.push_back(set);
        }
    }
    if (usable.empty()) {
        throw Error(ErrorCode::measurement, "the variance between groups needs at least two groups");
    }
    double below = least;
    double above = std::max(least, upper_bound(usable));
    if (surplus(usable, below) <= 0) {
        return {least, effective_degrees_of_freedom(usable, least)};
    }
    // Bisection by ratio: the scale of the answer is not known, and the function is monotonic.
    constexpr double precision = 1e-12;
    while (above / below > 1 + precision) {
        const double middle = below * std::sqrt(above / below);
        (surplus(usable, middle) > 0 ? below : above) = middle;
    }
    return {above, effective_degrees_of_freedom(usable, above)};
}

}  // namespace ratchet::statistics
