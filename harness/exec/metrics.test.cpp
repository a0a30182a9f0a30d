#include "exec/metrics.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

/// Three runs, one of which has no peak memory.
MeasuredCommand partly_measured() {
    MeasuredCommand command;
    command.runs.resize(3);
    command.values["wall_time"] = {0.3, 0.1, 0.2};
    command.values["user_time"] = {0.1, 0.1, 0.1};
    command.values["peak_rss"] = {4096, 8192};
    return command;
}

}  // namespace

TEST_CASE("what exec measures is sorted, and each has a unit and a direction") {
    const std::vector<std::string> metrics = exec_metrics();
    CHECK(metrics ==
          std::vector<std::string>{"peak_rss", "startup_time", "system_time", "user_time", "wall_time"});
    CHECK(exec_metric_definition("peak_rss").unit == "B");
    for (const std::string& metric : metrics) {
        CHECK(exec_metric_definition(metric).direction == Direction::lower_is_better);
        CHECK((metric == "peak_rss" || exec_metric_definition(metric).unit == "s"));
    }
}

TEST_CASE("only what every run has is summarised, the rest is missing with its reason") {
    const auto summaries = summarise_runs(partly_measured());
    REQUIRE(summaries.size() == 2);
    CHECK(summaries.at("wall_time").values == std::vector<double>{0.3, 0.1, 0.2});
    CHECK(summaries.at("wall_time").median == 0.2);
    CHECK(summaries.at("wall_time").definition.unit == "s");
    const auto missing = missing_metrics(partly_measured());
    REQUIRE(missing.size() == 2);
    CHECK_THAT(missing.at("peak_rss"), Contains("no more memory than ratchet"));
    CHECK_THAT(missing.at("system_time"), Contains("not measured"));
}

TEST_CASE("without a run there is nothing to summarise, and nothing is missing") {
    CHECK(summarise_runs(MeasuredCommand()).empty());
    CHECK(missing_metrics(MeasuredCommand()).empty());
}

TEST_CASE("a start-up time is missing where it was looked for or some run has it, and of nobody else") {
    MeasuredCommand command = partly_measured();
    CHECK(missing_metrics(command).count("startup_time") == 0);
    CHECK_THAT(why_missing(command, "startup_time"), Contains("--ready"));
    command.values["startup_time"] = {0.01, 0.02};
    CHECK_THAT(missing_metrics(command).at("startup_time"), Contains("never said"));
    CHECK(summarise_runs(command).count("startup_time") == 0);
    command.why_never_ready = "no line";
    CHECK(missing_metrics(command).at("startup_time") == "no line");
    command.values["startup_time"] = {0.01, 0.02, 0.03};
    CHECK(missing_metrics(command).count("startup_time") == 0);
    CHECK(summarise_runs(command).at("startup_time").median == 0.02);
    command.values.erase("startup_time");
    CHECK(missing_metrics(command).at("startup_time") == "no line");
}
