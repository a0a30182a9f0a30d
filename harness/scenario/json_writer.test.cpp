#include "scenario/json_writer.hpp"

#include "catch.hpp"

#include <limits>
#include <stdexcept>

#include <nlohmann/json.hpp>

using namespace ratchet::runtime;

TEST_CASE("any text becomes a JSON string that reads back, with invalid UTF-8 replaced") {
    const std::string replacement = "\xEF\xBF\xBD";
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"plain", "plain"},
        {"\"quoted\\\"", "\"quoted\\\""},
        {std::string("\0\x01\x1f\x7f\n\t", 6), std::string("\0\x01\x1f\x7f\n\t", 6)},
        {"\x1b[31mred", "\x1b[31mred"},
        {"größe € 𝄞", "größe € 𝄞"},
        {"\xff\xfe", replacement + replacement},
        {"cut \xE2\x82", "cut " + replacement + replacement},
        {"overlong \xC0\xAF", "overlong " + replacement + replacement},
        {"overlong \xE0\x80\xAF", "overlong " + replacement + replacement + replacement},
        {"overlong \xF0\x8F\xBF\xBF", "overlong " + replacement + replacement + replacement + replacement},
        {"surrogate \xED\xA0\x80", "surrogate " + replacement + replacement + replacement},
        {"beyond \xF4\x90\x80\x80", "beyond " + replacement + replacement + replacement + replacement},
        {"not continued \xE2\x82x", "not continued " + replacement + replacement + "x"},
    };
    for (const auto& [text, expected] : cases) {
        CHECK(nlohmann::json::parse(json_string(text)).get<std::string>() == expected);
    }
}

TEST_CASE("no control character survives, so a hostile name cannot steer a terminal") {
    for (const char c : json_string("\x1b]0;title\x07\r\n\x7f")) {
        CHECK(static_cast<unsigned char>(c) >= ' ');
        CHECK(c != '\x7f');
    }
}

TEST_CASE("numbers are the shortest that read back the same") {
    CHECK(json_number(0.1) == "0.1");
    CHECK(json_number(3) == "3");
    CHECK(json_number(-0.0) == "-0");
    for (const double number :
         {1.0 / 3, 1e-300, 5e-324, std::numeric_limits<double>::max(), 123456789.123456789}) {
        CHECK(nlohmann::json::parse(json_number(number)).get<double>() == number);
        CHECK(nlohmann::json::parse(json_number(-number)).get<double>() == -number);
    }
}

TEST_CASE("a number that is not finite is refused") {
    CHECK_THROWS_AS(json_number(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
    CHECK_THROWS_AS(json_number(std::numeric_limits<double>::infinity()), std::invalid_argument);
}

TEST_CASE("a document of all kinds of values reads back") {
    JsonWriter json;
    json.begin_object().key("empty").begin_array().end_array().key("none").begin_object().end_object();
    json.key("list").begin_array().value(1).value("two").value(3.5).value(true).begin_array().end_array();
    json.end_array().key("big").value(std::numeric_limits<std::uint64_t>::max());
    json.key("least").value(std::numeric_limits<std::int64_t>::min()).key("a\"b").value(false).end_object();
    const auto parsed = nlohmann::json::parse(json.text());
    CHECK(parsed == nlohmann::json::parse(R"({"empty":[],"none":{},"list":[1,"two",3.5,true,[]],
        "big":18446744073709551615,"least":-9223372036854775808,"a\"b":false})"));
}
