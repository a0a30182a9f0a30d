#include "golden.hpp"

#include "catch.hpp"
#include "plotted_suites.hpp"
#include "report/baseline_table.hpp"
#include "report/compare_documents.hpp"
#include "report/github.hpp"
#include "report/list_table.hpp"
#include "report/markdown.hpp"
#include "report/openmetrics.hpp"
#include "report/session_junit.hpp"
#include "report/suite_plots.hpp"
#include "report/verdict_table.hpp"
#include "sample_session.hpp"

#include <cmath>

using namespace ratchet;
using ratchet::testing::golden_difference;

namespace {

std::vector<CompareRow> sample_comparison() {
    const Shift slower{std::log(1.08), std::log(1.05), std::log(1.11)};
    const Shift same{0.001, -0.012, 0.014};
    return {
        {"tree_search/cheap_eval", "wall_time", "s", false, 0.0094, 0.00941, same, Verdict::unchanged, ""},
        {"tree_search/wide_tree", "wall_time", "s", false, 0.0123, 0.0133, slower, Verdict::regressed,
         "slower by at least 5.0 %, more than the tolerated 2 %"},
        {"tree_search/wide_tree", "throughput", "nodes/s", true, 4.56e6, 4.2e6, slower, Verdict::regressed,
         ""},
        {"kernels/memcpy", "wall_time", "s", false, 1.9e-6, 1.7e-6, std::nullopt, Verdict::incomparable,
         "compiler: GNU 12.2.0 -> GNU 13.1.0"},
        {"zstd/level19", "wall_time", "s", false, std::nullopt, 2.3, std::nullopt, std::nullopt, ""},
        {"zstd/level1", "wall_time", "s", false, 0.031, std::nullopt, std::nullopt, std::nullopt, ""}};
}

std::vector<BaselineChange> sample_changes() {
    const Shift faster{std::log(0.88), std::log(0.87), std::log(0.895)};
    return {{"tree_search/expensive_eval", "wall_time", "s", false, 0.0417, 0.0367, faster, ""},
            {"tree_search/expensive_eval", "throughput", "nodes/s", true, 4.56e6, 5.18e6, faster, ""},
            {"zstd/level3", "wall_time", "s", false, std::nullopt, 0.0842, std::nullopt,
             "the first baseline of this scenario on this host class"}};
}

}  // namespace

TEST_CASE("verdicts at 80 columns") {
    CHECK(golden_difference(render_verdicts(testing::sample_session(), {80, false}), "verdicts_80.txt") ==
          "");
}

TEST_CASE("verdicts at 120 columns") {
    CHECK(golden_difference(render_verdicts(testing::sample_session(), {120, false}), "verdicts_120.txt") ==
          "");
}

TEST_CASE("verdicts in colour") {
    CHECK(golden_difference(render_verdicts(testing::sample_session(), {120, true}), "verdicts_colour.txt") ==
          "");
}

TEST_CASE("verdicts where all is well at 80 columns") {
    CHECK(golden_difference(render_verdicts(testing::green_session(), {80, false}),
                            "verdicts_green_80.txt") == "");
}

TEST_CASE("verdicts with hostile texts") {
    CHECK(golden_difference(render_verdicts(testing::hostile_session(), {100, false}),
                            "verdicts_hostile.txt") == "");
}

TEST_CASE("report of a session with every verdict") {
    CHECK(golden_difference(markdown_report(testing::sample_session()), "report.md") == "");
}

TEST_CASE("report of a session with hostile texts") {
    CHECK(golden_difference(markdown_report(testing::hostile_session()), "report_hostile.md") == "");
}

TEST_CASE("comparison of two sessions") {
    const std::vector<CompareRow> rows = sample_comparison();
    const std::string text =
        render_table(compare_table(rows), {100, false}) + "\n" + compare_counts(rows) + "\n";
    CHECK(golden_difference(text, "compare.txt") == "");
}

TEST_CASE("comparison of two sessions as Markdown and as JSON") {
    const std::vector<CompareRow> rows = sample_comparison();
    CHECK(golden_difference(compare_markdown(rows, {"before", "now"}), "compare.md") == "");
    CHECK(golden_difference(compare_json(rows), "compare.json") == "");
}

TEST_CASE("comparison of two sessions as JUnit XML") {
    CHECK(golden_difference(junit_xml(compare_junit(sample_comparison(), {"before", "now"})),
                            "compare_junit.xml") == "");
}

TEST_CASE("session with every verdict as JUnit XML") {
    CHECK(golden_difference(junit_xml(session_junit(testing::sample_session(), "/build/perf/session")),
                            "perf-junit.xml") == "");
}

TEST_CASE("session with hostile texts as JUnit XML") {
    CHECK(golden_difference(junit_xml(session_junit(testing::hostile_session(), "/build/perf/session")),
                            "perf-junit_hostile.xml") == "");
}

TEST_CASE("session with every verdict as OpenMetrics") {
    CHECK(golden_difference(openmetrics(testing::sample_session()), "metrics.txt") == "");
}

TEST_CASE("annotations of a session with every verdict, and of a hostile one") {
    CHECK(golden_difference(github_annotations(testing::sample_session()), "annotations.txt") == "");
    CHECK(golden_difference(github_annotations(testing::hostile_session()), "annotations_hostile.txt") == "");
}

TEST_CASE("list of scenarios") {
    const std::vector<ListRow> rows{
        {"tree_search/wide_tree",
         "program",
         {"baseline", "quick"},
         {},
         "3 rounds, 2026-01-31",
         "stresses breadth"},
        {"zstd/level3", "command", {}, {"wall_time 2%/5%", "peak_rss <= 64MiB"}, "none", ""},
        {"parsers", "not built", {}, {}, "", ""}};
    CHECK(golden_difference(render_table(list_table(rows), {100, false}), "list.txt") == "");
}

TEST_CASE("baselines as they are stored") {
    const std::vector<BaselineRow> rows{
        {"tree_search/wide_tree", "wall_time", "s", 0.0123, 0.011, 30, 1, 0.0062, 0.05, 0.123,
         "2026-01-31T12:30:05Z", 0.031},
        {"zstd/level3", "wall_time", "s", 0.0842, std::nullopt, 1, 1, std::nullopt, std::nullopt,
         std::nullopt, "2026-01-31T12:30:05Z", std::nullopt}};
    CHECK(golden_difference(render_table(baseline_table(rows), {120, false}), "baselines.txt") == "");
}

TEST_CASE("changes of baselines for a commit message") {
    CHECK(golden_difference(baseline_change_text(sample_changes(), "transpositions are found by hash"),
                            "baseline_changes.txt") == "");
}
TEST_CASE("plots of a suite with every kind of verdict") {
    const testing::PlottedSuite plotted = testing::plotted_suite();
    for (const Plot& plot : suite_plots(plotted.suite, plotted.host, plotted.baselines)) {
        CHECK(golden_difference(plot.script, "plots/" + plot.name + ".gp") == "");
        CHECK(golden_difference(plot.data, "plots/" + plot.name + ".dat") == "");
    }
}

TEST_CASE("plots with hostile texts") {
    const testing::PlottedSuite plotted = testing::hostile_suite();
    std::string scripts;
    for (const Plot& plot : suite_plots(plotted.suite, plotted.host, plotted.baselines)) {
        scripts += plot.script;
    }
    CHECK(golden_difference(scripts, "plots_hostile.gp") == "");
}
