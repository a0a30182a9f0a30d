#include "base/calendar.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("days are counted by the calendar, whatever the time of day") {
    CHECK(days_between("2026-12-31", "2026-12-31T23:59:59Z") == 0);
    CHECK(days_between("2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z") == 1);
    CHECK(days_between("2024-02-28", "2024-03-01") == 2);
    CHECK(days_between("2026-02-28", "2026-03-01") == 1);
    CHECK(days_between("2026-01-01", "2027-01-01") == 365);
    CHECK(days_between("2026-03-02", "2026-03-01") == -1);
}

TEST_CASE("what is no day is none") {
    for (const char* text : {"", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "2026-01-00", "31.12.2026",
                             "2026-1-31T00:00"}) {
        CAPTURE(text);
        CHECK_FALSE(days_between(text, "2026-12-31"));
        CHECK_FALSE(days_between("2026-12-31", text));
    }
}
