#include "report/table.hpp"

#include "base/utf8.hpp"
#include "catch.hpp"
#include "text_lines.hpp"

using namespace ratchet;

namespace {

Table sample_table() {
    return {{{"name", Align::left, 0, true}, {"a", Align::right, 1}, {"b", Align::right, 2}, {"empty"}},
            {{{{"group/first_scenario"}, {"1.5 µs"}, {"x"}, {}}, {}},
             {{{"group/second_scenario"}, {"10 µs"}, {"yy"}, {}}, {}}}};
}

}  // namespace

TEST_CASE("columns are aligned by what is seen, and empty ones are left out") {
    CHECK(render_table(sample_table(), {80, false}) ==
          "name                        a   b\n"
          "─────────────────────────────────\n"
          "group/first_scenario   1.5 µs   x\n"
          "group/second_scenario   10 µs  yy\n");
}

TEST_CASE("too wide a table loses the columns that matter least first") {
    CHECK(testing::text_lines(render_table(sample_table(), {30, false})).front() ==
          "name                        a");
    CHECK(testing::text_lines(render_table(sample_table(), {22, false})).front() == "name");
}

TEST_CASE("then texts of the elastic column lose their middle") {
    const std::string text = render_table(sample_table(), {16, false});
    CHECK(testing::text_lines(text).at(2) == "group/f…scenario");
    CHECK(testing::text_lines(text).at(3) == "group/s…scenario");
}

TEST_CASE("a text that is longer than usual loses its middle before any column is lost") {
    Table table = sample_table();
    table.rows[0].cells[0].text = "first_" + std::string(100, 'x');
    const std::vector<std::string> lines = testing::text_lines(render_table(table, {60, false}));
    CHECK_THAT(lines.at(0), Catch::Matchers::EndsWith("a   b"));
    CHECK(display_width(lines.at(2)) == 60);
    const std::vector<std::string> narrow = testing::text_lines(render_table(table, {51, false}));
    CHECK_THAT(narrow.at(0), Catch::Matchers::EndsWith(" a"));
    CHECK(display_width(narrow.at(2)) == 51);  // what the lost column leaves is the name's again
}

TEST_CASE("no line is wider than asked for where the table can shrink") {
    const int columns = GENERATE(12, 20, 25, 33, 34, 120);
    for (const std::string& line : testing::text_lines(render_table(sample_table(), {columns, false}))) {
        CHECK(display_width(line) <= static_cast<std::size_t>(columns));
    }
}

TEST_CASE("notes stand under their row, indented and wrapped") {
    Table table = sample_table();
    table.rows.front().notes = {"one two three four five six", "next"};
    const std::vector<std::string> lines = testing::text_lines(render_table(table, {24, false}));
    CHECK(lines.at(3) == "    one two three four");
    CHECK(lines.at(4) == "    five six");
    CHECK(lines.at(5) == "    next");
}

TEST_CASE("a word that is longer than a line stays whole") {
    CHECK(wrapped("see /a/very/long/path/indeed now", 2, {12, false}) ==
          "  see\n  /a/very/long/path/indeed\n  now\n");
    CHECK(wrapped("", 2, {12, false}).empty());
    CHECK(wrapped("   ", 2, {12, false}).empty());
}

TEST_CASE("colour changes nothing but the colour") {
    Table table = sample_table();
    table.rows.front().cells.front().tone = Tone::bad;
    std::string coloured = render_table(table, {80, true});
    CHECK(coloured.find("\x1b[1;31mgroup/first_scenario\x1b[0m") != std::string::npos);
    for (std::size_t begin = 0; (begin = coloured.find('\x1b')) != std::string::npos;) {
        coloured.erase(begin, coloured.find('m', begin) - begin + 1);
    }
    CHECK(coloured == render_table(table, {80, false}));
}

TEST_CASE("a text cannot control the terminal or end its line") {
    Table table = sample_table();
    table.rows.front().cells.front().text = "a\x1b[31m\nb";
    table.rows.front().notes = {"c\rd"};
    const std::string text = render_table(table, {80, true});
    CHECK(text.find("a\\x1b[31m\\nb") != std::string::npos);
    CHECK(text.find("c\\rd") != std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("a table without rows is nothing at all") {
    CHECK(render_table({{{"name"}}, {}}, {80, false}).empty());
}
