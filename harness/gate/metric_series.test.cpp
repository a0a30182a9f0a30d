#include "gate/metric_series.hpp"

#include "catch.hpp"
#include "gate/synthetic.test.hpp"

using namespace ratchet;

TEST_CASE("a metric's values are collected in the order of the runs") {
    const std::vector<RunRecord> runs = synthetic::timed_runs({3, 1, 2});
    const MetricSeries series = collect_series(runs, "wall_time");
    CHECK(series.metric == "wall_time");
    CHECK(series.values == std::vector<double>{3, 1, 2});
    CHECK(series.definition == synthetic::seconds);
    CHECK_FALSE(series.fault);
}

TEST_CASE("a metric that no run has was not measured, and the first run's reason is quoted") {
    std::vector<RunRecord> runs = synthetic::timed_runs({1, 2});
    CHECK(collect_series(runs, "energy").fault == "was not measured: the program does not report it");
    runs[0].missing["energy"] = "no sensor";
    runs[1].missing["energy"] = "something else";
    CHECK(collect_series(runs, "energy").fault == "was not measured: no sensor");
    CHECK_THAT(collect_series(runs, "startup_time").fault.value(), Catch::Contains("was not measured") &&
                                                                       Catch::Contains("run.ready()") &&
                                                                       Catch::Contains("READY_LINE"));
}

TEST_CASE("a metric that some runs lack cannot be judged") {
    std::vector<RunRecord> runs = synthetic::timed_runs({1, 2, 3});
    runs[1].metrics.clear();
    runs[1].missing["wall_time"] = "the clock stopped";
    CHECK(collect_series(runs, "wall_time").fault == "was measured in 2 of 3 runs only: the clock stopped");
}

TEST_CASE("a metric that changes its definition between runs cannot be judged") {
    std::vector<RunRecord> runs = synthetic::timed_runs({1, 2, 3});
    runs[2].metrics["wall_time"].definition.unit = "ms";
    CHECK(collect_series(runs, "wall_time").fault == "changed its unit, direction or scope in run 3");
}

TEST_CASE("memory that no run could tell is known to be no more than the most that it may have been") {
    std::vector<RunRecord> runs = synthetic::timed_runs({1, 2, 3});
    runs[0].peak_rss_at_most_bytes = 4096;
    runs[1].peak_rss_at_most_bytes = 8192;
    CHECK_FALSE(collect_series(runs, "peak_rss").at_most);
    runs[2].metrics["peak_rss"] = {9000, synthetic::bytes};
    CHECK(collect_series(runs, "peak_rss").at_most == 9000);
    CHECK(collect_series(runs, "peak_rss").definition.unit == "B");
    CHECK_FALSE(collect_series(runs, "energy").at_most);
}

TEST_CASE("memory that was at most nothing is known to be no more than nothing") {
    std::vector<RunRecord> runs = synthetic::timed_runs({1, 2});
    for (RunRecord& run : runs) {
        run.peak_rss_at_most_bytes = 0;
    }
    CHECK(collect_series(runs, "peak_rss").at_most == 0);
}
