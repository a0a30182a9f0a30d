#include "statistics/serial.hpp"

#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/reference_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

namespace {

using Values = std::vector<double>;

Values normal_values(Random& random, std::size_t count) {
    Values values;
    while (values.size() < count) {
        values.push_back(random.normal());
    }
    return values;
}

}  // namespace

TEST_CASE("a trend's probability is the tabled one") {
    // One-sided, Kendall, "Rank Correlation Methods", table 1: n = 4, S = 6: 0.042; n = 5, S = 8: 0.042;
    // n = 8, S = 16: 0.031; n = 10, S = 21: 0.036.
    CHECK_THAT(mann_kendall(Sample({1, 2, 3, 4})).probability / 2, WithinAbs(0.042, 0.0005));
    const Trend five = mann_kendall(Sample({1, 2, 3, 5, 4}));
    CHECK(five.score == 8);
    CHECK_THAT(five.probability / 2, WithinAbs(0.042, 0.0005));
    const Trend eight = mann_kendall(Sample({4, 3, 2, 1, 5, 6, 7, 8}));
    CHECK(eight.score == 16);
    CHECK_THAT(eight.probability / 2, WithinAbs(0.031, 0.0005));
    const Trend ten = mann_kendall(Sample({5, 4, 3, 2, 6, 1, 8, 7, 9, 10}));
    CHECK(ten.score == 21);
    CHECK_THAT(ten.probability / 2, WithinAbs(0.036, 0.0005));
}

TEST_CASE("a trend has the sign of its direction, and the same probability either way") {
    const Trend up = mann_kendall(Sample({1, 3, 2, 4, 5, 6}));
    const Trend down = mann_kendall(Sample({6, 4, 5, 3, 2, 1}));
    CHECK(up.score == 13);
    CHECK(down.score == -13);
    CHECK(up.probability == down.probability);
}

TEST_CASE("what cannot have a trend has none") {
    CHECK(mann_kendall(Sample({1, 2})).probability == 1);
    CHECK(mann_kendall(Sample({2, 2, 2, 2})).probability == 1);
    CHECK(mann_kendall(Sample({2, 2, 2, 2})).score == 0);
}

TEST_CASE("with ties the variance is smaller") {
    // n = 6 with one pair of ties: (6*5*17 - 2*1*9) / 18 = 27.33; S = 14.
    const Trend tied = mann_kendall(Sample({1, 2, 2, 3, 4, 5}));
    CHECK(tied.score == 14);
    CHECK_THAT(tied.probability, WithinRel(std::erfc(13 / std::sqrt(2 * 492.0 / 18)), 1e-12));
}

TEST_CASE("the exact probability of a trend nears the normal one, which takes over from it") {
    Random random(4);
    const double n = most_exact_trend;
    for (int trial = 0; trial < 50; ++trial) {
        const Trend trend = mann_kendall(Sample(normal_values(random, most_exact_trend)));
        const double z = std::max(std::abs(trend.score) - 1, 0.0) / std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
        CHECK_THAT(trend.probability, WithinAbs(std::erfc(z / std::sqrt(2.0)), 0.002));
    }
    CHECK(mann_kendall(Sample(normal_values(random, most_exact_trend + 1))).probability > 0);
}

TEST_CASE("as many samples without a trend show one as the probability says") {
    Random random(5);
    const int trials = 4000;
    int found = 0;
    for (int trial = 0; trial < trials; ++trial) {
        found += mann_kendall(Sample(normal_values(random, 12))).probability <= 0.01 ? 1 : 0;
    }
    CHECK(found <= 40 + 19);  // three standard deviations
    CHECK(found >= 10);       // the distribution is discrete: somewhat below 1 %
}

TEST_CASE("trend, autocorrelation and outliers agree with their slow twins") {
    Random random(6);
    for (int trial = 0; trial < 1000; ++trial) {
        Values values = normal_values(random, 3 + random.index(5));
        CHECK_THAT(mann_kendall(Sample(values)).probability,
                   WithinRel(reference::trend_probability(values), 1e-12));
        CHECK_THAT(lag_one_autocorrelation(Sample(values)).value(),
                   WithinAbs(reference::lag_one_autocorrelation(values), 1e-12));
    }
}

TEST_CASE("values that follow each other are correlated with the next, those that alternate against it") {
    CHECK_THAT(lag_one_autocorrelation(Sample({1, 2, 3, 4})).value(), WithinAbs(0.25, 1e-12));
    CHECK_THAT(lag_one_autocorrelation(Sample({1, -1, 1, -1})).value(), WithinAbs(-0.75, 1e-12));
    CHECK_FALSE(lag_one_autocorrelation(Sample({1, 2})));
    CHECK_FALSE(lag_one_autocorrelation(Sample({2, 2, 2})));
}

TEST_CASE("outliers lie beyond Tukey's fences") {
    // Quartiles 3 and 7, fences -3 and 13.
    CHECK(outlier_share(Sample({1, 2, 3, 4, 5, 6, 7, 8, 13})) == 0);
    CHECK(outlier_share(Sample({-3, 2, 3, 4, 5, 6, 7, 8, 9})) == 0);
    CHECK_THAT(outlier_share(Sample({-3.1, 2, 3, 4, 5, 6, 7, 8, 13.1})), WithinRel(2.0 / 9, 1e-12));
    CHECK(outlier_share(Sample({1, 1, 1, 1, 9})) == 0);
    CHECK(outlier_share(Sample({1})) == 0);
}

TEST_CASE("two values have no direction, however far apart they are") {
    CHECK(mann_kendall(Sample({1, 1000})).score == 0);
    CHECK(mann_kendall(Sample({1000, 1})).score == 0);
    CHECK(mann_kendall(Sample({1, 2, 3})).score == 3);
}

TEST_CASE("sixty values are the most of which the probability of a trend is exact") {
    Values rising(most_exact_trend);
    std::iota(rising.begin(), rising.end(), 1.0);
    // Of the orders of n values one only rises and one only falls.
    CHECK_THAT(mann_kendall(Sample(rising)).probability, WithinRel(2 / std::tgamma(61.0), 1e-9));
    rising.push_back(61);
    // S = 61 * 60 / 2 = 1830, and its variance 61 * 60 * 127 / 18.
    const double z = 1829 / std::sqrt(61 * 60 * 127 / 18.0);
    CHECK_THAT(mann_kendall(Sample(rising)).probability, WithinRel(std::erfc(z / std::sqrt(2.0)), 1e-9));
}
