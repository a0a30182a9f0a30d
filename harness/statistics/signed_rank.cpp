#include "statistics/signed_rank.hpp"

#include "base/error.hpp"
#include "statistics/location.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

void require_countable(std::size_t n) {
    if (n < 1 || n > most_signed_ranks) {
        throw Error(ErrorCode::usage, fmt::format("signed ranks are counted for 1 to {} values, not for {}",
                                                  most_signed_ranks, n));
    }
}

/// How many subsets of {1 … n} have each sum; all of them together are 2^n.
std::vector<std::uint64_t> subsets_by_sum(std::size_t n) {
    std::vector<std::uint64_t> counts(n * (n + 1) / 2 + 1, 0);
    counts[0] = 1;
    std::size_t largest = 0;
    for (std::size_t rank = 1; rank <= n; ++rank) {
        largest += rank;
        for (std::size_t sum = largest; sum >= rank; --sum) {
            counts[sum] += counts[sum - rank];
        }
    }
    return counts;
}

/// The largest k for which P(T <= k - 1) <= `error`; 0 when there is none.
std::size_t walsh_rank(std::size_t n, double error) {
    const std::vector<std::uint64_t> counts = subsets_by_sum(n);
    const double allowed = std::ldexp(error, static_cast<int>(n));
    std::uint64_t subsets = 0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
        subsets += counts[k];
        if (static_cast<double>(subsets) > allowed) {
            return k;
        }
    }
    return counts.size() - 1;
}

std::vector<double> walsh_averages(const Sample& sample) {
    const std::vector<double>& values = sample.values();
    std::vector<double> averages;
    averages.reserve(values.size() * (values.size() + 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i; j < values.size(); ++j) {
            averages.push_back((values[i] + values[j]) / 2);
        }
    }
    return averages;
}

}  // namespace

double signed_rank_probability(std::size_t n, std::size_t statistic) {
    require_countable(n);
    const std::vector<std::uint64_t> counts = subsets_by_sum(n);
    std::uint64_t subsets = 0;
    for (std::size_t sum = 0; sum <= std::min(statistic, counts.size() - 1); ++sum) {
        subsets += counts[sum];
    }
    return std::ldexp(static_cast<double>(subsets), -static_cast<int>(n));
}

double pseudo_median(const Sample& differences) {
    std::vector<double> averages = walsh_averages(differences);
    return median_in_place(averages);
}

std::optional<Interval> signed_rank_bounds(const Sample& differences, double error) {
    if (!(error > 0 && error <= 0.5)) {
        throw Error(ErrorCode::usage,
                    fmt::format("a bound's error lies above 0 and not above 0.5, not at {}", error));
    }
    require_countable(differences.size());
    const std::size_t k = walsh_rank(differences.size(), error);
    if (k == 0) {
        return std::nullopt;
    }
    std::vector<double> averages = walsh_averages(differences);
    const auto lower = averages.begin() + static_cast<std::ptrdiff_t>(k - 1);
    const auto upper = averages.end() - static_cast<std::ptrdiff_t>(k);
    std::nth_element(averages.begin(), lower, averages.end());
    const double at_least = *lower;
    std::nth_element(averages.begin(), upper, averages.end());
    return Interval{at_least, *upper};
}

}  // namespace ratchet::statistics
