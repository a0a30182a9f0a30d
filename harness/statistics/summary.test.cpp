#include "statistics/summary.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cmath>
#include <numeric>

using Catch::Matchers::WithinRel;
using ratchet::MetricDefinition;
using ratchet::MetricSummary;
using ratchet::statistics::summarise;

namespace {

const MetricDefinition seconds{"s", ratchet::Direction::lower_is_better, ratchet::MetricScope::iteration};

std::vector<double> one_to(int n) {
    std::vector<double> values(static_cast<std::size_t>(n));
    std::iota(values.begin(), values.end(), 1.0);
    return values;
}

}  // namespace

TEST_CASE("a summary of twenty values has every figure") {
    const MetricSummary summary = summarise(one_to(20), seconds);
    CHECK(summary.definition == seconds);
    CHECK(summary.values == one_to(20));
    CHECK(summary.min == 1);
    CHECK(summary.max == 20);
    CHECK(summary.mean == 10.5);
    CHECK(summary.median == 10.5);
    CHECK_THAT(*summary.standard_deviation, WithinRel(std::sqrt(35.0), 1e-15));
    CHECK(*summary.median_absolute_deviation == 5);
    CHECK_THAT(*summary.coefficient_of_variation, WithinRel(std::sqrt(35.0) / 10.5, 1e-15));
    CHECK_THAT(*summary.p5, WithinRel(1.95, 1e-14));
    CHECK(*summary.p25 == 5.75);
    CHECK(*summary.p75 == 15.25);
    CHECK_THAT(*summary.p95, WithinRel(19.05, 1e-14));
    CHECK(summary.median_lower == 4);
    CHECK(summary.median_upper == 17);
}

TEST_CASE("figures that the number of values does not support are absent, never zero") {
    const MetricSummary one = summarise({3}, seconds);
    CHECK(one.min == 3);
    CHECK(one.max == 3);
    CHECK(one.median == 3);
    CHECK_FALSE(one.standard_deviation);
    CHECK_FALSE(one.median_absolute_deviation);
    CHECK_FALSE(one.coefficient_of_variation);
    CHECK_FALSE(one.p25);
    CHECK_FALSE(one.p75);

    const MetricSummary seven = summarise(one_to(7), seconds);
    CHECK(seven.p25);
    CHECK_FALSE(seven.p5);
    CHECK_FALSE(seven.p95);
    CHECK_FALSE(seven.median_lower);
    CHECK_FALSE(seven.median_upper);

    CHECK_FALSE(summarise(one_to(19), seconds).p95);
}

TEST_CASE("a summary keeps the order of the runs and takes extremes from anywhere") {
    const MetricSummary summary = summarise({5, -2, 9, 0}, seconds);
    CHECK(summary.values == std::vector<double>{5, -2, 9, 0});
    CHECK(summary.min == -2);
    CHECK(summary.max == 9);
}

TEST_CASE("no values, or one that is not finite, cannot be summarised") {
    CHECK_THROWS_AS(summarise({}, seconds), ratchet::Error);
    CHECK_THROWS_AS(summarise({1, std::nan("")}, seconds), ratchet::Error);
}
