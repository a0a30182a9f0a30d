#include "statistics/between_variance.hpp"

#include "base/error.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <utility>

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

/// Mean of a squared standard normal variable that is winsorised at `bound`.
double expected_square(double bound) {
    if (std::isinf(bound)) {
        return 1;
    }
    const double root = std::sqrt(bound);
    const double below = std::erf(root / std::numbers::sqrt2);
    const double density = std::exp(-bound / 2) / std::sqrt(2 * std::numbers::pi);
    return below - 2 * root * density + bound * (1 - below);
}

/// How much larger the squared distances within the set are than `between` explains, in degrees of freedom.
double surplus(const GroupCentres& set, double between, double bound) {
    double precisions = 0;
    for (const GroupCentre& centre : set) {
        precisions += 1 / (centre.variance + between);
    }
    double squares = 0;
    for (std::size_t i = 0; i < set.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double one = set[i].variance + between;
            const double other = set[j].variance + between;
            const double distance = set[i].value - set[j].value;
            squares +=
                (1 / one + 1 / other) / precisions * std::min(distance * distance / (one + other), bound);
        }
    }
    return squares - degrees_of_freedom(set) * expected_square(bound);
}

double mean_variance(const GroupCentres& set) {
    double sum = 0;
    for (const GroupCentre& centre : set) {
        sum += centre.variance;
    }
    return sum / static_cast<double>(set.size());
}

/// Positive while `between` is too small.
double surplus(const std::vector<GroupCentres>& sets, double between, double bound) {
    double sum = 0;
    for (const GroupCentres& set : sets) {
        // As in the score of the likelihood; times `between`, because a small variance's inverse overflows.
        sum += surplus(set, between, bound) * between / (mean_variance(set) + between);
    }
    return sum;
}

/// Large enough for `surplus` not to be positive.
double upper_bound(const std::vector<GroupCentres>& sets, double bound) {
    double squares = 0;
    double total = 0;
    for (const GroupCentres& set : sets) {
        const auto [least, most] = std::minmax_element(
            set.begin(), set.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        const double range = most->value - least->value;
        squares += range * range * static_cast<double>(set.size());
        total += degrees_of_freedom(set);
    }
    return squares / total / expected_square(bound);
}

double solve(const std::vector<GroupCentres>& sets, double least, double bound) {
    double below = least;
    double above = std::max(least, upper_bound(sets, bound));
    if (surplus(sets, below, bound) <= 0) {
        return least;
    }
    // Bisection by ratio: the scale of the answer is not known.
    constexpr double precision = 1e-12;
    while (above / below > 1 + precision) {
        const double middle = below * std::sqrt(above / below);
        (surplus(sets, middle, bound) > 0 ? below : above) = middle;
    }
    return above;
}

double effective_degrees_of_freedom(const std::vector<GroupCentres>& sets, double between) {
    double weighted = 0;
    double squared = 0;
    for (const GroupCentres& set : sets) {
        // In units of `between`, because the square of a small variance underflows.
        const double share = between / (mean_variance(set) + between);
        const double information = share * share;
        weighted += degrees_of_freedom(set) * information;
        squared += degrees_of_freedom(set) * information * information;
    }
    return weighted * weighted / squared;
}

std::vector<GroupCentres> usable(std::vector<GroupCentres> sets, double least) {
    for (const GroupCentres& set : sets) {
        require_valid(set, least);
    }
    std::erase_if(sets, [](const GroupCentres& set) { return set.size() < 2; });
    if (sets.empty()) {
        throw Error(ErrorCode::measurement, "the variance between groups needs at least two groups");
    }
    return sets;
}

double median_of(const GroupCentres& set) {
    std::vector<double> values;
    for (const GroupCentre& centre : set) {
        values.push_back(centre.value);
    }
    return median_in_place(values);
}

void remove_outliers(GroupCentres& set, double between) {
    constexpr double farthest = 5;
    const double centre = median_of(set);
    std::erase_if(set, [&](const GroupCentre& group) {
        return std::abs(group.value - centre) > farthest * std::sqrt(group.variance + between);
    });
}

}  // namespace

BetweenVariance paule_mandel(const std::vector<GroupCentres>& sets, double least) {
    const std::vector<GroupCentres> used = usable(sets, least);
    const double value = solve(used, least, std::numeric_limits<double>::infinity());
    return {value, effective_degrees_of_freedom(used, value)};
}

BetweenVariance robust_between_variance(const std::vector<GroupCentres>& sets, double least) {
    std::vector<GroupCentres> used = usable(sets, least);
    const double winsorised = solve(used, least, 1);
    for (GroupCentres& set : used) {
        remove_outliers(set, winsorised);
    }
    return paule_mandel(used, least);
}

}  // namespace ratchet::statistics
