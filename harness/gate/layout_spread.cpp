#include "gate/layout_spread.hpp"

#include "base/error.hpp"
#include "statistics/location.hpp"
#include "statistics/random.hpp"
#include "statistics/sample.hpp"
#include "statistics/signed_rank.hpp"
#include "statistics/spread.hpp"
#include "statistics/variance_bounds.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace ratchet {
namespace {

using Layouts = std::vector<std::vector<double>>;
using statistics::Sample;

constexpr std::size_t runs_per_block = 2;
constexpr double layout_error = 0.01;
constexpr int further_draws = 999;

void require_balanced(const Layouts& layouts) {
    if (layouts.size() < 2) {
        throw Error(ErrorCode::usage, "two layouts are the fewest that can differ");
    }
    const std::size_t runs = layouts.front().size();
    if (runs < 2 * runs_per_block || runs % runs_per_block != 0 ||
        std::ranges::any_of(layouts, [runs](const auto& values) { return values.size() != runs; })) {
        throw Error(ErrorCode::usage,
                    "layouts are compared by two blocks or more that have two runs of each");
    }
}

void remove_blocks(Layouts& layouts) {
    for (std::size_t first = 0; first < layouts.front().size(); first += runs_per_block) {
        std::vector<double> block;
        for (const std::vector<double>& values : layouts) {
            for (std::size_t i = first; i < first + runs_per_block; ++i) {
                block.push_back(values[i]);
            }
        }
        const double level = statistics::median_in_place(block);
        for (std::vector<double>& values : layouts) {
            for (std::size_t i = first; i < first + runs_per_block; ++i) {
                values[i] -= level;
            }
        }
    }
}

std::vector<double> centres_of(const Layouts& layouts) {
    std::vector<double> centres;
    for (const std::vector<double>& values : layouts) {
        centres.push_back(statistics::pseudo_median(Sample(values)));
    }
    return centres;
}

double deviation_of(const std::vector<double>& centres) {
    return *statistics::standard_deviation(Sample(centres));
}

/// In every block another layout's pair for each.
Layouts dealt_again(const Layouts& layouts, statistics::Random& random) {
    Layouts dealt = layouts;
    std::vector<std::size_t> order(layouts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t first = 0; first < layouts.front().size(); first += runs_per_block) {
        random.shuffle(order);
        for (std::size_t layout = 0; layout < layouts.size(); ++layout) {
            for (std::size_t i = first; i < first + runs_per_block; ++i) {
                dealt[layout][i] = layouts[order[layout]][i];
            }
        }
    }
    return dealt;
}

double probability_of_deviation(double seen, const Layouts& layouts, std::uint64_t seed) {
    constexpr double rounding = 1e-9;
    statistics::Random random(seed);
    int as_far = 1;  // the order that was drawn is one of them
    for (int i = 0; i < further_draws; ++i) {
        as_far += deviation_of(centres_of(dealt_again(layouts, random))) >= seen * (1 - rounding) ? 1 : 0;
    }
    return static_cast<double>(as_far) / (further_draws + 1);
}

/// Of runs around their layouts' centres: all, but for the centres and the blocks' levels.
double degrees_of_freedom_within(const Layouts& layouts) {
    const std::size_t runs = layouts.front().size();
    const std::size_t fitted = layouts.size() + runs / runs_per_block - 1;
    return static_cast<double>(layouts.size() * runs - fitted);
}

/// Of a layout's centre around the true one.
double variance_within(const Layouts& layouts, const std::vector<double>& centres) {
    std::vector<double> residuals;
    for (std::size_t layout = 0; layout < layouts.size(); ++layout) {
        for (const double value : layouts[layout]) {
            residuals.push_back(value - centres[layout]);
        }
    }
    // Around centres that were made of them, values lie closer than around the true ones.
    const double shrunk = (static_cast<double>(residuals.size()) - 1) / degrees_of_freedom_within(layouts);
    const double scale = statistics::robust_scale(Sample(residuals));
    return std::numbers::pi / 3 * scale * scale * shrunk / static_cast<double>(layouts.front().size());
}

}  // namespace

LayoutSpread assess_layouts(const std::vector<std::vector<double>>& measured, std::uint64_t seed) {
    require_balanced(measured);
    Layouts layouts = measured;
    remove_blocks(layouts);
    const std::vector<double> centres = centres_of(layouts);
    const double within = variance_within(layouts, centres);
    const statistics::BoundedVariance between = statistics::bounded_variance_between(
        centres, within, degrees_of_freedom_within(layouts), layout_error);
    const auto [fastest, slowest] = std::ranges::minmax(centres);
    LayoutSpread spread;
    spread.estimate = std::sqrt(between.estimate);
    spread.upper = std::sqrt(between.upper);
    spread.range = slowest - fastest;
    spread.probability = probability_of_deviation(deviation_of(centres), layouts, seed);
    if (spread.probability <= layout_error && between.estimate > 0) {
        spread.lower = std::sqrt(between.lower);
        spread.reach = spread.range * between.estimate / (between.estimate + within);
    }
    return spread;
}

}  // namespace ratchet
