#include "exec/parameters.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Texts = std::vector<std::string>;

TEST_CASE("a list is its values in order, commas may be escaped") {
    CHECK(parse_parameter_list("level=1,3,9") == Parameter{"level", {"1", "3", "9"}});
    CHECK(parse_parameter_list("flag=-O2,,x=y") == Parameter{"flag", {"-O2", "", "x=y"}});
    CHECK(parse_parameter_list(R"(a=x\,y,\\,\n)").values == Texts{"x,y", "\\", "\\n"});
    CHECK(parse_parameter_list("one=only").values == Texts{"only"});
}

TEST_CASE("a scan is exact, in decimals, up or down, and includes its end where a step meets it") {
    CHECK(parse_parameter_scan("size=10:50:20").values == Texts{"10", "30", "50"});
    CHECK(parse_parameter_scan("size=10:49:20").values == Texts{"10", "30"});
    CHECK(parse_parameter_scan("n=1:4").values == Texts{"1", "2", "3", "4"});
    CHECK(parse_parameter_scan("n=2:-1").values == Texts{"2", "1", "0", "-1"});
    CHECK(parse_parameter_scan("n=0.1:0.5:0.1").values == Texts{"0.1", "0.2", "0.3", "0.4", "0.5"});
    CHECK(parse_parameter_scan("n=-0.10:0.1:0.05").values == Texts{"-0.10", "-0.05", "0.00", "0.05", "0.10"});
    CHECK(parse_parameter_scan("n=1:0:-0.5").values == Texts{"1.0", "0.5", "0.0"});
    CHECK(parse_parameter_scan("n=0.5:2").values == Texts{"0.5", "1.5"});
    CHECK(parse_parameter_scan("n=3:3:7").values == Texts{"3"});
}

TEST_CASE("what is no list or scan is refused with an example") {
    for (const char* text : {"level", "=1", "a b=1", "ä=1"}) {
        CHECK_THROWS_WITH(parse_parameter_list(text), Contains("level=1,3,9"));
        CHECK_THROWS_WITH(parse_parameter_scan(text), Contains("size=10:50:20"));
    }
    CHECK_THROWS_WITH(parse_parameter_list("level=1,3,1"), Contains("'1' stands twice"));
    for (const char* text : {"n=", "n=1", "n=1:2:3:4", "n=1:x", "n=1:2:", "n=1.:2", "n=.:1", "n=1e3:2",
                             "n=+1:2", "n=1:1234567890123456", "n=100000000000000:2:0.01"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_parameter_scan(text), Error);
    }
    CHECK_THROWS_WITH(parse_parameter_scan("n=1:5:0"), Contains("does not lead"));
    CHECK_THROWS_WITH(parse_parameter_scan("n=1:5:-1"), Contains("does not lead"));
    CHECK_THROWS_WITH(parse_parameter_scan("n=0:10000"), Contains("10001 values"));
    CHECK(parse_parameter_scan("n=1:10000").values.size() == 10000);
}

TEST_CASE("settings are all combinations, the last parameter changing fastest") {
    CHECK(all_settings({}) == std::vector<Setting>{{}});
    const auto settings = all_settings({{"b", {"1", "2"}}, {"a", {"x", "y"}}});
    CHECK(settings == std::vector<Setting>{{{"a", "x"}, {"b", "1"}},
                                           {{"a", "y"}, {"b", "1"}},
                                           {{"a", "x"}, {"b", "2"}},
                                           {{"a", "y"}, {"b", "2"}}});
    CHECK_THROWS_WITH(all_settings({{"a", {"1"}}, {"a", {"2"}}}), Contains("twice"));
    const Parameter wide = parse_parameter_scan("n=1:101");
    CHECK_THROWS_WITH(all_settings({wide, {"m", wide.values}}), Contains("10000 settings"));
}

TEST_CASE("names between @ are replaced, once, and all else stays") {
    const Setting setting{{"a", "1"}, {"b", "@a@"}, {"long-name", ""}};
    CHECK(substituted("-@a@-@b@-@long-name@-", setting) == "-1-@a@--");
    CHECK(substituted("user@host@a@", setting) == "user@host1");
    CHECK(substituted("@c@ @ @@ @a", setting) == "@c@ @ @@ @a");
    CHECK(substituted("", setting).empty());
    CHECK(mentions("x@a@y", "a"));
    CHECK_FALSE(mentions("x@ab@y", "a"));
}
