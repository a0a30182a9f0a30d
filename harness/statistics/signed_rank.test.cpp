#include "statistics/signed_rank.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

namespace {

/// Wilcoxon's statistic of `values` around `centre` as the textbook has it: the sum of the ranks of those
/// below. For values without ties.
std::size_t rank_sum_below(const std::vector<double>& values, double centre) {
    std::vector<double> distances;
    for (const double value : values) {
        distances.push_back(value - centre);
    }
    std::sort(distances.begin(), distances.end(),
              [](double a, double b) { return std::fabs(a) < std::fabs(b); });
    std::size_t sum = 0;
    for (std::size_t i = 0; i < distances.size(); ++i) {
        sum += distances[i] < 0 ? i + 1 : 0;
    }
    return sum;
}

/// Anxiety ("depression scale factor IV") of nine patients before and after a tranquilliser: the worked
/// example of Hollander and Wolfe, "Nonparametric Statistical Methods" (1973), sections 3.1 to 3.3, also that
/// of R's wilcox.test. Differences after - before.
const std::vector<double> anxiety{0.878 - 1.83, 0.647 - 0.50, 0.598 - 1.62, 2.05 - 2.48, 1.06 - 1.68,
                                  1.29 - 1.88,  1.06 - 1.55,  3.14 - 3.06,  1.29 - 1.30};

}  // namespace

TEST_CASE("probabilities, estimate and bounds are those of the published example") {
    CHECK(rank_sum_below(anxiety, 0) == 40);
    // One-sided p = P(T <= 45 - 40) = 0.0195 (R: V = 40, p-value = 0.01953).
    CHECK_THAT(signed_rank_probability(9, 5), WithinAbs(0.01953125, 1e-15));
    // Estimate -0.46; 96.1 % interval (-0.786, -0.010), the one for a two-sided level of 95 %.
    CHECK_THAT(pseudo_median(Sample(anxiety)), WithinAbs(-0.46, 1e-12));
    const auto bounds = signed_rank_bounds(Sample(anxiety), 0.025);
    REQUIRE(bounds);
    CHECK_THAT(bounds->lower, WithinAbs(-0.786, 1e-12));
    CHECK_THAT(bounds->upper, WithinAbs(-0.010, 1e-12));
}

TEST_CASE("critical values are those of the published table") {
    // Largest T that is significant at the two-sided level of 5 %: University of York, Department of
    // Mathematics, "Critical values for T in the Wilcoxon matched-pairs signed-rank test" (2004).
    const std::vector<std::pair<std::size_t, std::size_t>> table{
        {6, 0},   {7, 2},   {8, 3},   {9, 5},   {10, 8},  {11, 10}, {12, 13}, {13, 17}, {14, 21}, {15, 25},
        {16, 29}, {17, 34}, {18, 40}, {19, 46}, {20, 52}, {21, 58}, {22, 65}, {23, 73}, {24, 81}, {25, 89}};
    for (const auto& [n, critical] : table) {
        CAPTURE(n);
        CHECK(signed_rank_probability(n, critical) <= 0.025);
        CHECK(signed_rank_probability(n, critical + 1) > 0.025);
    }
    CHECK(signed_rank_probability(5, 0) > 0.025);
}

TEST_CASE("probabilities agree with listing all signs, and are whole at their end") {
    for (std::size_t n = 1; n <= 12; ++n) {
        for (std::size_t statistic = 0; statistic <= n * (n + 1) / 2; ++statistic) {
            CAPTURE(n, statistic);
            REQUIRE(signed_rank_probability(n, statistic) ==
                    reference::signed_rank_probability(n, statistic));
        }
    }
    CHECK(signed_rank_probability(60, 1830) == 1);
    CHECK(signed_rank_probability(60, 1'000'000) == 1);
    CHECK_THAT(signed_rank_probability(60, 0), WithinRel(std::ldexp(1.0, -60), 1e-15));
    // Symmetric around 915: one half and half of the probability of the middle.
    const double middle = signed_rank_probability(60, 915) - signed_rank_probability(60, 914);
    CHECK_THAT(signed_rank_probability(60, 914), WithinRel((1 - middle) / 2, 1e-12));
}

TEST_CASE("estimate and bounds agree with their slow twins on awkward values, ties and zeros included") {
    Random random(17);
    int bounded = 0;
    for (int trial = 0; trial < 2000; ++trial) {
        const std::vector<double> values = ratchet::testing::awkward_values(random, 1);
        const double error = std::exp(-1 - 7 * random.uniform());
        INFO("trial " << trial << ", n = " << values.size() << ", error " << error);
        REQUIRE(pseudo_median(Sample(values)) == reference::pseudo_median(values));
        const auto fast = signed_rank_bounds(Sample(values), error);
        const auto slow = reference::signed_rank_bounds(values, error);
        REQUIRE(fast.has_value() == slow.has_value());
        if (fast) {
            ++bounded;
            REQUIRE(fast->lower == slow->first);
            REQUIRE(fast->upper == slow->second);
        }
    }
    CHECK(bounded > 500);
}

TEST_CASE("the bounds are where the test of the shifted values changes its mind") {
    Random random(4);
    for (const std::size_t n : {10, 14, 20, 30, 45, 60}) {
        std::vector<double> values;
        while (values.size() < n) {
            values.push_back(3 + random.normal());
        }
        const double error = 0.01 / 6;
        const auto bounds = signed_rank_bounds(Sample(values), error);
        REQUIRE(bounds);
        // A centre is rejected from below when hardly any rank lies below it.
        const auto rejected = [&](double centre) {
            return signed_rank_probability(n, rank_sum_below(values, centre)) <= error;
        };
        const double hair = 1e-9;
        CAPTURE(n);
        CHECK(rejected(bounds->lower - hair));
        CHECK_FALSE(rejected(bounds->lower + hair));
    }
}

TEST_CASE("the first look of a duet is the first at which bounds exist") {
    std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9};
    CHECK_FALSE(signed_rank_bounds(Sample(values), 0.01 / 6));
    values.push_back(10);
    CHECK(signed_rank_bounds(Sample(values), 0.01 / 6) == Interval{1, 10});
    CHECK_FALSE(signed_rank_bounds(Sample({1, 2, 3, 4, 5, 6}), 0.01));
    CHECK(signed_rank_bounds(Sample({1, 2, 3, 4, 5, 6, 7}), 0.01) == Interval{1, 7});
}

TEST_CASE("equal values and zeros are values like others") {
    const std::vector<double> zeros(10, 0.0);
    CHECK(pseudo_median(Sample(zeros)) == 0);
    CHECK(signed_rank_bounds(Sample(zeros), 0.01 / 6) == Interval{0, 0});
    CHECK(pseudo_median(Sample({7})) == 7);
    CHECK(signed_rank_bounds(Sample({7}), 0.5) == Interval{7, 7});
}

TEST_CASE("bounds miss the centre no more often than they may, of coarse values too") {
    // Rounded to a grid that leaves about five different values: ties and zeros everywhere. 4000 trials at
    // 1 % a side: 40 expected at most, and 3.3 standard deviations.
    for (const double grid : {0.0, 1.0}) {
        Random random(23);
        int missed_below = 0;
        int missed_above = 0;
        for (int trial = 0; trial < 4000; ++trial) {
            std::vector<double> values;
            while (values.size() < 12) {
                const double value = random.normal();
                values.push_back(grid > 0 ? std::round(value / grid) * grid : value);
            }
            const auto bounds = signed_rank_bounds(Sample(values), 0.01);
            missed_below += bounds->lower > 0 ? 1 : 0;
            missed_above += bounds->upper < 0 ? 1 : 0;
        }
        CAPTURE(grid);
        CHECK(missed_below <= 61);
        CHECK(missed_above <= 61);
        CHECK((grid > 0 || missed_below + missed_above >= 30));
    }
}

TEST_CASE("what cannot be counted is refused") {
    CHECK_THROWS_AS(signed_rank_probability(0, 0), ratchet::Error);
    CHECK_THROWS_AS(signed_rank_probability(61, 0), ratchet::Error);
    CHECK_THROWS_AS(signed_rank_bounds(Sample(std::vector<double>(61, 1.0)), 0.01), ratchet::Error);
    CHECK_THROWS_AS(signed_rank_bounds(Sample({1}), 0), ratchet::Error);
    CHECK_THROWS_AS(signed_rank_bounds(Sample({1}), 0.6), ratchet::Error);
}
