#include "scenario/catalogue.hpp"

#include "catch.hpp"
#include "model/name.hpp"

#include <nlohmann/json.hpp>

using namespace ratchet;
using namespace ratchet::runtime;
using Catch::Matchers::Contains;

namespace {

void nothing(Run&) {}

detail::Scenario scenario(const std::string& name, const char* file = "x.cpp", int line = 1) {
    return {name, "", nothing, {file, line, {}}};
}

RATCHET_SCENARIO("first", "of this file") {
    run.measure([] {});
}

const auto range = ratchet::register_scenarios([](Registry& registry) {
    for (const int size : {10, 20}) {
        registry.add("size_" + std::to_string(size), "of a range",
                     [size](Run& run) { run.bytes(size == 10 ? 1 : 2); });
    }
});

RATCHET_SCENARIO("last", "of this file") {
    run.measure([] {});
}

}  // namespace

TEST_CASE("scenarios are collected in the order of registration, with their places") {
    const auto scenarios = collect(detail::Registration::last());
    REQUIRE(scenarios.size() == 4);
    CHECK(scenarios[0].name == "first");
    CHECK(scenarios[1].name == "size_10");
    CHECK(scenarios[2].name == "size_20");
    CHECK(scenarios[3].name == "last");
    for (const detail::Scenario& found : scenarios) {
        CHECK_THAT(found.origin.file, Contains("catalogue.test.cpp"));
        CHECK(found.origin.line > 0);
    }
    CHECK(scenarios[1].origin.line > scenarios[0].origin.line);
    CHECK(faults_of(scenarios).empty());
}

TEST_CASE("a build describes the compiler and options of its own file") {
    const detail::Build build = collect(detail::Registration::last())[1].origin.build;
#ifdef __OPTIMIZE__
    CHECK(build.optimised);
#else
    CHECK_FALSE(build.optimised);
#endif
#ifdef __clang__
    CHECK_THAT(build.compiler, Contains("Clang " + std::to_string(__clang_major__) + "."));
#else
    CHECK_THAT(build.compiler, Contains("GNU " + std::to_string(__GNUC__) + "."));
#endif
}

TEST_CASE("names follow the grammar that the harness has") {
    for (const char* name : {"a", "7", "wide_tree", "a.b-c+d", "A9", "x..y", "suite"}) {
        INFO(name);
        CHECK(is_valid_name(name));
        CHECK(is_scenario_name(name));
    }
    for (const char* name :
         {"", ".a", "-a", "_a", "a/b", "a b", "a\n", "größe", "a;b", "\x1b[31m", "a\"b", "a$"}) {
        INFO(name);
        CHECK_FALSE(is_valid_name(name));
        CHECK_FALSE(is_scenario_name(name));
    }
}

TEST_CASE("an invalid name is reported with its place, harmless to read") {
    const auto faults = faults_of({scenario("good"), scenario("evil\x1b[2J", "evil.cpp", 7)});
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0],
               Contains("evil.cpp:7") && Contains("\"evil\\u001b[2J\"") && Contains("[A-Za-z0-9]"));
}

TEST_CASE("a name given twice is reported with both places") {
    const auto faults = faults_of({scenario("x", "a.cpp", 3), scenario("y"), scenario("x", "b.cpp", 9)});
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0], Contains("\"x\"") && Contains("a.cpp:3") && Contains("b.cpp:9"));
}

TEST_CASE("a program without scenarios is told why that may be") {
    CHECK_THAT(faults_of({}).at(0), Contains("static library"));
}

TEST_CASE("names are listed one per line") {
    CHECK(names_text({scenario("b"), scenario("a")}) == "b\na\n");
}

TEST_CASE("the listing is valid JSON whatever the descriptions hold") {
    detail::Scenario hostile = scenario("hostile", "dir with \"quotes\"/x.cpp", 12);
    hostile.description = "line\nbreak \x1b[31m \"quoted\" \\ \xff </script> " + std::string(100'000, 'x');
    hostile.origin.build.optimised = true;
    hostile.origin.build.address_sanitizer = true;
    hostile.origin.build.undefined_sanitizer = true;
    const auto listing = nlohmann::json::parse(listing_json({hostile, scenario("plain")}));
    CHECK(listing.at("$schema") == "ratchet/list/1");
    const auto& first = listing.at("scenarios").at(0);
    CHECK(first.at("name") == "hostile");
    CHECK_THAT(first.at("description").get<std::string>(),
               Contains("line\nbreak \x1b[31m \"quoted\" \\ \xEF\xBF\xBD </script>"));
    CHECK(first.at("file") == "dir with \"quotes\"/x.cpp");
    CHECK(first.at("line") == 12);
    CHECK(first.at("optimised") == true);
    CHECK(first.at("sanitizers") == "address,undefined");
    CHECK(listing.at("scenarios").at(1).at("optimised") == false);
    CHECK(listing.at("scenarios").at(1).at("sanitizers") == "");
}
