#include "report/plot_axis.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("an axis shows every value with room at its ends") {
    const AxisRange range = axis_range({{1, 2, 3}, {2.5, 4}});
    CHECK(range.lower < 1);
    CHECK(range.upper > 4);
    CHECK(range.width() < 3.5);
}

TEST_CASE("without values, and with values that are all equal, an axis has a width") {
    CHECK(axis_range({}) == AxisRange{0, 1});
    CHECK(axis_range({{}, {}}) == AxisRange{0, 1});
    CHECK(axis_range({{100}}) == AxisRange{99, 101});
    CHECK(axis_range({{-100, -100}}) == AxisRange{-101, -99});
    CHECK(axis_range({{0, 0, 0}}) == AxisRange{-1, 1});
}

TEST_CASE("a value that would squeeze the others into a corner is left out") {
    const std::vector<double> steady{10.0, 10.1, 9.9, 10.2, 9.8, 10.0, 10.1, 9.9};
    std::vector<double> jumpy = steady;
    jumpy.push_back(1000);
    CHECK(axis_range({jumpy}) == axis_range({steady}));
    jumpy.back() = 10.9;  // far, and no squeeze
    CHECK(axis_range({jumpy}).holds(10.9));
    CHECK_FALSE(axis_range({{5, 5, 5, 5, 5, 5, 5, 500}}).holds(500));
}

TEST_CASE("groups that lie apart are both shown: a change of level is no outlier") {
    const AxisRange range = axis_range({{10, 10.1, 9.9, 10}, {100, 101, 99, 100}});
    CHECK(range.holds(9.9));
    CHECK(range.holds(101));
}

TEST_CASE("labels are few, at round numbers and with the decimals that tell them apart") {
    CHECK(axis_ticks(10).step == 2);
    CHECK(axis_ticks(10).decimals == 0);
    CHECK(axis_ticks(0.55).step == Approx(0.1));
    CHECK(axis_ticks(0.55).decimals == 1);
    CHECK(axis_ticks(0.2).step == Approx(0.05));
    CHECK(axis_ticks(0.2).decimals == 2);
    CHECK(axis_ticks(45).step == 10);
    CHECK(axis_ticks(4.9).step == 1);
    CHECK(axis_ticks(3e6).decimals == 0);
}
