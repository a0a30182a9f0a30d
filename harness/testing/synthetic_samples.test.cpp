#include "testing/synthetic_samples.hpp"

#include "catch.hpp"
#include "testing/reference_statistics.hpp"

#include <algorithm>
#include <cmath>

using namespace ratchet::testing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using ratchet::statistics::Random;

TEST_CASE("synthetic runs scatter and drift as their model says") {
    Random random(1);
    const NoiseModel model{.run_sd = 0.02, .drift_share = 0.6, .outlier_share = 0};
    const std::vector<double> values = SyntheticSession(model, random).take(40000, 5);
    CHECK_THAT(reference::mean(values), WithinAbs(5, 0.001));
    CHECK_THAT(reference::standard_deviation(values), WithinRel(0.02, 0.03));
    double neighbours = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        neighbours += (values[i - 1] - 5) * (values[i] - 5) / static_cast<double>(values.size());
    }
    CHECK_THAT(neighbours / (0.02 * 0.02), WithinAbs(0.6 * 0.6 * 0.7, 0.03));
}

TEST_CASE("synthetic outliers are slow, as many and as far as their model says") {
    Random random(2);
    const NoiseModel model{.run_sd = 1, .drift_share = 0, .outlier_share = 0.06, .outlier_excess_sd = 1000};
    const std::vector<double> values = SyntheticSession(model, random).take(40000, 0);
    CHECK(*std::min_element(values.begin(), values.end()) > -6);
    CHECK_THAT(reference::mean(values), WithinRel(60.0, 0.1));
}
