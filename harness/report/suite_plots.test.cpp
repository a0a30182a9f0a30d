#include "report/suite_plots.hpp"

#include "catch.hpp"
#include "plotted_suites.hpp"

#include <algorithm>
#include <map>

using namespace ratchet;

namespace {

std::vector<std::string> names(const testing::PlottedSuite& plotted) {
    std::vector<std::string> result;
    for (const Plot& plot : suite_plots(plotted.suite, plotted.host, plotted.baselines)) {
        result.push_back(plot.name);
    }
    return result;
}

}  // namespace

TEST_CASE("a suite has the plots that there is something to show for") {
    CHECK(names(testing::plotted_suite()) ==
          std::vector<std::string>(suite_plot_names.begin(), suite_plot_names.end()));
    CHECK(names(testing::lone_value()) == std::vector<std::string>{"runs", "distribution", "spread"});
    testing::PlottedSuite nothing;
    CHECK(names(nothing).empty());
}

TEST_CASE("many scenarios take several pages, each once and in order") {
    CHECK(names(testing::long_suite(14)) == std::vector<std::string>{"changes", "runs-1", "runs-2",
                                                                     "distribution-1", "distribution-2",
                                                                     "spread", "components"});
    CHECK(pages(0, 12).empty());
    CHECK(pages(12, 12).size() == 1);
    CHECK(pages(25, 12) == std::vector<std::pair<std::size_t, std::size_t>>{{0, 8}, {8, 16}, {16, 25}});
}

TEST_CASE("the same values give the same scripts and data") {
    const testing::PlottedSuite plotted = testing::extreme_suite();
    const std::vector<Plot> first = suite_plots(plotted.suite, plotted.host, plotted.baselines);
    const std::vector<Plot> second = suite_plots(plotted.suite, plotted.host, plotted.baselines);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        CHECK(first[i].script == second[i].script);
        CHECK(first[i].data == second[i].data);
    }
}

TEST_CASE("series are what gates judge, with the values they were judged by, the worst scenario first") {
    const testing::PlottedSuite plotted = testing::plotted_suite();
    const std::vector<PlotSeries> all = plot_series(plotted.suite.scenarios, plotted.host, plotted.baselines);
    REQUIRE(all.size() == 7);
    CHECK(all.front().verdict == Verdict::regressed);
    CHECK(all.front().label() == "tree_search/reuse throughput");
    CHECK(all.front().now.size() == 9);
    CHECK(all.front().baseline.size() == 30);
    CHECK(all.back().verdict == Verdict::improved);
    const auto memory = std::ranges::find(all, "peak_rss", &PlotSeries::metric);
    REQUIRE(memory != all.end());
    CHECK(memory->budget->limit == 64.0 * 1024 * 1024);
    CHECK(memory->baseline.empty());
}

TEST_CASE("a baseline that cannot be compared with is none in the plots either") {
    testing::PlottedSuite plotted = testing::plotted_suite();
    plotted.host.cores = 64;
    for (const PlotSeries& series : plot_series(plotted.suite.scenarios, plotted.host, plotted.baselines)) {
        CHECK(series.baseline.empty());
    }
}

TEST_CASE("a scenario without values has a heading, and no plot of nothing") {
    const testing::PlottedSuite plotted = testing::extreme_suite();
    const std::vector<Plot> plots = suite_plots(plotted.suite, plotted.host, plotted.baselines);
    const auto runs = std::ranges::find(plots, "runs", &Plot::name);
    REQUIRE(runs != plots.end());
    CHECK_THAT(runs->script, Catch::Contains("✗ extremes/crashed") && Catch::Contains("'no values'"));
    CHECK(runs->data.find("crashed") == std::string::npos);
}

TEST_CASE("of more scenarios than anybody looks at the worst are shown, and the picture says so") {
    SuiteRecord suite;
    for (int i = 0; i < 100; ++i) {
        suite.scenarios.emplace_back();
        suite.scenarios.back().name = {"group", "name" + std::to_string(1000 + i)};
        suite.scenarios.back().verdict = ScenarioVerdict{};
        suite.scenarios.back().verdict->verdict = i == 99 ? Verdict::regressed : Verdict::unchanged;
        suite.scenarios.back().metrics["wall_time"].values = {0.1};
    }
    CHECK(plotted_scenarios(suite).size() == 96);
    CHECK(plotted_scenarios(suite).front().name.name == "name1099");
    CHECK_THAT(suite_plots(suite, {}, {}).front().script, Catch::Contains("the worst 96 of them shown"));
}

TEST_CASE("plots of instructions show the runs that counted, beside the counts that were accepted") {
    ScenarioRecord scenario;
    scenario.name = {"group", "name"};
    InstructionCounts counts{.source = "callgrind 3.19.0", .calls = 10, .totals = {1'010'000, 1'010'000}};
    scenario.instructions = counts;
    GateVerdict gate;
    gate.metric = "instructions";
    gate.unit = "1";
    gate.verdict = Verdict::regressed;
    scenario.verdict = ScenarioVerdict{};
    scenario.verdict->verdict = Verdict::regressed;
    scenario.verdict->gates = {gate};
    const auto plotted = [&] { return plot_series({scenario}, HostFingerprint{}, {}); };
    REQUIRE(plotted().size() == 1);
    CHECK(plotted().front().now == std::vector<double>{101'000, 101'000});
    CHECK(plotted().front().definition.unit == "1");
    CHECK(plotted().front().baseline.empty());

    Baseline accepted;
    accepted.scenario = scenario.name;
    accepted.plan = scenario.plan;
    accepted.sessions.resize(1);
    counts.totals = {1'000'000};
    accepted.sessions.front().instructions = counts;
    const auto all = plot_series({scenario}, HostFingerprint{}, {{scenario.name, accepted}});
    CHECK(all.front().baseline == std::vector<double>{100'000});
    scenario.instructions->problem = "it crashed";
    CHECK(plotted().front().now.empty());
}
