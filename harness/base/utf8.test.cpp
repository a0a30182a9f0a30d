#include "base/utf8.hpp"

#include "catch.hpp"

#include <string>

using ratchet::CodePoint;
using ratchet::decode_utf8;
using ratchet::display_width;
using ratchet::without_middle;

TEST_CASE("the first character is decoded whatever its length") {
    CHECK(decode_utf8("ab") == CodePoint{U'a', 1, true});
    CHECK(decode_utf8("µs") == CodePoint{0xB5, 2, true});
    CHECK(decode_utf8("€") == CodePoint{0x20AC, 3, true});
    CHECK(decode_utf8("\U0001F600") == CodePoint{0x1F600, 4, true});
}

TEST_CASE("bytes that are not UTF-8 are told one at a time") {
    const std::string text = GENERATE(as<std::string>{}, "\x80",  // continuation without a lead
                                      "\xC3",                     // cut short
                                      "\xC0\xAF",                 // overlong
                                      "\xE0\x80\x80",             // overlong
                                      "\xED\xA0\x80",             // surrogate
                                      "\xF4\x90\x80\x80",         // above U+10FFFF
                                      "\xFF", "\xC3(");
    const CodePoint first = decode_utf8(text);
    CHECK_FALSE(first.valid);
    CHECK(first.size == 1);
    CHECK(first.value == static_cast<unsigned char>(text[0]));
}

TEST_CASE("width counts columns, not bytes") {
    CHECK(display_width("") == 0);
    CHECK(display_width("12.3 µs") == 7);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("\xff") == 1);
}

TEST_CASE("a text that is too wide loses its middle") {
    CHECK(without_middle("tree_search/wide_tree", 21) == "tree_search/wide_tree");
    CHECK(without_middle("tree_search/wide_tree", 11) == "tree_…_tree");
    CHECK(without_middle("abcdef", 4) == "a…ef");
    CHECK(without_middle("abc", 1) == "…");
    CHECK(without_middle("", 1).empty());
}

TEST_CASE("a text is cut between characters") {
    CHECK(without_middle("µµµµµ", 4) == "µ…µµ");
    CHECK(without_middle("漢字漢字", 6) == "漢…字");
    CHECK(display_width(without_middle("漢字漢字", 7)) <= 7);
}

TEST_CASE("an end that is cut off keeps no mark of the character before it") {
    CHECK(without_middle("abcde\u0301f", 3) == "a…f");
    CHECK(without_middle("abcde\u0301f", 4) == "a…e\u0301f");
}
