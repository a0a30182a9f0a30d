#include "statistics/location.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <algorithm>
#include <cmath>

using namespace ratchet::statistics;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

TEST_CASE("the median is the middle value, or the mean of the two middle ones") {
    CHECK(median(Sample({7})) == 7);
    CHECK(median(Sample({4, 1})) == 2.5);
    CHECK(median(Sample({9, 1, 5})) == 5);
    CHECK(median(Sample({4, 1, 100, 2})) == 3);
    CHECK(median(Sample({Sample::largest, Sample::largest})) == Sample::largest);
}

TEST_CASE("quantiles are those of type 7") {
    // The 40th percentile of these five by the method of spreadsheets is 29: Wikipedia, "Percentile", worked
    // examples of the linear interpolation between closest ranks, C = 1.
    const Sample sample({15, 20, 35, 40, 50});
    CHECK_THAT(quantile(sample, 0.40), WithinRel(29.0, 1e-14));
    CHECK(quantile(sample, 0) == 15);
    CHECK(quantile(sample, 0.25) == 20);
    CHECK(quantile(sample, 0.5) == 35);
    CHECK(quantile(sample, 1) == 50);
    CHECK(quantile(Sample({3}), 0.95) == 3);
    for (const double outside : {-0.01, 1.01, std::nan("")}) {
        CHECK_THROWS_AS(quantile(sample, outside), ratchet::Error);
    }
}

TEST_CASE("a quantile is absent below the number of values that supports it") {
    const auto smallest_n = [](double probability) {
        for (std::size_t n = 1; n < 200; ++n) {
            if (supported_quantile(Sample(std::vector<double>(n, 1.0)), probability)) {
                return n;
            }
        }
        return std::size_t{0};
    };
    CHECK(smallest_n(0.05) == 20);
    CHECK(smallest_n(0.95) == 20);
    CHECK(smallest_n(0.25) == 4);
    CHECK(smallest_n(0.75) == 4);
    CHECK(smallest_n(0.5) == 2);
    CHECK(smallest_n(0.9) == 10);
    CHECK(smallest_n(0.01) == 100);
    CHECK(smallest_n(0) == 0);
    CHECK(smallest_n(1) == 0);
    CHECK(*supported_quantile(Sample({15, 20, 35, 40, 50}), 0.25) == 20);
}

TEST_CASE("the mean keeps its digits far from zero") {
    // NIST Statistical Reference Datasets, univariate summary statistics: NumAcc1 and NumAcc4, certified
    // means.
    CHECK(mean(Sample({10000001, 10000003, 10000002})) == 10000002);
    std::vector<double> numacc4{10000000.2};
    for (int i = 0; i < 500; ++i) {
        numacc4.push_back(10000000.1);
        numacc4.push_back(10000000.3);
    }
    CHECK_THAT(mean(Sample(numacc4)), WithinRel(10000000.2, 1e-15));
}

TEST_CASE("locations agree with their slow twins on awkward samples") {
    Random random(20240501);
    for (int trial = 0; trial < 3000; ++trial) {
        const std::vector<double> values = ratchet::testing::awkward_values(random, 1);
        const Sample sample(values);
        const double size = std::abs(*std::max_element(
            values.begin(), values.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
        const double probability = random.uniform();
        INFO("trial " << trial << ", n = " << values.size());
        REQUIRE(std::abs(mean(sample) - reference::mean(values)) <= 1e-14 * size);
        REQUIRE(median(sample) == reference::median(values));
        REQUIRE(std::abs(quantile(sample, probability) - reference::quantile(values, probability)) <=
                1e-14 * size);
        REQUIRE(std::abs(quantile(sample, 0.5) - median(sample)) <= 1e-14 * size);
    }
}
