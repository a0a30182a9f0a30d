#include "statistics/change_points.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/reference_statistics.hpp"

#include <algorithm>
#include <cmath>

using namespace ratchet::statistics;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

namespace {

using Values = std::vector<double>;

/// Segments of normal values: how many, their mean and their sd.
struct Part {
    std::size_t count;
    double mean;
    double sd;
};

Values series(const std::vector<Part>& parts, Random& random) {
    Values values;
    for (const Part& part : parts) {
        for (std::size_t i = 0; i < part.count; ++i) {
            values.push_back(part.mean + part.sd * random.normal());
        }
    }
    return values;
}

std::vector<std::size_t> places(const Values& values, const ChangePointPolicy& policy = {}) {
    std::vector<std::size_t> found;
    for (const ChangePoint& point : change_points(Sample(values), policy)) {
        found.push_back(point.index);
    }
    return found;
}

}  // namespace

TEST_CASE("steps are found where they are, in order, and hardly any elsewhere") {
    Random random(1);
    const int trials = 30;
    int elsewhere = 0;
    for (int trial = 0; trial < trials; ++trial) {
        const auto found = places(series({{30, 10, 0.05}, {25, 10.5, 0.05}, {40, 9.8, 0.05}}, random));
        CHECK(std::ranges::is_sorted(found));
        CHECK(std::ranges::count(found, std::size_t{30}) + std::ranges::count(found, std::size_t{55}) == 2);
        elsewhere += static_cast<int>(found.size()) - 2;
    }
    CHECK(elsewhere <= 4);  // one in a hundred of three segments each
}

TEST_CASE("a change of spread alone is a change") {
    Random random(2);
    const std::vector<std::size_t> found = places(series({{60, 0, 0.2}, {60, 0, 2}}, random));
    REQUIRE(found.size() == 1);
    CHECK(std::abs(static_cast<int>(found[0]) - 60) <= 5);
}

TEST_CASE("the divergence of a step is that of the definition") {
    Random random(3);
    for (int trial = 0; trial < 200; ++trial) {
        const std::size_t first = 8 + random.index(8);
        const Values values = series({{first, 0, 1}, {8 + random.index(8), 20, 1}}, random);
        const auto points = change_points(Sample(values), {.significance = 0.5, .permutations = 1});
        REQUIRE(points.size() >= 1);
        const auto step = std::find_if(points.begin(), points.end(),
                                       [&](const ChangePoint& point) { return point.index == first; });
        REQUIRE(step != points.end());
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(first);
        CHECK_THAT(step->divergence,
                   WithinRel(reference::divergence({values.begin(), middle}, {middle, values.end()}), 1e-9));
    }
}

TEST_CASE("a series without a change seldom has one, as the significance says") {
    Random random(4);
    const int trials = 200;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        found +=
            places(series({{25, 5, 1}}, random), {.significance = 0.05, .permutations = 99}).empty() ? 0 : 1;
    }
    CHECK(found <= 10 + 10);  // three standard deviations
    CHECK(found >= 1);
}

TEST_CASE("outliers are no change") {
    Random random(5);
    Values values = series({{40, 10, 0.1}}, random);
    values[7] = 30;
    values[21] = 25;
    values[33] = 40;
    CHECK(places(values).empty());
}

TEST_CASE("the same seed finds the same, and probabilities are those of the permutations") {
    Random random(6);
    const Values values = series({{20, 0, 1}, {20, 1.2, 1}}, random);
    const ChangePointPolicy policy{.significance = 0.2, .permutations = 99, .seed = 7};
    const auto points = change_points(Sample(values), policy);
    CHECK(points == change_points(Sample(values), policy));
    for (const ChangePoint& point : points) {
        CHECK(point.probability >= 0.01);
        CHECK(point.probability <= 0.2);
    }
}

TEST_CASE("what is too short or does not move has no change") {
    CHECK(places({1}).empty());
    CHECK(places({1, 1, 1, 9, 9}).empty());  // five values are no two segments of three
    CHECK(places(Values(50, 2.0)).empty());
    for (const ChangePointPolicy& bad :
         {ChangePointPolicy{.significance = 0}, ChangePointPolicy{.permutations = 0},
          ChangePointPolicy{.shortest = 1}}) {
        CHECK_THROWS_AS(change_points(Sample({1, 2, 3}), bad), ratchet::Error);
    }
}

TEST_CASE("what changes does not depend on the unit of the values") {
    Random random(8);
    Values values = series({{20, 10, 0.5}, {20, 12, 0.5}}, random);
    const auto expected = change_points(Sample(values));
    REQUIRE(expected.size() == 1);
    for (const double factor : {0x1p-30, 0x1p30}) {  // powers of two, for no sum to be rounded differently
        Values scaled = values;
        std::ranges::transform(values, scaled.begin(), [&](double value) { return factor * value; });
        const auto found = change_points(Sample(scaled));
        REQUIRE(found.size() == 1);
        CHECK(found[0].index == expected[0].index);
        CHECK(found[0].divergence == factor * expected[0].divergence);
        CHECK(found[0].probability == expected[0].probability);
    }
}

TEST_CASE("a segment may be as short as the shortest at either end of the series, and no shorter") {
    Values values;
    for (int i = 0; i < 30; ++i) {
        values.push_back(10 + 0.1 * (i * 7 % 10));
    }
    for (const std::size_t shortest : {std::size_t{3}, std::size_t{4}}) {
        const ChangePointPolicy policy{.shortest = shortest};
        for (const std::size_t count : {shortest - 1, shortest}) {
            Values first = values;
            std::fill_n(first.begin(), count, 30);
            Values last = values;
            std::fill_n(last.rbegin(), count, 30);
            INFO(count << " values, the shortest segment has " << shortest);
            CHECK(std::ranges::count(places(first, policy), count) == (count < shortest ? 0 : 1));
            CHECK(std::ranges::count(places(last, policy), 30 - count) == (count < shortest ? 0 : 1));
        }
    }
}

TEST_CASE("a permutation that divides as clearly as the series counts against the change") {
    // Three zeros and three ones can be split in the middle only. Of their 20 orders the two that keep them
    // apart are as clear as the measured one, and none is clearer.
    const auto points = change_points(Sample({0, 0, 0, 1, 1, 1}), {.significance = 0.5});
    REQUIRE(points.size() == 1);
    CHECK(points[0].index == 3);
    CHECK_THAT(points[0].probability, Catch::Matchers::WithinAbs(0.1, 0.03));  // three standard deviations
    CHECK(places({0, 0, 0, 1, 1, 1}).empty());
}

TEST_CASE("permutations of the halves are as clear as the series, however their sums are rounded") {
    Random random(9);
    for (int trial = 0; trial < 10; ++trial) {
        const auto points = change_points(Sample(series({{3, 0, 0.1}, {3, 5, 0.1}}, random)),
                                          {.significance = 0.5, .permutations = 9999});
        REQUIRE(points.size() == 1);
        CHECK_THAT(points[0].probability, Catch::Matchers::WithinAbs(0.1, 0.015));
    }
}
