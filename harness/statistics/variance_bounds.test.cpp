#include "statistics/variance_bounds.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"

#include <cmath>
#include <limits>

using namespace ratchet::statistics;
using Catch::Matchers::WithinRel;

namespace {

/// Eleven centres with the variance 11.
std::vector<double> eleven(double scale = 1) {
    std::vector<double> centres;
    for (int i = -5; i <= 5; ++i) {
        centres.push_back(scale * i);
    }
    return centres;
}

struct Simulated {
    std::vector<double> centres;
    double within = 0;  ///< as it was estimated
};

/// Twelve groups of `size` normal values with the sd 1 around centres with the sd `between`.
Simulated simulate(Random& random, double between, int size) {
    Simulated result;
    double squares = 0;
    for (int group = 0; group < 12; ++group) {
        const double centre = between * random.normal();
        std::vector<double> values;
        double sum = 0;
        for (int i = 0; i < size; ++i) {
            values.push_back(centre + random.normal());
            sum += values.back();
        }
        const double mean = sum / size;
        result.centres.push_back(mean);
        for (const double value : values) {
            squares += (value - mean) * (value - mean);
        }
    }
    result.within = squares / (12.0 * (size - 1)) / size;
    return result;
}

}  // namespace

TEST_CASE("centres that are known exactly have the interval of a variance") {
    // Tables: the 1 % and 99 % points of chi squared with 10 degrees of freedom are 2.558 and 23.209.
    const BoundedVariance between = bounded_variance_between(eleven(), 0, 30, 0.01);
    CHECK_THAT(between.estimate, WithinRel(11.0, 1e-12));
    CHECK_THAT(between.lower, WithinRel(110 / 23.209, 1e-3));
    CHECK_THAT(between.upper, WithinRel(110 / 2.558, 1e-3));
}

TEST_CASE("the lower bound leaves 0 where the F test finds a difference") {
    // Tables: the 99 % point of F with 10 and 30 degrees of freedom is 2.98.
    CHECK(bounded_variance_between(eleven(), 11 / 2.97, 30, 0.01).lower == 0);
    CHECK(bounded_variance_between(eleven(), 11 / 2.99, 30, 0.01).lower > 0);
    CHECK(bounded_variance_between(eleven(), 11 / 2.97, 30, 0.02).lower > 0);
}

TEST_CASE("what the scatter explains is no difference, and never a negative one") {
    const BoundedVariance none = bounded_variance_between(eleven(), 1000, 30, 0.01);
    CHECK(none.estimate == 0);
    CHECK(none.lower == 0);
    CHECK(none.upper == 0);
    const BoundedVariance equal = bounded_variance_between({3, 3, 3}, 0, 30, 0.01);
    CHECK(equal.estimate == 0);
    CHECK(equal.upper == 0);
}

TEST_CASE("two centres are enough") {
    CHECK_THAT(bounded_variance_between({1, 3}, 0, 10, 0.01).estimate, WithinRel(2.0, 1e-12));
}

TEST_CASE("the bounds go with the square of the scale") {
    const BoundedVariance one = bounded_variance_between(eleven(), 2, 30, 0.01);
    const BoundedVariance other = bounded_variance_between(eleven(1e-3), 2e-6, 30, 0.01);
    CHECK_THAT(other.estimate, WithinRel(one.estimate * 1e-6, 1e-9));
    CHECK_THAT(other.lower, WithinRel(one.lower * 1e-6, 1e-9));
    CHECK_THAT(other.upper, WithinRel(one.upper * 1e-6, 1e-9));
}

TEST_CASE("each bound is missed about as often as it says, and the estimate is right on average") {
    constexpr int trials = 4000;
    for (const double between : {0.0, 0.5, 2.0}) {
        for (const int size : {4, 10}) {
            Random random(5);
            int above = 0;
            int below = 0;
            double sum = 0;
            for (int trial = 0; trial < trials; ++trial) {
                const Simulated seen = simulate(random, between, size);
                const BoundedVariance bounds =
                    bounded_variance_between(seen.centres, seen.within, 12.0 * (size - 1), 0.01);
                above += bounds.lower > between * between ? 1 : 0;
                below += bounds.upper < between * between ? 1 : 0;
                sum += bounds.estimate;
            }
            INFO(between << " between groups of " << size);
            CHECK(above <= trials * 15 / 1000);
            CHECK(below <= trials * 15 / 1000);
            if (between > 1) {
                CHECK_THAT(sum / trials, WithinRel(between * between, 0.03));
            }
        }
    }
}

TEST_CASE("what has no variance between is refused") {
    const double infinite = std::numeric_limits<double>::infinity();
    CHECK_THROWS_AS(bounded_variance_between({1}, 1, 1, 0.01), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, -1, 1, 0.01), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, infinite, 1, 0.01), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, 1, 0, 0.01), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, 1, infinite, 0.01), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, 1, 1, 0), ratchet::Error);
    CHECK_THROWS_AS(bounded_variance_between({1, 2}, 1, 1, 0.5), ratchet::Error);
}
