#include "report/compare_documents.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Contains;

namespace {

const ComparedSides sides{"old|session", "new"};

CompareRow row(const std::string& metric, std::optional<Verdict> verdict, const std::string& reason = "") {
    return {"g/s", metric, "s", false, 0.010, 0.011, Shift{0.0953, 0.09, 0.1}, verdict, reason};
}

CompareRow one_sided(std::optional<double> before, std::optional<double> now) {
    return {"g/one", "wall_time", "s", false, before, now, std::nullopt, std::nullopt, ""};
}

CompareRow unmeasured(const std::string& side) {
    return {"g/broken",           "", "", false, std::nullopt, std::nullopt, std::nullopt, Verdict::failed,
            side + ": it crashed"};
}

}  // namespace

TEST_CASE("each row is a test with the verdict's outcome") {
    const std::vector<CompareRow> rows{row("a", Verdict::regressed, "slower by at least 9 %"),
                                       row("b", Verdict::unchanged),
                                       row("c", Verdict::inconclusive),
                                       one_sided(1.0, std::nullopt),
                                       one_sided(std::nullopt, 1.0),
                                       unmeasured("A"),
                                       unmeasured("B")};
    const std::vector<JunitCase> cases = compare_junit(rows, sides).cases;
    REQUIRE(cases.size() == 7);
    CHECK(cases[0].outcome == JunitOutcome::failure);
    CHECK(cases[0].class_name == "compare.g");
    CHECK(cases[0].name == "s a");
    CHECK(cases[0].message ==
          "regressed: slower by at least 9 % (10.0 ms before, 11.0 ms now, +10.0 % [+9.4, +10.5])");
    CHECK(cases[1].outcome == JunitOutcome::passed);
    CHECK(cases[2].outcome == JunitOutcome::skipped);
    CHECK(cases[3].outcome == JunitOutcome::skipped);
    CHECK(cases[3].message == "removed (1.00 s before, – now)");
    CHECK(cases[4].message == "added (– before, 1.00 s now)");
    CHECK(cases[5].outcome == JunitOutcome::error);
    CHECK(cases[5].message == "failed: A: it crashed");
    CHECK(cases[5].name == "broken measured, A");
    CHECK(cases[6].name == "broken measured, B");  // GitLab drops a second test of one name
}

TEST_CASE("Markdown has the sides, the counts, the table and the reasons, escaped") {
    const std::string text = compare_markdown(
        {row("a", Verdict::regressed, "<img> | x"), row("b", Verdict::unchanged, "hidden")}, sides);
    CHECK_THAT(text, Contains("<code>old\\|session</code>") && Contains("`new`"));
    CHECK_THAT(text, Contains("2 comparisons: 1 regressed, 1 unchanged."));
    CHECK_THAT(text, Contains("| g/s | regressed | a |"));
    CHECK_THAT(text, Contains("- `g/s` regressed: &lt;img> \\| x\n"));
    CHECK(text.find("hidden") == std::string::npos);
    CHECK(text.back() == '\n');
    CHECK(text.find("\n\n\n") == std::string::npos);
}

TEST_CASE("Markdown of nothing is a sentence") {
    CHECK_THAT(compare_markdown({}, sides), Contains("0 comparisons."));
}

TEST_CASE("a change too large for a ratio is null in JSON") {
    CompareRow huge = row("a", Verdict::regressed);
    huge.shift = Shift{1000, 1, 2000};
    CHECK_THAT(compare_json({huge}), Contains("\"estimate\": null") && Contains("\"upper\": null"));
    CHECK_THAT(compare_json({one_sided(1.0, std::nullopt)}), Contains("\"verdict\": \"removed\"") &&
                                                                 Contains("\"now\": null") &&
                                                                 Contains("\"change\": null"));
}
