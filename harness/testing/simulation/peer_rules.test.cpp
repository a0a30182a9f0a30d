#include "testing/simulation/peer_rules.hpp"

#include "catch.hpp"

using namespace ratchet;
using namespace ratchet::testing;
using Catch::Matchers::WithinAbs;

TEST_CASE("the tests of other tools give their published examples") {
    // scipy.stats.mannwhitneyu, documentation: asymptotic with continuity correction.
    CHECK_THAT(mann_whitney_p({19, 22, 16, 29, 24}, {20, 11, 17, 12}), WithinAbs(0.11134688653314041, 1e-12));
    // rosettacode.org/wiki/Welch's_t-test, the first two pairs.
    CHECK_THAT(
        welch_p({27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4},
                {27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4}),
        WithinAbs(0.021378, 1e-6));
    CHECK_THAT(welch_p({17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8},
                       {21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8,
                        20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5, 23.5, 21.5, 21.8}),
               WithinAbs(0.148842, 1e-6));
    CHECK(mann_whitney_p({1, 1}, {1, 1}) == 1.0);
    CHECK(welch_p({1, 1}, {2, 2}) < 0.001);
}

TEST_CASE("every rule calls much slower slower, and neither the same nor faster") {
    statistics::Random random(5);
    std::vector<double> values;
    std::vector<double> slower;
    for (int i = 0; i < 30; ++i) {
        values.push_back(100 + random.normal());
        slower.push_back(values.back() * 1.2);
    }
    for (const PeerRule& rule : peer_rules()) {
        INFO(rule.name);
        CHECK(rule.says_slower({values, slower, values, slower}, random));
        CHECK_FALSE(rule.says_slower({values, values, values, values}, random));
        CHECK_FALSE(rule.says_slower({slower, values, slower, values}, random));
    }
}
