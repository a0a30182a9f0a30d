#include "statistics/share_changes.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using namespace ratchet::statistics;

namespace {

constexpr double z_of_one_test = 1.959964;

/// 60 and 40 of 100: p is 0.0047 by the score interval, far below 5 %.
const ShareChange certain{{600, 1000}, {400, 1000}};
const ShareChange unmoved{{500, 1000}, {500, 1000}};

}  // namespace

TEST_CASE("one change, and no change at all, are tested at the rate itself") {
    CHECK(discovery_z({}, 0.05) == Approx(z_of_one_test));
    CHECK(discovery_z({certain}, 0.05) == Approx(z_of_one_test));
    CHECK(discovery_z({unmoved}, 0.05) == Approx(z_of_one_test));
}

TEST_CASE("the more is tested without a discovery, the further away one must lie") {
    // Of four tests with one discovery the level is 0.05 / 4: z of 0.9875 + 0.00625 = 0.99375.
    CHECK(discovery_z({certain, unmoved, unmoved, unmoved}, 0.05) == Approx(2.497705));
    // With two discoveries 0.05 · 2 / 4.
    CHECK(discovery_z({certain, certain, unmoved, unmoved}, 0.05) == Approx(2.241403));
}

TEST_CASE("the ratio multiplies what is compared") {
    // 10 % more time in the same shares: every share grew.
    const ShareChange half{{50000, 100000}, {50000, 100000}};
    CHECK(discovery_z({half, half}, 0.05, {1.1, 0}) == Approx(z_of_one_test));
    CHECK(discovery_z({half, half}, 0.05, {1, 0}) == Approx(2.241403));
}

TEST_CASE("a rate outside (0, 1) is refused") {
    CHECK_THROWS_AS(discovery_z({}, 0), Error);
    CHECK_THROWS_AS(discovery_z({}, 1), Error);
    CHECK_THROWS_AS(discovery_z({{{1, 0}, {0, 1}}}, 0.05), Error);
}
