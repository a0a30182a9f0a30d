#include "registry/discovery.hpp"

#include "artifacts/catch2_report.hpp"
#include "artifacts/program_listing.hpp"
#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

TEST_CASE("each line of a listing is a benchmark, whatever it is made of") {
    const auto found =
        google_benchmarks_in("BM_Sort/8\nBM<std::map<int, int>>/n:1/real_time\na;b[c\r\n\nlast");
    REQUIRE(found.size() == 4);
    CHECK(found[1] == FoundBenchmark{"BM<std::map<int, int>>/n:1/real_time", std::nullopt});
    CHECK(found[3].name == "last");
    CHECK(google_benchmarks_in("").empty());
}

TEST_CASE("a benchmark becomes a scenario whose name is a slug and whose original name is kept") {
    const GroupListing listing = list_benchmarks({{"BM<int>/8:x", std::nullopt}, {"parse", "a test"}});
    CHECK(listing.names == "BM-int--8-x\nparse\n");
    const auto listed = artifacts::listing_from_json(listing.scenarios, "list");
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].name == "BM-int--8-x");
    CHECK(listed[0].original_name == "BM<int>/8:x");
    CHECK_FALSE(listed[0].test_case);
    CHECK_FALSE(listed[0].optimised);
    CHECK(listed[1].test_case == "a test");
}

TEST_CASE("two benchmarks that would become one scenario are an error that names both") {
    CHECK_THROWS_WITH(list_benchmarks({{"sort/8", std::nullopt}, {"sort:8", std::nullopt}}),
                      Contains("\"sort/8\"") && Contains("\"sort:8\"") && Contains("\"sort-8\""));
    CHECK_THROWS_WITH(
        list_benchmarks({{"parse", "short"}, {"parse", "long"}}),
        Contains("\"parse\" of the test case \"short\"") && Contains("\"parse\" of the test case \"long\""));
}

TEST_CASE("Catch2's benchmarks are found in its report, with their test cases") {
    const std::string report = R"(<Catch><TestCase name="a"><BenchmarkResults name="x"><mean value="1"/>
        </BenchmarkResults></TestCase></Catch>)";
    if (artifacts::reads_catch2_reports()) {
        CHECK(catch2_benchmarks_in(report, "r") == std::vector{FoundBenchmark{"x", "a"}});
    } else {
        CHECK_THROWS_WITH(catch2_benchmarks_in(report, "r"), Contains("libpugixml-dev"));
    }
}
