#include "model/change.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;

namespace {
const Shift slower{std::log(1.064), std::log(1.031), std::log(1.099)};
}

TEST_CASE("a longer time reads as an increase") {
    const RelativeChange change = relative_change(slower, false);
    CHECK(change.estimate == Approx(0.064));
    CHECK(change.lower == Approx(0.031));
    CHECK(change.upper == Approx(0.099));
    CHECK(format_change(slower, false) == "+6.4 % [+3.1, +9.9]");
}

TEST_CASE("a lower rate reads as a decrease with its bounds in order") {
    const RelativeChange change = relative_change(slower, true);
    CHECK(change.estimate == Approx(1 / 1.064 - 1));
    CHECK(change.lower == Approx(1 / 1.099 - 1));
    CHECK(change.upper == Approx(1 / 1.031 - 1));
    CHECK(format_change(slower, true) == "-6.0 % [-9.0, -3.0]");
}

TEST_CASE("an interval may span zero") {
    CHECK(format_change({0, std::log(0.98), std::log(1.02)}, false) == "0.0 % [-2.0, +2.0]");
}
