#include "statistics/false_discovery.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <algorithm>

using Catch::Matchers::WithinRel;
using ratchet::statistics::discovery_threshold;

TEST_CASE("the example of Benjamini and Hochberg (1995) has four discoveries at 5 %") {
    // Their section 3.2: fifteen comparisons; the fourth p value is the last below i/15 · 0.05.
    const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const double threshold = discovery_threshold(p, 0.05);
    CHECK_THAT(threshold, WithinRel(4 * 0.05 / 15, 1e-12));
    CHECK(std::ranges::count_if(p, [&](double value) { return value <= threshold; }) == 4);
}

TEST_CASE("a p value above its own threshold is a discovery where a larger one is below its") {
    // 0.03 > 0.05 · 1/2, but 0.04 <= 0.05 · 2/2.
    CHECK_THAT(discovery_threshold({0.04, 0.03}, 0.05), WithinRel(0.05, 1e-12));
}

TEST_CASE("without a discovery the threshold is that of Bonferroni, which no p value reaches") {
    CHECK_THAT(discovery_threshold({0.2, 0.5, 0.9, 1}, 0.05), WithinRel(0.0125, 1e-12));
    CHECK_THAT(discovery_threshold({0.013, 0.5, 0.9, 1}, 0.05), WithinRel(0.0125, 1e-12));
}

TEST_CASE("one test is a test at the rate, and none has its threshold") {
    CHECK(discovery_threshold({0.04}, 0.05) == 0.05);
    CHECK(discovery_threshold({}, 0.05) == 0.05);
    CHECK(discovery_threshold({0, 0}, 0.05) == 0.05);
}

TEST_CASE("where nothing differs there is a discovery in five of a hundred cases") {
    ratchet::statistics::Random random(11);
    int cases = 0;
    for (int trial = 0; trial < 4000; ++trial) {
        std::vector<double> p(50);
        std::ranges::generate(p, [&] { return random.uniform(); });
        cases += *std::ranges::min_element(p) <= discovery_threshold(p, 0.05) ? 1 : 0;
    }
    CHECK(cases > 4000 * 0.04);
    CHECK(cases < 4000 * 0.06);
}

TEST_CASE("what is no rate or no p value is refused") {
    for (const double rate : {0.0, 1.0, -0.1}) {
        CHECK_THROWS_AS(discovery_threshold({0.5}, rate), ratchet::Error);
    }
    CHECK_THROWS_AS(discovery_threshold({0.5, 1.1}, 0.05), ratchet::Error);
    CHECK_THROWS_AS(discovery_threshold({-0.1}, 0.05), ratchet::Error);
}
