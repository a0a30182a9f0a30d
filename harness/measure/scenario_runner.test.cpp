#include "measure/scenario_runner.hpp"

#include "catch.hpp"
#include "testing/fake_clock.hpp"

#include <cstddef>

using namespace ratchet;
using ratchet::testing::FakeClock;

namespace {

constexpr std::int64_t never = 1'000'000;

struct Series {
    FakeClock clock;
    std::vector<std::size_t> asked_at;  ///< number of runs at each question
    std::size_t enough = 1000;          ///< runs from which on no more are needed
    int failing_run = 0;

    SeriesOfRuns run(std::int64_t deadline_ns = never) {
        return run_series(
            {9, 14, 20}, clock, [=] { return deadline_ns; },
            [this](int index) {
                clock.advance(10);
                RunRecord record;
                record.index = index;
                if (index == failing_run) {
                    record.failure = Failure{FailureKind::crashed, "crashed"};
                }
                return record;
            },
            [this](const std::vector<RunRecord>& runs) {
                asked_at.push_back(runs.size());
                return runs.size() < enough;
            });
    }
};

}  // namespace

TEST_CASE("a series ends at the first look that decides") {
    Series series;
    series.enough = 14;
    const SeriesOfRuns result = series.run();
    CHECK(result.runs.size() == 14);
    CHECK(series.asked_at == std::vector<std::size_t>{9, 14});
    CHECK_FALSE(result.out_of_time);
    for (std::size_t i = 0; i < result.runs.size(); ++i) {
        CHECK(result.runs[i].index == static_cast<int>(i) + 1);
    }
}

TEST_CASE("an undecided series ends at the last look") {
    Series series;
    CHECK(series.run().runs.size() == 20);
    CHECK(series.asked_at == std::vector<std::size_t>{9, 14});
}

TEST_CASE("a failed run is kept, not repeated, and the next one follows") {
    Series series;
    series.enough = 9;
    series.failing_run = 3;
    const SeriesOfRuns result = series.run();
    REQUIRE(result.runs.size() == 9);
    CHECK(result.runs[2].failure);
    CHECK_FALSE(result.runs[3].failure);
    CHECK(result.runs[3].index == 4);
}

TEST_CASE("no run is begun once the deadline has passed") {
    Series series;
    const SeriesOfRuns result = series.run(25);
    CHECK(result.runs.size() == 3);
    CHECK(result.out_of_time);
    CHECK(series.asked_at.empty());
    CHECK(Series().run(0).runs.empty());
}
