#include "report/compare_table.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

CompareRow compared(const std::string& scenario, Verdict verdict) {
    return {scenario, "wall_time", "s", false, 0.010, 0.011, Shift{0.0953, 0.09, 0.1}, verdict, "because"};
}

std::vector<std::string> column(const Table& table, std::size_t index) {
    std::vector<std::string> texts;
    for (const Row& row : table.rows) {
        texts.push_back(row.cells.at(index).text);
    }
    return texts;
}

const CompareRow new_one{"z/new", "wall_time", "s", false, std::nullopt, 1.0, std::nullopt, std::nullopt, ""};
const CompareRow old_one{"a/old", "wall_time", "s", false, 1.0, std::nullopt, std::nullopt, std::nullopt, ""};

}  // namespace

TEST_CASE("worst comparisons come first, what exists on one side only last") {
    const Table table =
        compare_table({new_one, compared("b/b", Verdict::unchanged), old_one,
                       compared("c/c", Verdict::regressed), compared("a/a", Verdict::unchanged)});
    CHECK(column(table, 0) == std::vector<std::string>{"c/c", "a/a", "b/b", "a/old", "z/new"});
    CHECK(column(table, 1) ==
          std::vector<std::string>{"regressed", "unchanged", "unchanged", "removed", "added"});
}

TEST_CASE("what is missing is never a number") {
    const Table table = compare_table({old_one, new_one});
    CHECK(column(table, 3) == std::vector<std::string>{"1.00 s", "–"});
    CHECK(column(table, 4) == std::vector<std::string>{"–", "1.00 s"});
    CHECK(column(table, 5) == std::vector<std::string>{"–", "–"});
}

TEST_CASE("a comparison that was refused has a reason and no change") {
    CompareRow row = compared("a/a", Verdict::incomparable);
    row.shift.reset();
    const Table table = compare_table({row});
    CHECK(table.rows.front().cells.back().text == "–");
    CHECK(table.rows.front().notes == std::vector<std::string>{"because"});
}

TEST_CASE("counts tell what was compared and what could not be") {
    CHECK(compare_counts({}) == "0 comparisons.");
    CHECK(compare_counts({compared("a/a", Verdict::regressed), compared("a/b", Verdict::unchanged),
                          compared("a/c", Verdict::unchanged)}) ==
          "3 comparisons: 1 regressed, 2 unchanged.");
    CHECK(compare_counts({new_one, old_one, new_one}) == "0 comparisons; 1 removed; 2 added.");
}
