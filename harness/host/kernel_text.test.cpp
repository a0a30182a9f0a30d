#include "host/kernel_text.hpp"

#include "catch.hpp"

using namespace std::string_view_literals;
using ratchet::decimal_number;
using ratchet::field;
using ratchet::trimmed;
using ratchet::whole_number;
using ratchet::words;

TEST_CASE("blanks at both ends are cut, those inside are kept") {
    CHECK(trimmed("  a b\n") == "a b");
    CHECK(trimmed("linux,dummy-virt\0"sv) == "linux,dummy-virt");
    CHECK(trimmed(" \n\t").empty());
    CHECK(trimmed("").empty());
}

TEST_CASE("words are separated by any run of blanks") {
    CHECK(words("  fpu\tvme  de\n") == std::vector<std::string_view>{"fpu", "vme", "de"});
    CHECK(words("one") == std::vector<std::string_view>{"one"});
    CHECK(words(" ").empty());
}

TEST_CASE("a field is found by its whole name, and the first one counts") {
    const auto text = "model name\t: EPYC: 7\nmodel\t\t: 17\nmodel : 18\nno colon\nempty:\n"sv;
    CHECK(field(text, "model") == "17");
    CHECK(field(text, "model name") == "EPYC: 7");
    CHECK(field(text, "empty").empty());
    CHECK(field(text, "absent").empty());
    CHECK(field("", "model").empty());
}

TEST_CASE("numbers are read whole or not at all") {
    CHECK(whole_number(" 42\n") == 42);
    CHECK(whole_number("-3") == -3);
    CHECK(whole_number("0xd0c") == 0xd0c);
    for (const auto text : {"", "x", "4 2", "42kB", "0x", "0x-1", "1.5", "99999999999999999999"}) {
        CAPTURE(text);
        CHECK_FALSE(whole_number(text));
    }
    CHECK(decimal_number("1.52\n") == 1.52);
    CHECK(decimal_number("0") == 0);
    for (const auto text : {"", "1,5", "1.5%", "nan", "inf", "1e999"}) {
        CAPTURE(text);
        CHECK_FALSE(decimal_number(text));
    }
}
