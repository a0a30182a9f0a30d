#include "statistics/log_scale.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cmath>
#include <limits>

using ratchet::Direction;
using ratchet::statistics::log_scale;

TEST_CASE("on the log scale up is worse in both directions") {
    const auto times = log_scale({1, 2}, Direction::lower_is_better, "wall_time");
    CHECK(times == std::vector<double>{0, std::log(2.0)});
    const auto rates = log_scale({1, 2}, Direction::higher_is_better, "throughput");
    CHECK(rates == std::vector<double>{0, -std::log(2.0)});
}

TEST_CASE("a value without a logarithm is refused with a budget proposed") {
    const double bad = GENERATE(0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                                std::numeric_limits<double>::infinity());
    try {
        log_scale({1, bad}, Direction::lower_is_better, "major_faults");
        FAIL("accepted " << bad);
    } catch (const ratchet::Error& error) {
        CHECK(error.code() == ratchet::ErrorCode::usage);
        CHECK_THAT(error.what(), Catch::Matchers::Contains("major_faults <= <limit>"));
    }
    CHECK_THROWS_WITH(log_scale({0}, Direction::higher_is_better, "quality"),
                      Catch::Matchers::Contains("quality >= <limit>"));
}
