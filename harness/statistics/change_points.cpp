#include "statistics/change_points.hpp"

#include "base/error.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace ratchet::statistics {
namespace {

using Values = std::vector<double>;

struct Segment {
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct Split {
    std::size_t index = 0;
    double divergence = 0;  ///< 0: there is none
};

void require_valid(const ChangePointPolicy& policy) {
    if (!(policy.significance > 0 && policy.significance < 1) || policy.permutations < 1 ||
        policy.shortest < 2) {
        throw Error(
            ErrorCode::usage,
            fmt::format("change points take a significance between 0 and 1, a permutation and segments "
                        "of two values, not {}, {} and {}",
                        policy.significance, policy.permutations, policy.shortest));
    }
}

double pairs(double n) {
    return n * (n - 1) / 2;
}

/// Sums of the distances between any two values, before and after a place, and across it.
struct Distances {
    double before = 0;
    double after = 0;
    double across = 0;

    /// The energy distance of the two sides, times the harmonic weight of their sizes.
    [[nodiscard]] double divergence(double n, double m) const {
        const double energy = 2 * across / (n * m) - before / pairs(n) - after / pairs(m);
        return n * m / (n + m) * energy;
    }
};

double sum_of_distances(const Values& values, double from, std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) {
        sum += std::abs(values[i] - from);
    }
    return sum;
}

/// The place in the segment where its two sides differ most.
Split best_split(const Values& values, const Segment& segment, std::size_t shortest) {
    Distances distances;
    for (std::size_t i = segment.begin; i < segment.end; ++i) {
        distances.after += sum_of_distances(values, values[i], segment.begin, i);
    }
    Split best;
    for (std::size_t at = segment.begin; at < segment.end; ++at) {
        if (at - segment.begin >= shortest && segment.end - at >= shortest) {
            const double divergence = distances.divergence(static_cast<double>(at - segment.begin),
                                                           static_cast<double>(segment.end - at));
            best = divergence > best.divergence ? Split{at, divergence} : best;
        }
        // The value at `at` goes over to the other side.
        const double to_left = sum_of_distances(values, values[at], segment.begin, at);
        const double to_right = sum_of_distances(values, values[at], at + 1, segment.end);
        distances.before += to_left;
        distances.after -= to_right;
        distances.across += to_right - to_left;
    }
    return best;
}

Split best_split(const Values& values, const std::vector<Segment>& segments, std::size_t shortest) {
    Split best;
    for (const Segment& segment : segments) {
        const Split here = best_split(values, segment, shortest);
        best = here.divergence > best.divergence ? here : best;
    }
    return best;
}

/// How often values in any order within their segments are split as clearly.
double probability_of(double divergence, Values values, const std::vector<Segment>& segments,
                      const ChangePointPolicy& policy, Random& random) {
    constexpr double rounding = 1e-9;  // the same halves in another order add up to a little less or more
    int as_clear = 1;                  // the order that was measured is one of them
    for (int i = 0; i < policy.permutations; ++i) {
        for (const Segment& segment : segments) {
            random.shuffle(std::span(values).subspan(segment.begin, segment.end - segment.begin));
        }
        as_clear +=
            best_split(values, segments, policy.shortest).divergence >= divergence * (1 - rounding) ? 1 : 0;
    }
    return static_cast<double>(as_clear) / (policy.permutations + 1);
}

std::vector<Segment> segments_between(const std::vector<ChangePoint>& points, std::size_t size) {
    std::vector<Segment> segments;
    std::size_t begin = 0;
    for (const ChangePoint& point : points) {
        segments.push_back({begin, point.index});
        begin = point.index;
    }
    segments.push_back({begin, size});
    return segments;
}

}  // namespace

std::vector<ChangePoint> change_points(const Sample& in_order, const ChangePointPolicy& policy) {
    require_valid(policy);
    const Values& values = in_order.values();
    Random random(policy.seed);
    std::vector<ChangePoint> points;
    while (true) {
        const std::vector<Segment> segments = segments_between(points, values.size());
        const Split split = best_split(values, segments, policy.shortest);
        if (split.divergence <= 0) {
            return points;
        }
        const double probability = probability_of(split.divergence, values, segments, policy, random);
        if (probability > policy.significance) {
            return points;
        }
        points.push_back({split.index, split.divergence, probability});
        std::ranges::sort(points, {}, &ChangePoint::index);
    }
}

}  // namespace ratchet::statistics
