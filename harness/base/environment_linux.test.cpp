#include "base/environment_linux.hpp"

#include "base/monotonic_clock_linux.hpp"
#include "catch.hpp"

#include <cstdlib>

TEST_CASE("the environment is read with empty values and values that hold an equals sign") {
    ::setenv("RATCHET_TEST_PLAIN", "value", 1);
    ::setenv("RATCHET_TEST_EMPTY", "", 1);
    ::setenv("RATCHET_TEST_EQUALS", "a=b", 1);
    ::unsetenv("RATCHET_TEST_ABSENT");
    const auto variables = ratchet::read_environment();
    CHECK(variables.at("RATCHET_TEST_PLAIN") == "value");
    CHECK(variables.at("RATCHET_TEST_EMPTY").empty());
    CHECK(variables.at("RATCHET_TEST_EQUALS") == "a=b");
    CHECK(variables.count("RATCHET_TEST_ABSENT") == 0);
}

TEST_CASE("the monotonic clock never goes back") {
    const ratchet::MonotonicClock clock;
    std::int64_t previous = clock.now_ns();
    CHECK(previous > 0);
    for (int reading = 0; reading < 1000; ++reading) {
        const std::int64_t now = clock.now_ns();
        REQUIRE(now >= previous);
        previous = now;
    }
}
