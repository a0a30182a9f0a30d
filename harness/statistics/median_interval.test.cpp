#include "statistics/median_interval.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <numeric>

using namespace ratchet::statistics;
namespace reference = ratchet::testing::reference;

namespace {

/// 1, 2, …, n: a bound is then the rank of its order statistic.
Sample ranks(std::size_t n) {
    std::vector<double> values(n);
    std::iota(values.begin(), values.end(), 1.0);
    return Sample(values);
}

struct Row {
    std::size_t n;
    double lower;
    double upper;
    double percent;
};

}  // namespace

TEST_CASE("the interval's ranks are those of a published table") {
    // Table "Confidence Intervals for the Population Median" (www.coursehero.com/file/5646626/A7), levels
    // there rounded to 0.1 %. Asked for 0.1 % less than that level the interval is the table's; for 0.1 %
    // more it is wider or absent.
    const Row row =
        GENERATE(Row{6, 1, 6, 96.9}, Row{8, 1, 8, 99.2}, Row{8, 2, 7, 93.0}, Row{9, 2, 8, 96.1},
                 Row{10, 2, 9, 97.9}, Row{10, 3, 8, 89.1}, Row{12, 3, 10, 96.1}, Row{15, 4, 12, 96.5},
                 Row{20, 4, 17, 99.7}, Row{20, 6, 15, 95.9}, Row{20, 7, 14, 88.5});
    const auto reached = median_interval(ranks(row.n), row.percent / 100 - 0.001);
    REQUIRE(reached);
    CHECK(*reached == Interval{row.lower, row.upper});
    const auto beyond = median_interval(ranks(row.n), row.percent / 100 + 0.001);
    CHECK((!beyond || beyond->lower == row.lower - 1));
}

TEST_CASE("bounds are absent when even the extreme values do not reach the confidence") {
    CHECK_FALSE(median_lower_bound(ranks(6), 0.99));
    CHECK(median_lower_bound(ranks(7), 0.99) == 1);
    CHECK_FALSE(median_upper_bound(ranks(6), 0.99));
    CHECK(median_upper_bound(ranks(7), 0.99) == 7);
    CHECK_FALSE(median_interval(ranks(7), 0.99));
    CHECK(median_interval(ranks(8), 0.99) == Interval{1, 8});
    CHECK_FALSE(median_interval(ranks(1), 0.5));
    // A third of 1 % needs 9 values: 2^-9 < 0.01 / 3 < 2^-8.
    CHECK_FALSE(median_lower_bound(ranks(8), 1 - 0.01 / 3));
    CHECK(median_lower_bound(ranks(9), 1 - 0.01 / 3) == 1);
}

TEST_CASE("a confidence that is exactly reached counts") {
    CHECK(median_lower_bound(ranks(9), 0.5) == 5);
    CHECK(median_lower_bound(ranks(10), 0.5) == 5);
    CHECK(median_interval(ranks(9), 0) == Interval{5, 5});
    CHECK(median_lower_bound(ranks(5), 1 - 0x1p-5) == 1);
    CHECK_FALSE(median_lower_bound(ranks(4), 1 - 0x1p-5));
}

TEST_CASE("a confidence outside its range is refused") {
    for (const double bad : {-0.1, 1.0, 1.5}) {
        CHECK_THROWS_AS(median_interval(ranks(9), bad), ratchet::Error);
        CHECK_THROWS_AS(median_lower_bound(ranks(9), bad), ratchet::Error);
    }
    CHECK_THROWS_AS(median_upper_bound(ranks(9), 0.4), ratchet::Error);
}

TEST_CASE("a large sample is handled") {
    // The normal approximation: rank 5000 - 2.576 * 50, to within one.
    const auto interval = median_interval(ranks(10000), 0.99);
    REQUIRE(interval);
    CHECK(std::abs(interval->lower - 4871) <= 1);
    CHECK(interval->lower + interval->upper == 10001);
}

TEST_CASE("bounds agree with their slow twin on awkward samples") {
    Random random(11);
    for (int trial = 0; trial < 2000; ++trial) {
        const std::vector<double> values = ratchet::testing::awkward_values(random, 1);
        const double error = 0.001 + 0.499 * random.uniform();
        const auto expected = reference::median_bounds(values, error);
        const auto lower = median_lower_bound(Sample(values), 1 - error);
        const auto upper = median_upper_bound(Sample(values), 1 - error);
        const auto both = median_interval(Sample(values), 1 - 2 * error);
        INFO("trial " << trial << ", n = " << values.size() << ", error " << error);
        REQUIRE(lower.has_value() == expected.has_value());
        REQUIRE(upper.has_value() == expected.has_value());
        REQUIRE(both.has_value() == expected.has_value());
        if (expected) {
            REQUIRE(*lower == expected->first);
            REQUIRE(*upper == expected->second);
            REQUIRE(*both == Interval{expected->first, expected->second});
        }
    }
}
