#include "statistics/between_variance.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/reference_statistics.hpp"

#include <cmath>
#include <limits>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

namespace {

constexpr double tiny = 1e-12;

GroupCentres exact(const std::vector<double>& values) {
    GroupCentres set;
    for (const double value : values) {
        set.push_back({value, 0});
    }
    return set;
}

/// Log relative risk and its variance from one trial's counts.
GroupCentre log_relative_risk(double treated_ill, double treated_well, double control_ill,
                              double control_well) {
    const double treated = treated_ill + treated_well;
    const double control = control_ill + control_well;
    return {std::log(treated_ill / treated / (control_ill / control)),
            1 / treated_ill - 1 / treated + 1 / control_ill - 1 / control};
}

}  // namespace

TEST_CASE("the variance between thirteen vaccine trials is the published one") {
    // The BCG trials of Colditz et al. (1994), log relative risk. Empirical Bayes and Paule-Mandel, which
    // solve the same equation, are listed for them as 0.318 (documentation of R's metafor, data set dat.bcg).
    const GroupCentres trials{
        log_relative_risk(4, 119, 11, 128),        log_relative_risk(6, 300, 29, 274),
        log_relative_risk(3, 228, 11, 209),        log_relative_risk(62, 13536, 248, 12619),
        log_relative_risk(33, 5036, 47, 5761),     log_relative_risk(180, 1361, 372, 1079),
        log_relative_risk(8, 2537, 10, 619),       log_relative_risk(505, 87886, 499, 87892),
        log_relative_risk(29, 7470, 45, 7232),     log_relative_risk(17, 1699, 65, 1600),
        log_relative_risk(186, 50448, 141, 27197), log_relative_risk(5, 2493, 3, 2338),
        log_relative_risk(27, 16886, 29, 17825)};
    const BetweenVariance between = paule_mandel({trials}, tiny);
    CHECK_THAT(between.value, WithinAbs(0.318, 0.0005));
    CHECK_THAT(between.degrees_of_freedom, WithinRel(12.0, 1e-12));
}

TEST_CASE("exact centres give the pooled sample variance and all degrees of freedom") {
    // Squares 2 with two degrees of freedom and 8 with one.
    const BetweenVariance between = paule_mandel({exact({0, 1, 2}), exact({10, 14})}, tiny);
    CHECK_THAT(between.value, WithinRel(10.0 / 3, 1e-11));
    CHECK_THAT(between.degrees_of_freedom, WithinRel(3.0, 1e-12));
}

TEST_CASE("one set of equally uncertain centres loses exactly their variance") {
    const BetweenVariance between = paule_mandel({{{0, 0.25}, {1, 0.25}, {2, 0.25}}}, tiny);
    CHECK_THAT(between.value, WithinRel(0.75, 1e-11));
}

TEST_CASE("a set of uncertain centres says next to nothing") {
    const GroupCentres sharp = exact({0, 0.01, 0.02});
    const GroupCentres vague{{0, 0.04}, {0.3, 0.04}, {0.6, 0.04}};
    const double alone = paule_mandel({sharp, sharp, sharp}, tiny).value;
    // A plain average of the excess variances would give 0.0126.
    const BetweenVariance between = paule_mandel({sharp, sharp, sharp, vague}, tiny);
    CHECK_THAT(between.value, WithinRel(alone, 0.01));
    CHECK_THAT(between.degrees_of_freedom, WithinRel(6.0, 0.01));
}

TEST_CASE("centres that a disturbance moved far away count for nothing, those of no disturbance for all") {
    const std::vector<double> calm{-1.5, -1.1, -0.8, -0.5, -0.2, 0, 0.2, 0.5, 0.8, 1.1, 1.5};
    const GroupCentres undisturbed = exact(calm);
    const BetweenVariance expected = paule_mandel({undisturbed}, tiny);
    CHECK(robust_between_variance({undisturbed}, tiny).value == expected.value);
    GroupCentres disturbed = undisturbed;
    disturbed.push_back({30, 0});
    disturbed.push_back({-40, 0});
    const BetweenVariance robust = robust_between_variance({disturbed}, tiny);
    CHECK(robust.value == expected.value);
    CHECK(robust.degrees_of_freedom == expected.degrees_of_freedom);
    CHECK(paule_mandel({disturbed}, tiny).value > 100 * expected.value);
}

TEST_CASE("one disturbed round of three in one scenario of several is told from a large variance") {
    const GroupCentres calm = exact({0, 0.01, 0.02});
    const GroupCentres disturbed = exact({0, 0.5, 0.02});
    const BetweenVariance robust = robust_between_variance({calm, calm, calm, calm, disturbed}, tiny);
    CHECK(robust.value < 3e-4);
    CHECK_THAT(robust.degrees_of_freedom, WithinRel(9.0, 1e-9));
    // All alike, it is the variance that is large.
    CHECK(robust_between_variance({disturbed, disturbed, disturbed}, tiny).value > 0.05);
}

TEST_CASE("the variance between groups is right on average, and as sure as it says") {
    // Sets of three as three rounds of a baseline give, and one set of thirteen.
    struct Row {
        std::size_t sets, groups;
    };
    for (const Row& row : {Row{6, 3}, Row{12, 3}, Row{2, 7}, Row{1, 13}, Row{1, 30}}) {
        Random random(3);
        std::vector<double> estimates;
        while (estimates.size() < 2000) {
            std::vector<GroupCentres> sets(row.sets, GroupCentres(row.groups));
            for (GroupCentres& set : sets) {
                for (GroupCentre& centre : set) {
                    centre.value = random.normal();
                }
            }
            estimates.push_back(robust_between_variance(sets, tiny).value);
        }
        INFO(row.sets << " sets of " << row.groups);
        const double mean = reference::mean(estimates);
        CHECK_THAT(mean, WithinRel(1.0, 0.04));
        const double deviation = reference::standard_deviation(estimates) / mean;
        const auto said = static_cast<double>(row.sets * (row.groups - 1));
        CHECK_THAT(2 / (deviation * deviation), WithinRel(said, 0.15));
    }
}

TEST_CASE("the variance between groups is not below its floor") {
    CHECK(paule_mandel({{{0, 1}, {0.1, 1}, {0.2, 1}}}, 0.01).value == 0.01);
    CHECK(paule_mandel({exact({3, 3, 3})}, 0.01).value == 0.01);
}

TEST_CASE("what is no group is refused") {
    CHECK_THROWS_AS(paule_mandel({}, tiny), ratchet::Error);
    CHECK_THROWS_AS(paule_mandel({exact({1})}, tiny), ratchet::Error);
    CHECK_THROWS_AS(paule_mandel({{{0, -1}, {1, 1}}}, tiny), ratchet::Error);
    CHECK_THROWS_AS(paule_mandel({{{0, std::numeric_limits<double>::infinity()}, {1, 1}}}, tiny),
                    ratchet::Error);
    CHECK_THROWS_AS(paule_mandel({exact({1, 2})}, 0), ratchet::Error);
    CHECK(paule_mandel({exact({1}), exact({1, 3})}, tiny).degrees_of_freedom == 1);
}

TEST_CASE("the variance between groups agrees with its slow twin") {
    Random random(23);
    for (int trial = 0; trial < 2000; ++trial) {
        std::vector<GroupCentres> sets(1 + random.index(4));
        const double scale = std::pow(10, static_cast<double>(random.index(7)) - 3);
        for (GroupCentres& set : sets) {
            const double offset = 1e3 * random.normal();
            set.resize(2 + random.index(5));
            for (GroupCentre& centre : set) {
                centre = {offset + scale * random.normal(), scale * scale * random.uniform()};
            }
        }
        const double least = scale * scale * 1e-4;
        const double value = paule_mandel(sets, least).value;
        INFO("trial " << trial << ", scale " << scale);
        REQUIRE_THAT(value, WithinRel(reference::paule_mandel(sets, least), 1e-6));
    }
}
