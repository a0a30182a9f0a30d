#include "statistics/student_t.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "statistics/random.hpp"
#include "testing/reference_statistics.hpp"

#include <limits>

using namespace ratchet::statistics;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
namespace reference = ratchet::testing::reference;

TEST_CASE("quantiles of t agree with a published table") {
    // NIST/SEMATECH e-Handbook of Statistical Methods, upper critical values of Student's t distribution.
    CHECK_THAT(student_t_quantile(0.95, 1), WithinAbs(6.314, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, 1), WithinAbs(31.821, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, 2), WithinAbs(6.965, 0.0005));
    CHECK_THAT(student_t_quantile(0.975, 5), WithinAbs(2.571, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, 8), WithinAbs(2.896, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, 10), WithinAbs(2.764, 0.0005));
    CHECK_THAT(student_t_quantile(0.995, 30), WithinAbs(2.750, 0.0005));
    CHECK_THAT(student_t_quantile(0.9, 100), WithinAbs(1.290, 0.0005));
}

TEST_CASE("absent degrees of freedom mean the normal distribution") {
    CHECK_THAT(student_t_quantile(0.975, std::nullopt), WithinAbs(1.960, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, std::nullopt), WithinAbs(2.326, 0.0005));
    CHECK_THAT(student_t_quantile(0.99, std::nullopt), WithinRel(student_t_quantile(0.99, 1e9), 1e-8));
    CHECK_THAT(student_t_quantile(0.999, std::nullopt), WithinRel(reference::normal_quantile(0.999), 1e-12));
}

TEST_CASE("quantiles of t are symmetric and grow with the probability") {
    CHECK(student_t_quantile(0.5, 7.5) == 0);
    CHECK_THAT(student_t_quantile(0.01, 3.2), WithinRel(-student_t_quantile(0.99, 3.2), 1e-12));
    CHECK(student_t_quantile(0.99, 3) < student_t_quantile(0.999, 3));
    CHECK(student_t_quantile(0.99, 4) < student_t_quantile(0.99, 3));
}

TEST_CASE("a probability or degrees of freedom outside their range are refused") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const double bad : {0.0, 1.0, -0.5, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(student_t_quantile(bad, 5), ratchet::Error);
    }
    for (const double bad : {0.0, -1.0, infinity, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(student_t_quantile(0.99, bad), ratchet::Error);
    }
}

TEST_CASE("quantiles of t agree with their slow twin") {
    Random random(31);
    for (int trial = 0; trial < 25; ++trial) {
        const double degrees_of_freedom = 3 + 60 * random.uniform() * random.uniform();
        const double probability = 0.9 + 0.0995 * random.uniform();
        INFO("t(" << degrees_of_freedom << ", " << probability << ")");
        REQUIRE_THAT(student_t_quantile(probability, degrees_of_freedom),
                     WithinRel(reference::student_t_quantile(probability, degrees_of_freedom), 1e-7));
    }
}
