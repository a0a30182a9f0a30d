#include "report/compare_plots.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

CompareRow plotted(const std::string& scenario, Verdict verdict) {
    CompareRow row;
    row.scenario = scenario;
    row.metric = "wall_time";
    row.unit = "s";
    row.before = 0.010;
    row.now = 0.011;
    row.shift = Shift{0.0953, 0.09, 0.1};
    row.verdict = verdict;
    row.values_before = {0.0099, 0.010, 0.0101, 0.010};
    row.values_now = {0.0111, 0.011, 0.0109, 0.011};
    return row;
}

}  // namespace

TEST_CASE("a comparison has the pictures of a suite, side A in the place of the baseline") {
    const std::vector<Plot> plots = compare_plots(
        {plotted("g/same", Verdict::unchanged), plotted("g/slow", Verdict::regressed)}, {"old", "new"});
    REQUIRE(plots.size() == 4);
    CHECK(plots[0].name == "changes");
    CHECK(plots[1].name == "runs");
    CHECK(plots[2].name == "distribution");
    CHECK(plots[3].name == "spread");
    for (const Plot& plot : plots) {
        CHECK_THAT(plot.script, Contains("new, against the baseline old"));
    }
    CHECK(plots[0].script.find("g/slow") < plots[0].script.find("g/same"));
    CHECK_THAT(plots[0].script, Contains("tolerated"));
    CHECK_THAT(plots[0].script, !Contains("must be detected"));  // no gate says what must be
    CHECK_THAT(plots[1].data, Contains("0.0111"));
    CHECK_THAT(plots[2].data, Contains("0.0099"));
}

TEST_CASE("what one side alone measured is in no picture, and without anything else there is none") {
    CompareRow added = plotted("g/added", Verdict::unchanged);
    added.before.reset();
    added.verdict.reset();
    CompareRow removed = plotted("g/removed", Verdict::unchanged);
    removed.now.reset();
    removed.verdict.reset();
    CHECK(compare_plots({added, removed}, {"a", "b"}).empty());
    CHECK(compare_plots({}, {"a", "b"}).empty());
    CHECK_THAT(compare_plots({added, plotted("g/both", Verdict::unchanged)}, {"a", "b"}).front().script,
               !Contains("g/added"));
}
