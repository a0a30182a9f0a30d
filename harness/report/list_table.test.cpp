#include "report/list_table.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a scenario is listed with what is in force for it") {
    const Table table =
        list_table({{"g/a", "program", {"all", "quick"}, {"wall_time", "peak_rss <= 1MiB"}, "none", "text"},
                    {"g/b", "command", {}, {}, "", ""}});
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0].cells[2].text == "wall_time; peak_rss <= 1MiB");
    CHECK(table.rows[0].cells[3].text == "all, quick");
    CHECK(table.rows[0].notes == std::vector<std::string>{"text"});
    CHECK(table.rows[1].cells[2].text == "default");
    CHECK(table.rows[1].notes.empty());
}

TEST_CASE("of a group that is not built nothing is claimed") {
    const Table table = list_table({{"g", "not built", {}, {}, "", ""}});
    CHECK(table.rows.front().cells[1].text == "not built");
    CHECK(table.rows.front().cells[2].text.empty());
}
