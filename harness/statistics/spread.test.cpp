#include "statistics/spread.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <cmath>

using namespace ratchet::statistics;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

TEST_CASE("the standard deviation has the divisor n - 1 and keeps its digits far from zero") {
    // NIST Statistical Reference Datasets, univariate summary statistics: NumAcc1 to NumAcc4. Their certified
    // standard deviations are 1, 0.1, 0.1 and 0.1; the data themselves are not exact in binary.
    CHECK(*standard_deviation(Sample({10000001, 10000003, 10000002})) == 1);
    for (const double offset : {1.2, 1000000.2, 10000000.2}) {
        std::vector<double> values{offset};
        for (int i = 0; i < 500; ++i) {
            values.push_back(offset - 0.1);
            values.push_back(offset + 0.1);
        }
        CHECK_THAT(*standard_deviation(Sample(values)), WithinRel(0.1, 1e-14 * offset));
    }
}

TEST_CASE("the median absolute deviation is the middle distance from the middle") {
    // Wikipedia, "Median absolute deviation", worked example.
    CHECK(*median_absolute_deviation(Sample({1, 1, 2, 2, 4, 6, 9})) == 1);
    CHECK(*median_absolute_deviation(Sample({1, 3})) == 1);
}

TEST_CASE("one value has no spread") {
    const Sample one({5});
    CHECK_FALSE(standard_deviation(one));
    CHECK_FALSE(median_absolute_deviation(one));
    CHECK_FALSE(coefficient_of_variation(one));
    CHECK_THROWS_AS(robust_scale(one), ratchet::Error);
}

TEST_CASE("the coefficient of variation is absent where the mean is not positive") {
    CHECK_THAT(*coefficient_of_variation(Sample({9, 11})), WithinRel(std::sqrt(2.0) / 10, 1e-15));
    CHECK_FALSE(coefficient_of_variation(Sample({-1, 1})));
    CHECK_FALSE(coefficient_of_variation(Sample({-3, -1})));
    CHECK_FALSE(coefficient_of_variation(Sample({0, 0})));
    CHECK_FALSE(coefficient_of_variation(Sample({-1e150, 1e150, 1e-200})));
    CHECK(*coefficient_of_variation(Sample({2, 2, 2})) == 0);
}

TEST_CASE("the robust scale lies between 1 and 1.5 times the scaled median absolute deviation") {
    // MAD 1 and standard deviations below, between and above.
    CHECK(robust_scale(Sample({-1, 0, 1})) == 1.4826);
    const Sample between({-2.5, -1, 0, 1, 2.5});
    CHECK(robust_scale(between) == *standard_deviation(between));
    CHECK(robust_scale(Sample({-1, 0, 1, 1000})) == 1.5 * 1.4826);
    CHECK(robust_scale(Sample({5, 5, 5, 5, 9})) == 0);
    CHECK(robust_scale(Sample({5, 5})) == 0);
}

TEST_CASE("residuals are taken from each group's own median") {
    CHECK(residuals_from_medians({{1, 2, 6}, {10, 20}}) == std::vector<double>{-1, 0, 4, -5, 5});
}

TEST_CASE("spreads agree with their slow twins on awkward samples") {
    Random random(77);
    for (int trial = 0; trial < 3000; ++trial) {
        const std::vector<double> values = ratchet::testing::awkward_values(random, 2);
        const Sample sample(values);
        INFO("trial " << trial << ", n = " << values.size());
        REQUIRE_THAT(*standard_deviation(sample), WithinRel(reference::standard_deviation(values), 1e-12));
        REQUIRE(*median_absolute_deviation(sample) == reference::median_absolute_deviation(values));
        REQUIRE_THAT(robust_scale(sample), WithinRel(reference::robust_scale(values), 1e-12));
    }
}
