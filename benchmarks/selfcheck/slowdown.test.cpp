#include "slowdown.hpp"

#include "catch.hpp"

#include <stdexcept>

using namespace selfcheck;

TEST_CASE("without the variable nothing is slowed down") {
    CHECK(parse_slowdown(nullptr) == 0);
    CHECK(slowed(400'000, 0) == 400'000);
}

TEST_CASE("a slowdown is extra work in exact proportion") {
    CHECK(slowed(400'000, parse_slowdown("0.10")) == 440'000);
    CHECK(slowed(400'000, parse_slowdown("1")) == 800'000);
    CHECK(slowed(400'000, parse_slowdown("-0.25")) == 300'000);
    CHECK(slowed(100'000, parse_slowdown("1e-5")) == 100'001);
    CHECK(slowed(100'000, parse_slowdown("10")) == 1'100'000);
}

TEST_CASE("anything but a number in range is refused with the variable's name and value") {
    for (const char* text :
         {"", " 0.1", "0.1 ", "+0.1", "ten", "10%", "0,1", "-1", "10.5", "nan", "inf", "1e999"}) {
        CHECK_THROWS_WITH(parse_slowdown(text), Catch::Matchers::Contains("RATCHET_SELFCHECK_SLOWDOWN is \"" +
                                                                          std::string(text) + "\""));
    }
}
