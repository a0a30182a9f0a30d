#include "model/name.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <string>

using namespace ratchet;

TEST_CASE("a full name is split at the slash") {
    const ScenarioName name = ScenarioName::parse("tree_search/wide_tree");
    CHECK(name.group == "tree_search");
    CHECK(name.name == "wide_tree");
    CHECK(name.full() == "tree_search/wide_tree");
}

TEST_CASE("a malformed full name is refused and quotes the grammar") {
    const std::string text = GENERATE(as<std::string>{}, "", "/", "tree", "tree/", "/wide", "a/b/c", "a.b/c",
                                      "suite/a", "session/a", "report/a", "a/.b", "-a/b", "a/-b", "a b/c",
                                      "a/b c", "a/b\n", "../etc", "a/..", "ä/b");
    CAPTURE(text);
    REQUIRE_THROWS_AS(ScenarioName::parse(text), Error);
    try {
        (void)ScenarioName::parse(text);
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::usage);
        CHECK(error.message().find("[A-Za-z0-9][A-Za-z0-9_+-]*") != std::string::npos);
    }
}

TEST_CASE("a hostile name cannot write to the terminal through its refusal") {
    try {
        (void)ScenarioName::parse("a/\x1b[31m");
        FAIL("accepted");
    } catch (const Error& error) {
        CHECK(error.message().find('\x1b') == std::string::npos);
    }
}

TEST_CASE("groups and suites share one grammar") {
    CHECK(is_group_name("a"));
    CHECK(is_group_name("9"));
    CHECK(is_group_name("c++17_x-y"));
    CHECK_FALSE(is_group_name(""));
    CHECK_FALSE(is_group_name("a.b"));
    CHECK_FALSE(is_group_name("_a"));
    CHECK_FALSE(is_group_name("a/b"));
    CHECK_FALSE(is_group_name(std::string("a\0b", 3)));
    CHECK_FALSE(is_group_name("suite"));
    CHECK_FALSE(is_group_name("session"));
    CHECK_FALSE(is_group_name("report"));
    CHECK(is_group_name("reports"));
}

TEST_CASE("a scenario's name may hold dots and no word is reserved") {
    CHECK(is_scenario_name("v1.2"));
    CHECK(is_scenario_name("report"));
    CHECK_FALSE(is_scenario_name(".hidden"));
    CHECK_FALSE(is_scenario_name(".."));
    CHECK_FALSE(is_scenario_name(""));
}

TEST_CASE("a slug is always a valid scenario name") {
    CHECK(slug("BM_memcpy/8/64") == "BM_memcpy-8-64");
    CHECK(slug("BM_x<int, char>/real_time") == "BM_x-int--char--real_time");
    CHECK(slug("key=v1.5") == "key-v1.5");
    CHECK(slug("größe") == "gr--e");
    CHECK(slug("-x") == "x-x");
    CHECK(slug(".x") == "x.x");
    CHECK(slug("") == "x");
    CHECK(slug("\x80\x80") == "x-");
    const std::string text =
        GENERATE(as<std::string>{}, "", " ", "../../etc/passwd", "漢字", "a\nb", "\xff\xfe", "+");
    CHECK(is_scenario_name(slug(text)));
}

TEST_CASE("a slug of a valid name is the name") {
    CHECK(slug("wide_tree.v2+x-y") == "wide_tree.v2+x-y");
}
