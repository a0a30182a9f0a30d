#include "measure/library_arguments.hpp"

#include "catch.hpp"

#include <regex>

#include <regex.h>

using namespace ratchet;

namespace {

using Texts = std::vector<std::string>;

bool posix_matches(const std::string& pattern, const std::string& text) {
    regex_t compiled{};
    REQUIRE(regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) == 0);
    const bool matches = regexec(&compiled, text.c_str(), 0, nullptr, 0) == 0;
    regfree(&compiled);
    return matches;
}

/// In each dialect that Google Benchmark may be built with.
bool always_matches(const std::string& pattern, const std::string& text) {
    return posix_matches(pattern, text) &&
           std::regex_search(text, std::regex(pattern, std::regex_constants::extended)) &&
           std::regex_search(text, std::regex(pattern));
}

bool never_matches(const std::string& pattern, const std::string& text) {
    return !posix_matches(pattern, text) &&
           !std::regex_search(text, std::regex(pattern, std::regex_constants::extended)) &&
           !std::regex_search(text, std::regex(pattern));
}

}  // namespace

TEST_CASE("a benchmark's name becomes a regular expression that matches it and nothing else") {
    for (const std::string name :
         {"BM_Sort/8", "BM<std::vector<int>>/n:8/real_time", "BM_x[a]{1,2}(b|c)*+?^$.", R"(back\slash\d)",
          "BM_über/1", "]}", "-leading", ""}) {
        CAPTURE(name);
        const std::string pattern = regex_of_exactly(name);
        CHECK(always_matches(pattern, name));
        CHECK(never_matches(pattern, name + "0"));
        CHECK(never_matches(pattern, "x" + name));
    }
    CHECK(never_matches(regex_of_exactly("a.c"), "abc"));
    CHECK(never_matches(regex_of_exactly("a|b"), "a"));
}

TEST_CASE("Google Benchmark is asked for one benchmark, a JSON file and the planned time") {
    Plan plan;
    plan.min_time_s = 0.1;
    CHECK(google_benchmark_arguments("BM_Sort/8", plan, "/s/result.json") ==
          Texts{"--benchmark_filter=^BM_Sort/8$", "--benchmark_out=/s/result.json",
                "--benchmark_out_format=json", "--benchmark_min_time=0.1"});
    CHECK(google_benchmark_listing_arguments("") ==
          Texts{"--benchmark_list_tests=true", "--benchmark_filter=."});
    CHECK(google_benchmark_listing_arguments("^BM_[^S]").back() == "--benchmark_filter=^BM_[^S]");
}

TEST_CASE("Catch2 is asked for one test case, an XML file and the planned samples") {
    Plan plan;
    plan.iterations = 30;
    plan.seed = 4294967296U + 7;
    CHECK(catch2_arguments("parse, twice", plan, "/s/result.json") ==
          Texts{R"("parse\, twice")", "--reporter", "xml", "--out", "/s/result.json",
                "--benchmark-no-analysis", "--benchmark-samples", "30", "--rng-seed", "7"});
    CHECK(catch2_arguments(R"(-a "b" \c [d] ~e)", plan, "x").front() == R"("-a \"b\" \\c [d] ~e")");
    CHECK(catch2_discovery_arguments("/r/x.xml").front() == "~[.],[!benchmark]");
}
