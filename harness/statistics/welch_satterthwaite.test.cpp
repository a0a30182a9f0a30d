#include "statistics/welch_satterthwaite.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/reference_statistics.hpp"

#include <algorithm>
#include <limits>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

TEST_CASE("effective degrees of freedom agree with published examples") {
    // JCGM 100:2008 (GUM), example in G.4.1: relative standard uncertainties of 0.25, 0.57 and 0.82 percent
    // from 10, 5 and 15 observations have 19.0 effective degrees of freedom.
    CHECK_THAT(*welch_satterthwaite({{0.25 * 0.25, 9}, {0.57 * 0.57, 4}, {0.82 * 0.82, 14}}),
               WithinAbs(19.0, 0.05));
    // Two equal variances on equal degrees of freedom pool to their sum, as in the ordinary t test.
    CHECK_THAT(*welch_satterthwaite({{3, 12}, {3, 12}}), WithinRel(24.0, 1e-14));
}

TEST_CASE("one term keeps its own degrees of freedom, whatever its size") {
    for (const double variance : {1e-300, 1.0, 1e300}) {
        CHECK_THAT(*welch_satterthwaite({{variance, 7}}), WithinRel(7.0, 1e-14));
        CHECK_THAT(*welch_satterthwaite({{variance, 7}, {0, 1}}), WithinRel(7.0, 1e-14));
    }
}

TEST_CASE("terms that are known exactly leave infinitely many degrees of freedom") {
    CHECK_FALSE(welch_satterthwaite({}));
    CHECK_FALSE(welch_satterthwaite({{0, 5}, {0, std::nullopt}}));
    CHECK_FALSE(welch_satterthwaite({{2, std::nullopt}, {0, 3}}));
    CHECK_THAT(*welch_satterthwaite({{1, std::nullopt}, {1, 5}}), WithinRel(20.0, 1e-14));
}

TEST_CASE("a variance or degrees of freedom that cannot be are refused") {
    CHECK_THROWS_AS(welch_satterthwaite({{-1, 5}}), ratchet::Error);
    CHECK_THROWS_AS(welch_satterthwaite({{std::numeric_limits<double>::infinity(), 5}}), ratchet::Error);
    CHECK_THROWS_AS(welch_satterthwaite({{1, 0}}), ratchet::Error);
    CHECK_THROWS_AS(welch_satterthwaite({{1, -2}}), ratchet::Error);
}

TEST_CASE("effective degrees of freedom agree with their slow twin and stay within their limits") {
    Random random(8);
    for (int trial = 0; trial < 2000; ++trial) {
        std::vector<VarianceTerm> terms;
        std::vector<reference::Term> same;
        double least = 1e9;
        double sum = 0;
        while (terms.size() < 3) {
            const double variance = random.index(8) == 0 ? 0 : random.uniform();
            const double degrees_of_freedom = 1 + 40 * random.uniform();
            terms.push_back({variance, degrees_of_freedom});
            same.push_back({variance, degrees_of_freedom});
            least = std::min(least, degrees_of_freedom);
            sum += degrees_of_freedom;
        }
        const auto effective = welch_satterthwaite(terms);
        const auto expected = reference::welch_satterthwaite(same);
        REQUIRE(effective.has_value() == expected.has_value());
        if (effective) {
            REQUIRE_THAT(*effective, WithinRel(*expected, 1e-12));
            REQUIRE(*effective >= least * (1 - 1e-12));
            REQUIRE(*effective <= sum * (1 + 1e-12));
        }
    }
}
