#include "base/pattern.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

bool finds(const std::string& pattern, const std::string& text) {
    CAPTURE(pattern, text);
    return Pattern(pattern).found_in(text);
}

std::string times(int count, const std::string& text) {
    std::string result;
    for (int i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

}  // namespace

TEST_CASE("a pattern is found anywhere in a text, by the rules of ECMAScript") {
    struct Row {
        const char* pattern;
        const char* text;
        bool found;
    };
    const std::vector<Row> rows = {
        {"malloc|free", "je_malloc_usable", true},
        {"malloc|free", "calloc", false},
        {"^malloc$", "malloc", true},
        {"^malloc$", "xmalloc", false},
        {"^malloc$", "malloc_consolidate", false},
        {"^(?:malloc|free)$", "free", true},
        {"", "anything", true},
        {"", "", true},
        {"a|", "b", true},
        {"()", "b", true},
        {"a.c", "xabcx", true},
        {"a.c", "a\nc", false},
        {"a\\.c", "abc", false},
        {"a\\.c", "a.c", true},
        {"ab*c", "ac", true},
        {"ab*c", "abbbc", true},
        {"ab+c", "ac", false},
        {"ab+?c", "abbc", true},
        {"ab?c", "abbc", false},
        {"^a{2}$", "aa", true},
        {"^a{2}$", "aaa", false},
        {"^a{2,}$", "aaaaa", true},
        {"^a{2,}$", "a", false},
        {"^a{2,3}$", "aaa", true},
        {"^a{2,3}$", "aaaa", false},
        {"^a{0}$", "", true},
        {"^(?:ab){2}$", "abab", true},
        {"^(a*)*$", "aaaa", true},
        {"^(a|b)*c$", "ababc", true},
        {"[a-c]x", "bx", true},
        {"[a-c]x", "dx", false},
        {"[^a-c]x", "dx", true},
        {"[^a-c]x", "ax", false},
        {"^[]a]", "a", false},  // an empty class, then "a]"
        {"^[^]$", "\n", true},
        {"^[-a]$", "-", true},
        {"^[a-]$", "-", true},
        {"^[\\]\\-\\\\]$", "]", true},
        {"^[\\d_]+$", "12_3", true},
        {"^[\\d-x]$", "-", true},
        {"^[()|*+?.{}$]+$", "()|*+?.{}$", true},
        {"\\bheap\\b", "std::heap<int>", true},
        {"\\bheap\\b", "heap_sort", false},
        {"\\bheap\\b", "heap", true},
        {"\\Bort\\b", "heap_sort", true},
        {"\\Bheap", "heap", false},
        {"^\\d\\D\\w\\W\\s\\S$", "1x_ \tz", true},
        {"operator\\(\\)", "f::operator()(int) const", true},
        {"{lambda", "main::{lambda(int)#1}::operator()(int) const", true},
        {"#1}::", "main::{lambda(int)#1}::operator()(int) const", true},
        {"x{,3}", "x{,3}", true},
        {"a]", "a]", true},
        {"\\x41\\x7a", "Az", true},
        {"^\\t\\n\\r\\f\\v$", "\t\n\r\f\v", true},
        {"operator delete", "operator delete(void*)", true},
        {" malloc ", "malloc", false},
        {"größe|漢", "die_größe", true},
        {"größe|漢", "漢字", true},
        {"\xff", "a\xff", true},
        {"Malloc", "malloc", false},
        {"\"';", "a\"';b", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.pattern, row.text);
        CHECK(finds(row.pattern, row.text) == row.found);
    }
    CHECK(Pattern(std::string_view("a\\0b", 4)).found_in(std::string_view("a\0b", 3)));
}

TEST_CASE("what is no pattern says where and why") {
    struct Row {
        const char* pattern;
        std::size_t position;
        const char* message;
    };
    const std::vector<Row> rows = {
        {"a(b", 1, "never closed"},
        {"a)b", 1, "closes nothing"},
        {"(a))", 3, "closes nothing"},
        {"x[ab", 1, "bracket is never closed"},
        {"x[a\\]", 1, "bracket is never closed"},
        {"*a", 0, "nothing stands before this"},
        {"a|+", 2, "nothing stands before this"},
        {"a(?)", 1, "(?:...)"},
        {"a**", 2, "nothing stands before this"},
        {"a{2}{3}", 4, "nothing stands before this"},
        {"{2}", 0, "nothing stands before this"},
        {"ab^*", 3, "\"^\" cannot be repeated"},
        {"a\\b+", 3, "\"\\b\" cannot be repeated"},
        {"a{3,2}", 1, "must not be larger"},
        {"a{1001}", 1, "1000 repetitions"},
        {"a{1,99999999999999999999}", 1, "1000 repetitions"},
        {"a(?=b)", 1, "no look-around"},
        {"a(?!b)", 1, "no look-around"},
        {"(?<name>b)", 0, "no look-around"},
        {"(a)\\1", 3, "refers back"},
        {"a\\q", 1, "\\q stands for nothing"},
        {"a\\", 1, "a backslash at the end"},
        {"[a\\", 2, "a backslash at the end"},
        {"a\\x4", 1, "two hexadecimal digits"},
        {"a\\xg0", 1, "two hexadecimal digits"},
        {"[z-a]", 1, "no end behind its beginning"},
        {"[a-\\d]", 1, "no end behind its beginning"},
        {"[é]", 1, "only ASCII"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.pattern);
        const auto fault = Pattern::fault_in(row.pattern);
        REQUIRE(fault);
        CHECK(fault->position == row.position);
        CHECK_THAT(fault->message, Contains(row.message));
    }
    CHECK_FALSE(Pattern::fault_in("(a|b)+"));
    CHECK_THROWS_WITH(Pattern("a\x1b("), Contains("\"a\\x1b(\"") && Contains("column 3"));
}

TEST_CASE("what would take long or recurse deeply is refused, or takes neither") {
    CHECK_THAT(Pattern::fault_in("(?:a{1000}){1000}")->message, Contains("2000 steps"));
    CHECK_THAT(Pattern::fault_in(times(30, "(?:") + "a" + times(30, "?){1000}"))->message,
               Contains("2000 steps"));
    CHECK_THAT(Pattern::fault_in(times(30, "(?:") + times(30, "){1000}"))->message, Contains("2000 steps"));
    CHECK_THAT(Pattern::fault_in(times(51, "(") + times(51, ")"))->message, Contains("50 deep"));
    CHECK_FALSE(Pattern::fault_in(times(50, "(") + times(50, ")")));
    CHECK_FALSE(Pattern::fault_in(times(40, "(") + "a" + times(40, ")+")));
    CHECK_FALSE(Pattern::fault_in("a{1000}"));
    CHECK(Pattern::fault_in(times(100'000, "(")));
    CHECK(Pattern::fault_in(times(2001, "a")));

    // std::regex overflows the stack with the one, and does not come to an end with the other.
    const std::string long_text(1'000'000, 'a');
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(Pattern("a.*b").found_in(long_text));
    CHECK_FALSE(Pattern("(a+)+$").found_in(std::string(100'000, 'a') + "!"));
    CHECK(Pattern(times(30, "a?") + times(30, "a")).found_in(std::string(30, 'a')));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));  // a build for debugging too
}

TEST_CASE("patterns drawn at random find what std::regex finds") {
    const std::vector<std::string> parts = {"a",       "b",  "ab", ".",      "[ab]",    "[^a]",      "(a|b)",
                                            "(?:ab|)", "^",  "$",  "\\b",    "|",       "\\w",       "\\W",
                                            "a*",      "b+", "a?", "(a*b)*", "a{2}",    "(ba){1,2}", "-",
                                            "\\B",     "(",  ")",  "b{0,1}", "(a|b|-)+"};
    const std::string alphabet = "ab-";
    std::mt19937 random(20260327);
    int compared = 0;
    for (int i = 0; i < 4000; ++i) {
        std::string pattern;
        for (auto left = random() % 6; left > 0; --left) {
            pattern += parts[random() % parts.size()];
        }
        std::optional<std::regex> reference;
        try {
            reference.emplace(pattern, std::regex::ECMAScript);
        } catch (const std::regex_error&) {
            reference.reset();
        }
        CAPTURE(pattern);
        const bool understood = !Pattern::fault_in(pattern);
        REQUIRE(understood == reference.has_value());
        if (!understood) {
            continue;
        }
        const Pattern tried(pattern);
        for (int j = 0; j < 5; ++j) {
            std::string text;
            for (auto left = random() % 8; left > 0; --left) {
                text += alphabet[random() % alphabet.size()];
            }
            CAPTURE(text);
            REQUIRE(tried.found_in(text) == std::regex_search(text, *reference));
            ++compared;
        }
    }
    CHECK(compared > 5000);
}
