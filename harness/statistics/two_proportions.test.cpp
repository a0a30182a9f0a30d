#include "statistics/two_proportions.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <cmath>
#include <limits>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

constexpr double z95 = 1.959964;

std::uint64_t draw(Random& random, std::uint64_t trials, double share) {
    std::uint64_t events = 0;
    for (std::uint64_t i = 0; i < trials; ++i) {
        events += random.uniform() < share ? 1 : 0;
    }
    return events;
}

}  // namespace

TEST_CASE("the share's interval is Wilson's") {
    // Newcombe (1998), "Two-sided confidence intervals for the single proportion", method 3.
    const Interval few = share_interval({81, 263}, z95);
    CHECK_THAT(few.lower, WithinAbs(0.2553, 5e-5));
    CHECK_THAT(few.upper, WithinAbs(0.3662, 5e-5));
    const Interval none = share_interval({0, 20}, z95);
    CHECK(none.lower == 0);
    CHECK_THAT(none.upper, WithinAbs(0.1611, 5e-5));
    const Interval all = share_interval({20, 20}, z95);
    CHECK_THAT(all.lower, WithinAbs(1 - 0.1611, 5e-5));
    CHECK(all.upper == 1);
    CHECK(share_interval({5, 10}, 0) == Interval{0.5, 0.5});
}

TEST_CASE("the difference's interval is Newcombe's") {
    // Newcombe (1998), table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 5/56 - 0/29.
    const Interval many = difference_interval({56, 70}, {48, 80}, z95);
    CHECK_THAT(many.lower, WithinAbs(0.0524, 5e-5));
    CHECK_THAT(many.upper, WithinAbs(0.3339, 5e-5));
    const Interval few = difference_interval({9, 10}, {3, 10}, z95);
    CHECK_THAT(few.lower, WithinAbs(0.1705, 5e-5));
    CHECK_THAT(few.upper, WithinAbs(0.8090, 5e-5));
    const Interval none = difference_interval({5, 56}, {0, 29}, z95);
    CHECK_THAT(none.lower, WithinAbs(-0.0381, 5e-5));
    CHECK_THAT(none.upper, WithinAbs(0.1926, 5e-5));
}

TEST_CASE("sides change with the sign") {
    const Interval one = difference_interval({9, 100}, {30, 120}, 2);
    const Interval other = difference_interval({30, 120}, {9, 100}, 2);
    CHECK_THAT(one.lower, WithinRel(-other.upper, 1e-12));
    CHECK_THAT(one.upper, WithinRel(-other.lower, 1e-12));
    CHECK(difference_p_value({9, 100}, {30, 120}) == difference_p_value({30, 120}, {9, 100}));
}

TEST_CASE("a ratio multiplies the first share and its interval") {
    const Interval share = share_interval({1000, 1000}, 2);
    const Interval whole = difference_interval({1000, 1000}, {1000, 1000}, 2, {1.1, 0});
    CHECK_THAT(whole.lower, WithinRel(0.1 - 1.1 * (1 - share.lower), 1e-9));
    // 0.1 + sqrt(0² + (1 - l)²): upwards the first share cannot be more than all.
    CHECK_THAT(whole.upper, WithinRel(0.1 + (1 - share.lower), 1e-9));
    CHECK(difference_p_value({1000, 1000}, {1000, 1000}, {1.1, 0}) < 1e-9);
}

TEST_CASE("the ratio's own error is in the interval, and reaches further up than down") {
    const Interval exact = difference_interval({400, 1000}, {400, 1000}, 2, {1.1, 0});
    const Interval rough = difference_interval({400, 1000}, {400, 1000}, 2, {1.1, 0.05});
    const Interval ratio = ratio_interval({1.1, 0.05}, 2);
    CHECK_THAT(ratio.lower, WithinRel(1.1 * std::exp(-0.1 / 1.1), 1e-12));
    CHECK_THAT(ratio.upper, WithinRel(1.1 * std::exp(0.1 / 1.1), 1e-12));
    CHECK_THAT(std::pow(0.04 - rough.lower, 2),
               WithinRel(std::pow(0.04 - exact.lower, 2) + std::pow(0.4 * (1.1 - ratio.lower), 2), 1e-9));
    CHECK_THAT(std::pow(rough.upper - 0.04, 2),
               WithinRel(std::pow(exact.upper - 0.04, 2) + std::pow(0.4 * (ratio.upper - 1.1), 2), 1e-9));
    CHECK(difference_p_value({400, 1000}, {400, 1000}, {1.1, 0.05}) >
          difference_p_value({400, 1000}, {400, 1000}, {1.1, 0}));
}

TEST_CASE("a ratio that is large and rough is one all the same") {
    // Its logarithm is 3.7 standard errors from none, itself 1.5: times are off by factors.
    const Ratio slower{8.13, 4.64};
    CHECK(ratio_interval(slower, 2.24).lower > 2);
    CHECK(difference_interval({950, 1000}, {500, 1000}, 2.24, slower).lower > 1);
    // Of a ratio that nothing is known of, every bound is a number.
    CHECK(ratio_interval({1, 0.5}, 1e9).lower < 1e-100);
    CHECK(difference_interval({0, 10}, {5, 10}, 40, {1, 1e9}).upper < 1);
}

TEST_CASE("the p value is that of the z at which the interval begins to hold 0") {
    const Proportion first{70, 1000};
    const Proportion second{50, 1000};
    const double p = difference_p_value(first, second);
    // z found by hand: 1.885 … 1.886, p = 0.0594 … 0.0593.
    CHECK_THAT(p, WithinAbs(0.0595, 0.002));
    double z = 0;
    while (difference_interval(first, second, z).lower > 0) {
        z += 1e-5;
    }
    CHECK_THAT(p, WithinRel(std::erfc(z / std::sqrt(2.0)), 1e-3));
}

TEST_CASE("p values at the ends") {
    CHECK(difference_p_value({5, 10}, {50, 100}) == 1);
    CHECK(difference_p_value({0, 10}, {0, 1000}) == 1);
    CHECK(difference_p_value({1'000'000, 1'000'000}, {0, 1'000'000}) < 1e-300);
    // The largest counts there are.
    const std::uint64_t most = std::uint64_t{1} << 53U;
    CHECK(difference_p_value({most, most}, {most, most}) == 1);
    CHECK(difference_p_value({0, most}, {most, most}) == 0);
}

TEST_CASE(
    "equal shares differ at 5 % in about five of a hundred cases, and hardly more when events are few") {
    Random random(7);
    for (const auto& [share, trials, baseline] :
         {std::tuple(0.3, 400, 400), std::tuple(0.01, 500, 500), std::tuple(0.01, 300, 1500)}) {
        int differing = 0;
        for (int trial = 0; trial < 1000; ++trial) {
            const auto n = static_cast<std::uint64_t>(trials);
            const auto b = static_cast<std::uint64_t>(baseline);
            differing += difference_p_value({draw(random, n, share), n}, {draw(random, b, share), b}) <= 0.05;
        }
        INFO(share << " of " << trials << " and " << baseline);
        CHECK(differing < 70);
    }
}

TEST_CASE("what is no share, no ratio and no distance is refused") {
    const double infinite = std::numeric_limits<double>::infinity();
    const Proportion half{1, 2};
    CHECK_THROWS_AS(share_interval({0, 0}, 1), ratchet::Error);
    CHECK_THROWS_AS(share_interval({3, 2}, 1), ratchet::Error);
    CHECK_THROWS_AS(difference_interval(half, {3, 2}, 1), ratchet::Error);
    CHECK_THROWS_AS(difference_interval(half, half, -1), ratchet::Error);
    CHECK_THROWS_AS(difference_interval(half, half, infinite), ratchet::Error);
    CHECK_THROWS_AS(difference_p_value(half, half, {0, 0}), ratchet::Error);
    CHECK_THROWS_AS(difference_p_value(half, half, {infinite, 0}), ratchet::Error);
    CHECK_THROWS_AS(difference_p_value(half, half, {1, -1}), ratchet::Error);
    CHECK_THROWS_AS(ratio_interval({0, 1}, 1), ratchet::Error);
    CHECK_THROWS_AS(difference_p_value({0, 0}, half), ratchet::Error);
}
