#include "base/shell_words.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Words = std::vector<std::string>;

TEST_CASE("blanks separate words, quotes and backslashes keep them together") {
    CHECK(shell_words("zstd -3  -c\tfile") == Words{"zstd", "-3", "-c", "file"});
    CHECK(shell_words(R"(a 'b c' "d e" f\ g)") == Words{"a", "b c", "d e", "f g"});
    CHECK(shell_words(R"(a'b'"c"d)") == Words{"abcd"});
    CHECK(shell_words(R"(x '' "")") == Words{"x", "", ""});
    CHECK(shell_words("  ").empty());
    CHECK(shell_words("").empty());
}

TEST_CASE("nothing is expanded, and in double quotes a backslash is one before some characters only") {
    CHECK(shell_words(R"(echo $HOME * ~ `x`)") == Words{"echo", "$HOME", "*", "~", "`x`"});
    CHECK(shell_words(R"("a\"b" "a\nb" "\\" '\n' "|;")") ==
          Words{R"(a"b)", R"(a\nb)", R"(\)", R"(\n)", "|;"});
}

TEST_CASE("what was quoted for a shell comes back") {
    for (const std::string& word : Words{"plain", "with space", "it's", "a\"b\\c", "", "$x;|", "äö", "\t"}) {
        CHECK(shell_words(shell_quoted(word)) == Words{word});
    }
}

TEST_CASE("what is not closed, and what only a shell can do, is refused") {
    CHECK_THROWS_WITH(shell_words("a 'b"), Contains("not closed"));
    CHECK_THROWS_WITH(shell_words("a \"b"), Contains("not closed"));
    CHECK_THROWS_WITH(shell_words("a \\"), Contains("backslash"));
    for (const std::string& text : Words{"a | b", "a && b", "a; b", "a > b", "(a)", "a\nb"}) {
        CHECK_THROWS_WITH(shell_words(text), Contains("--shell"));
    }
}
