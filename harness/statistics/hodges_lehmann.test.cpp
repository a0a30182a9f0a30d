#include "statistics/hodges_lehmann.hpp"

#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
namespace reference = ratchet::testing::reference;

TEST_CASE("the shift is the median of all differences of current less reference") {
    CHECK(hodges_lehmann_shift(Sample({1}), Sample({4})) == 3);
    CHECK(hodges_lehmann_shift(Sample({4}), Sample({1})) == -3);
    CHECK(hodges_lehmann_shift(Sample({0, 10}), Sample({1, 2, 30})) == 1.5);
}

TEST_CASE("the shift agrees with published data") {
    // Data of Hollander and Wolfe (1973), the examples of R's wilcox.test, which defines its "difference in
    // location" as the median of all differences. Permeability of the human chorioamnion at term and at 12 to
    // 26 weeks: the 25th and 26th of the 50 ordered differences are 0.30 and 0.31.
    const Sample term({0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46});
    const Sample weeks({1.15, 0.88, 0.90, 0.74, 1.21});
    CHECK_THAT(hodges_lehmann_shift(weeks, term), WithinAbs(0.305, 1e-15));
    CHECK_THAT(hodges_lehmann_shift(term, weeks), WithinAbs(-0.305, 1e-15));
    // Hamilton depression scale: R prints 0.5600562, because with ties it searches the root of a test
    // statistic (psiaims.github.io/CAMIS, "Non-parametric point estimation"); the estimator itself is 0.560.
    const Sample before({1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30});
    const Sample after({0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29});
    CHECK_THAT(hodges_lehmann_shift(after, before), WithinAbs(0.560, 1e-15));
}

TEST_CASE("a quarter of wild values on both sides does not move the shift out of the rest") {
    const Sample calm({10, 10.1, 10.2, 10.3, 1e9, -1e9});
    const Sample wild({11, 11.1, 11.2, 11.3, 1e12});
    CHECK_THAT(hodges_lehmann_shift(calm, wild), WithinAbs(1.0, 0.35));
}

TEST_CASE("the shift agrees with its slow twin on awkward samples") {
    Random random(5);
    for (int trial = 0; trial < 2000; ++trial) {
        const std::vector<double> x = ratchet::testing::awkward_values(random, 1);
        const std::vector<double> y = ratchet::testing::awkward_values(random, 1);
        INFO("trial " << trial << ", n = " << x.size() << " and " << y.size());
        REQUIRE(hodges_lehmann_shift(Sample(x), Sample(y)) == reference::hodges_lehmann_shift(x, y));
    }
}
