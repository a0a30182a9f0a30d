#include "statistics/random.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cmath>
#include <vector>

using Catch::Matchers::WithinAbs;
using ratchet::statistics::Random;

TEST_CASE("the engine is the standard's") {
    // C++ standard, [rand.predef]: the 10000th value of a default-constructed mt19937_64, whose seed is 5489.
    Random random(5489);
    for (int i = 1; i < 10000; ++i) {
        random.uniform();
    }
    CHECK(random.uniform() == static_cast<double>(9981545732273789042ULL >> 11U) * 0x1p-53);
}

TEST_CASE("the same seed gives the same numbers, another seed others") {
    Random one(1);
    Random same(1);
    Random other(2);
    for (int i = 0; i < 100; ++i) {
        const double drawn = one.normal();
        CHECK(drawn == same.normal());
        CHECK(drawn != other.normal());
        CHECK(one.index(1000) == same.index(1000));
    }
}

TEST_CASE("uniform numbers lie in [0, 1) and are spread evenly") {
    Random random(3);
    double sum = 0;
    const int n = 100000;
    for (int i = 0; i < n; ++i) {
        const double drawn = random.uniform();
        REQUIRE(drawn >= 0);
        REQUIRE(drawn < 1);
        sum += drawn;
    }
    CHECK_THAT(sum / n, WithinAbs(0.5, 5 * std::sqrt(1.0 / 12 / n)));
}

TEST_CASE("indices are within range and equally likely") {
    Random random(4);
    std::vector<int> counts(7);
    const int n = 70000;
    for (int i = 0; i < n; ++i) {
        ++counts.at(random.index(counts.size()));
    }
    double chi_square = 0;
    for (const int count : counts) {
        chi_square += (count - 10000.0) * (count - 10000.0) / 10000.0;
    }
    CHECK(chi_square < 22.5);  // 99.9 % point with 6 degrees of freedom
    CHECK(random.index(1) == 0);
    CHECK_THROWS_AS(random.index(0), ratchet::Error);
}

TEST_CASE("indices of a range that does not divide the engine's are not biased") {
    // Without rejection, indices below 2^62 would come up twice as often as the others.
    Random random(6);
    const std::size_t count = 3ULL << 62U;
    int low = 0;
    const int n = 30000;
    for (int i = 0; i < n; ++i) {
        low += random.index(count) < (1ULL << 62U) ? 1 : 0;
    }
    CHECK_THAT(static_cast<double>(low) / n, WithinAbs(1.0 / 3, 5 * std::sqrt(2.0 / 9 / n)));
}

TEST_CASE("normal numbers have the moments and tails of the normal distribution") {
    Random random(5);
    const int n = 200000;
    double sum = 0;
    double squares = 0;
    double cubes = 0;
    int beyond = 0;
    for (int i = 0; i < n; ++i) {
        const double drawn = random.normal();
        sum += drawn;
        squares += drawn * drawn;
        cubes += drawn * drawn * drawn;
        beyond += drawn > 2.3263478740408408 ? 1 : 0;  // 99 % point
    }
    CHECK_THAT(sum / n, WithinAbs(0, 5 / std::sqrt(n)));
    CHECK_THAT(squares / n, WithinAbs(1, 5 * std::sqrt(2.0 / n)));
    CHECK_THAT(cubes / n, WithinAbs(0, 5 * std::sqrt(15.0 / n)));
    CHECK_THAT(static_cast<double>(beyond) / n, WithinAbs(0.01, 5 * std::sqrt(0.0099 / n)));
}
