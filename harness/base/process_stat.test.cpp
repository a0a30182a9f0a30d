#include "base/process_stat.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a process's stat line is read by the numbers of its fields") {
    constexpr auto line =
        "7 (ctest) S 6 7 7 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 8231 99 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 "
        "1 0";
    CHECK(process_stat_field(line, stat_parent) == 6u);
    CHECK(process_stat_field(line, stat_start_ticks) == 8231u);
    CHECK(process_stat_field(line, stat_last_cpu) == 1u);
}

TEST_CASE("a command name with spaces and parentheses does not shift the fields") {
    CHECK(process_stat_field("7 (a) b (c) S 1 7 7 0 -1", stat_parent) == 1u);
}

TEST_CASE("a stat line that is cut short has no further fields") {
    CHECK_FALSE(process_stat_field("", stat_parent));
    CHECK_FALSE(process_stat_field("7 ctest S 1", stat_parent));
    CHECK_FALSE(process_stat_field("7 (ctest) S 1 7 7 0 -1", stat_start_ticks));
    CHECK_FALSE(process_stat_field("7 (ctest) S x", stat_parent));
}
