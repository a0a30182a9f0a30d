#include "profile/counters_json.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <nlohmann/json.hpp>

using namespace ratchet;
using Catch::Matchers::Contains;

TEST_CASE("counters come back as they were written, beside what is derived from them") {
    const CpuCounters counters{.counted = {{"instructions", 9'007'199'254'740'993}, {"cycles", 5}},
                               .missing = {{"cache_misses", "<script>\n\xff"}},
                               .enabled_ns = 10,
                               .running_ns = 5};
    const std::string text = counters_json(counters);
    const nlohmann::json json = nlohmann::json::parse(text);
    CHECK(json.at("$schema") == "ratchet/counters/1");
    CHECK(json.at("scaled") == true);
    CHECK(json.at("counted_share") == 0.5);
    CHECK(json.at("events").at("cycles") == 10.0);
    CHECK(json.at("branch_misses_per_instruction").is_null());
    CpuCounters read = counters_from_json(text, "x");
    CHECK(read.missing.at("cache_misses") == "<script>\n\xef\xbf\xbd");
    read.missing = counters.missing;
    CHECK(read == counters);
}

TEST_CASE("counters of no time at all are neither written nor read") {
    CHECK_THROWS_AS(counters_json({}), Error);
    std::string text = counters_json({.counted = {}, .missing = {}, .enabled_ns = 7, .running_ns = 7});
    text.replace(text.find("\"running_ns\": 7"), 15, "\"running_ns\": 0");
    CHECK_THROWS_WITH(counters_from_json(text, "counters.json"),
                      Contains("counters.json") && Contains("running_ns"));
    CHECK_THROWS_WITH(counters_from_json("{}", "counters.json"), Contains("counters.json"));
}
