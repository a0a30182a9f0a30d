#include "artifacts/program_listing.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <fmt/format.h>

namespace ratchet::artifacts {
namespace {

std::vector<ListedScenario> read_listing(const std::string& scenarios) {
    return listing_from_json(fmt::format(R"({{"$schema":"ratchet/list/1","scenarios":{}}})", scenarios),
                             "list.json");
}

std::string refused_listing(const std::string& scenarios) {
    try {
        read_listing(scenarios);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "accepted";
}

TEST_CASE("scenarios are listed in the order of registration") {
    const std::vector<ListedScenario> scenarios = read_listing(
        R"([{"name":"wide_tree","description":"breadth","file":"x.cpp","line":12,"optimised":true,
                  "sanitizers":"address"}, {"name":"a.b"}])");
    CHECK(scenarios == std::vector<ListedScenario>{{"wide_tree", "breadth", "x.cpp", 12, true, "address"},
                                                   {"a.b", "", "", 0, std::nullopt, ""}});
}

TEST_CASE("a program without scenarios lists none") {
    CHECK(read_listing("[]").empty());
}

TEST_CASE("a name that could not be a scenario's is refused") {
    for (const char* name : {"", "..", "a/b", "a b", "-x", "a\\u0000", "\\u001b[31m"}) {
        CAPTURE(name);
        CHECK(refused_listing(fmt::format(R"([{{"name":"{}"}}])", name))
                  .find("list.json: scenarios[0].name: is not [A-Za-z0-9]") == 0);
    }
}

TEST_CASE("a name that is listed twice is refused and named") {
    CHECK(refused_listing(R"([{"name":"a"},{"name":"b"},{"name":"a"}])")
              .find("list.json: scenarios: \"a\" is listed twice") == 0);
}

TEST_CASE("a listing without its list is refused") {
    CHECK(refused_listing("null").find("list.json: scenarios: expected an array, got null") == 0);
    CHECK(refused_listing(R"([{"description":"x"}])").find("list.json: scenarios[0].name: missing") == 0);
}

}  // namespace
}  // namespace ratchet::artifacts
