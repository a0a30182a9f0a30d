#include "session/process_stat.hpp"

#include "catch.hpp"

using ratchet::start_ticks_from_stat;

TEST_CASE("the start time is field 22 of a process's stat line") {
    CHECK(start_ticks_from_stat("7 (ctest) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 8231 99 1\n") ==
          8231u);
}

TEST_CASE("a command name with spaces and parentheses does not shift the fields") {
    CHECK(start_ticks_from_stat("7 (a) b (c) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 42 99 1") == 42u);
}

TEST_CASE("a stat line that is cut short has no start time") {
    CHECK_FALSE(start_ticks_from_stat(""));
    CHECK_FALSE(start_ticks_from_stat("7 ctest S 1"));
    CHECK_FALSE(start_ticks_from_stat("7 (ctest) S 1 7 7 0 -1"));
    CHECK_FALSE(start_ticks_from_stat("7 (ctest) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 x"));
}
