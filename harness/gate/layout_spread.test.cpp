#include "gate/layout_spread.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

using namespace ratchet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using statistics::Random;

namespace {

using Layouts = std::vector<std::vector<double>>;

/// Twelve layouts; `value` gives that of a run.
Layouts make(int runs, const std::function<double(int layout, int run)>& value) {
    Layouts layouts(12);
    for (int run = 0; run < runs; ++run) {
        for (int layout = 0; layout < 12; ++layout) {
            layouts[static_cast<std::size_t>(layout)].push_back(value(layout, run));
        }
    }
    return layouts;
}

/// With one run in twenty 30 % slower, as beside a neighbour on the host.
double noise(Random& random, double sd) {
    return sd * random.normal() + (random.index(20) == 0 ? 0.3 : 0);
}

}  // namespace

TEST_CASE("layouts that lie apart are told by how far, whatever the host did between blocks") {
    const Layouts layouts = make(4, [](int layout, int run) {
        const double drift = run < 2 ? 0 : 0.5;
        return 3.0 + drift + 0.01 * layout;
    });
    const LayoutSpread spread = assess_layouts(layouts, 1);
    CHECK_THAT(spread.range, WithinAbs(0.11, 1e-12));
    CHECK_THAT(spread.reach, WithinAbs(0.11, 1e-12));
    CHECK_THAT(spread.estimate, WithinRel(0.01 * std::sqrt(13.0), 1e-9));  // 0 … 11 have the variance 13
    CHECK(spread.lower > 0);
    CHECK(spread.lower < spread.estimate);
    CHECK(spread.estimate < spread.upper);
    CHECK(spread.probability == 0.001);
    CHECK(assess_layouts(layouts, 1) == spread);
}

TEST_CASE("where all layouts are alike there is no spread") {
    const LayoutSpread none = assess_layouts(make(4, [](int, int run) { return run < 2 ? 1.0 : 2.0; }), 1);
    CHECK(none == LayoutSpread());
}

TEST_CASE("scatter alone is seldom taken for layout, however it is, and its own range is no reach") {
    constexpr int trials = 60;
    for (const int runs : {4, 10}) {
        for (const bool disturbed : {false, true}) {
            Random random(17);
            int found = 0;
            for (int trial = 0; trial < trials; ++trial) {
                const LayoutSpread spread = assess_layouts(
                    make(runs,
                         [&](int, int) { return disturbed ? noise(random, 0.01) : 0.01 * random.normal(); }),
                    static_cast<std::uint64_t>(trial));
                found += spread.reach > 0 ? 1 : 0;
                CHECK((spread.reach > 0) == (spread.probability <= 0.01));
                CHECK((spread.reach > 0 || spread.lower == 0));
                CHECK(spread.range > 0);
                CHECK(spread.reach < spread.range);
            }
            INFO(runs << " runs, disturbed " << disturbed);
            CHECK(found <= 4);  // 1 % of them, and more than 4 standard deviations
        }
    }
}

TEST_CASE("a spread as large as the scatter is found, and reached about as far as it is") {
    constexpr int trials = 30;
    for (const bool disturbed : {false, true}) {
        Random random(23);
        int found = 0;
        double reach = 0;
        double range = 0;
        for (int trial = 0; trial < trials; ++trial) {
            std::vector<double> places(12);
            for (double& place : places) {
                place = 0.01 * random.normal();
            }
            const LayoutSpread spread =
                assess_layouts(make(10,
                                    [&](int layout, int) {
                                        return places[static_cast<std::size_t>(layout)] +
                                               (disturbed ? noise(random, 0.01) : 0.01 * random.normal());
                                    }),
                               static_cast<std::uint64_t>(trial));
            if (spread.reach > 0) {
                const auto [least, most] = std::minmax_element(places.begin(), places.end());
                range += *most - *least;
                reach += spread.reach;
                ++found;
            }
        }
        INFO("disturbed " << disturbed);
        CHECK(found >= (disturbed ? 20 : 29));
        CHECK_THAT(reach / range, WithinAbs(1.0, 0.1));
    }
}

TEST_CASE("layouts that cannot be compared are refused") {
    CHECK_THROWS_AS(assess_layouts({}, 1), Error);
    CHECK_THROWS_AS(assess_layouts({{1, 2, 3, 4}}, 1), Error);
    CHECK_THROWS_AS(assess_layouts({{1, 2}, {1, 2}}, 1), Error);
    CHECK_THROWS_AS(assess_layouts({{1, 2, 3, 4}, {1, 2, 3}}, 1), Error);
    CHECK_THROWS_AS(assess_layouts({{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}}, 1), Error);
}
