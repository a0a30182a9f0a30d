#include "report/openmetrics_text.hpp"

#include "catch.hpp"

#include <limits>

using namespace ratchet;

TEST_CASE("names and units lose what the format does not allow") {
    CHECK(openmetrics_name("cache hits (L1)") == "cache_hits_L1");
    CHECK(openmetrics_name("-a--b-") == "a_b");
    CHECK(openmetrics_name("µ\n").empty());
    CHECK(openmetrics_unit("s") == "seconds");
    CHECK(openmetrics_unit("B/s") == "bytes_per_second");
    CHECK(openmetrics_unit("1").empty());
    CHECK(openmetrics_unit("").empty());
    CHECK(openmetrics_unit("1/s") == "per_second");
    CHECK(openmetrics_unit("nodes/s") == "nodes_per_second");
    CHECK(openmetrics_unit("%").empty());
}

TEST_CASE("a value that is not finite has no sample, and one that is said twice has one") {
    OpenMetricsText text;
    text.add("x", OpenMetricsType::gauge, "", "help", {}, std::numeric_limits<double>::infinity());
    text.add("x", OpenMetricsType::gauge, "", "help", {}, std::numeric_limits<double>::quiet_NaN());
    CHECK(text.text() == "# EOF\n");
    text.add("x_seconds", OpenMetricsType::gauge, "seconds", "How \"long\".", {{"a", "b"}}, 1e-9);
    text.add("x_seconds", OpenMetricsType::gauge, "seconds", "other", {{"a", "b"}}, 2);
    CHECK(text.text() ==
          "# TYPE x_seconds gauge\n# UNIT x_seconds seconds\n# HELP x_seconds How \\\"long\\\".\n"
          "x_seconds{a=\"b\"} 1e-09\n# EOF\n");
}
