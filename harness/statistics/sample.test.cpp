#include "statistics/sample.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <limits>

using ratchet::Error;
using ratchet::ErrorCode;
using ratchet::statistics::Sample;

TEST_CASE("a sample keeps its values in the order they were taken") {
    const Sample sample({3, 1, 2, 1});
    CHECK(sample.values() == std::vector<double>{3, 1, 2, 1});
    CHECK(sample.size() == 4);
}

TEST_CASE("a sample of no values is refused") {
    try {
        const Sample sample({});
        FAIL("an empty sample was accepted");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::measurement);
    }
}

TEST_CASE("a sample names the first value that no estimator could handle") {
    const double bad =
        GENERATE(std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                 -std::numeric_limits<double>::infinity(), 1.1e150, -1.1e150);
    try {
        const Sample sample({1, bad, bad});
        FAIL("accepted " << bad);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::measurement);
        CHECK_THAT(error.message(), Catch::Matchers::Contains("value 2 of 3"));
    }
}

TEST_CASE("a sample accepts zero, negative, subnormal and the largest values") {
    CHECK_NOTHROW(
        Sample({0, -1, std::numeric_limits<double>::denorm_min(), Sample::largest, -Sample::largest}));
}
