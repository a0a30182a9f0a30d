#include "profile/json_text.hpp"

#include "catch.hpp"

#include <nlohmann/json.hpp>

using namespace ratchet;
using namespace std::string_view_literals;

TEST_CASE("a text is one JSON string") {
    CHECK(json_quoted("") == R"("")");
    CHECK(json_quoted("a\"b\\c/") == R"("a\"b\\c/")");
    CHECK(json_quoted("1\n2\t3\r\x01") == R"("1\n2\t3\r\u0001")");
    CHECK(json_quoted("a\0b"sv) == R"("a\u0000b")");
    CHECK(json_quoted("µ😀") == "\"µ😀\"");
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD, and what is read back is the rest") {
    CHECK(json_quoted("a\xff") == "\"a\xef\xbf\xbd\"");
    for (const auto text : {"\xff\xfe"sv, "\xc3"sv, "x\xed\xa0\x80y"sv, "\xf4\x90\x80\x80"sv, "\xc0\xaf"sv}) {
        const std::string read = nlohmann::json::parse(json_quoted(text)).get<std::string>();
        CHECK(read.find("\xef\xbf\xbd") != std::string::npos);
    }
}
