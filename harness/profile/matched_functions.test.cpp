#include "profile/matched_functions.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

#include <optional>

using namespace ratchet;

namespace {

std::vector<MatchedFunction> matched(std::string_view now, std::string_view before) {
    return match_functions(read_folded(now, "now"), read_folded(before, "before"));
}

std::optional<MatchedFunction> function_named(const std::vector<MatchedFunction>& functions,
                                              const std::string& name, const std::string& module) {
    for (const MatchedFunction& function : functions) {
        if (function.frame == Frame{name, module}) {
            return function;
        }
    }
    return std::nullopt;
}

}  // namespace

TEST_CASE("what compilers add to a function's name is not of its source") {
    CHECK(source_function("search") == "search");
    CHECK(source_function("search.constprop.0") == "search");
    CHECK(source_function("search.isra.0") == "search");
    CHECK(source_function("search.part.1") == "search");
    CHECK(source_function("search.cold") == "search");
    CHECK(source_function("search.part.0.isra.3.cold") == "search");
    CHECK(source_function("search.lto_priv.0.lto_priv.12") == "search");
    CHECK(source_function("search.llvm.1234567890") == "search");
    CHECK(source_function("a::search(int) [clone .constprop.0]") == "a::search(int)");
    CHECK(source_function("a::search(int) [clone .isra.0] [clone .cold]") == "a::search(int)");
}

TEST_CASE("names that only look so are left alone") {
    CHECK(source_function("") == "");
    CHECK(source_function(".cold") == ".cold");
    CHECK(source_function("isra") == "isra");
    CHECK(source_function("search.cold.hot") == "search.cold.hot");
    CHECK(source_function("search.0") == "search.0");
    CHECK(source_function("operator[]") == "operator[]");
    CHECK(source_function("map<int>::operator[](int const&)") == "map<int>::operator[](int const&)");
    CHECK(source_function(" [clone .cold]") == " [clone .cold]");
}

TEST_CASE("a function has the samples in which it was innermost, by all its ways and clones") {
    const auto functions =
        matched("main;p`run;p`hash 5\nmain;p`hash.part.0 2\nmain;p`run 1\n", "main;p`run;p`hash.isra.0 3\n");
    REQUIRE(functions.size() == 2);
    const auto hash = function_named(functions, "hash", "p");
    REQUIRE(hash);
    CHECK(hash->now == 7);
    CHECK(hash->before == 3);
    CHECK(hash->seen_before);
    const auto run = function_named(functions, "run", "p");
    REQUIRE(run);
    CHECK(run->now == 1);
    CHECK(run->before == 0);
    CHECK(run->seen_before);  // as a caller
}

TEST_CASE("the same name in two modules is two functions") {
    const auto functions = matched("a`hash 1\nb`hash 2\n", "a`hash 3\nb`hash 4\n");
    CHECK(function_named(functions, "hash", "a")->before == 3);
    CHECK(function_named(functions, "hash", "b")->before == 4);
}

TEST_CASE("a program or library of another name is the same, as far as functions tell") {
    const auto functions = matched("new`main;new`run 10\nnew`main;libx.so.2`hash 5\nlibc.so.6`free 1\n",
                                   "old`main;old`run 20\nold`main;libx.so.1`hash 6\nlibc.so.6`free 2\n");
    REQUIRE(functions.size() == 3);
    CHECK(function_named(functions, "run", "new")->before == 20);
    CHECK(function_named(functions, "hash", "libx.so.2")->before == 6);
}

TEST_CASE("a module that both profiles have is never taken for another") {
    const auto functions = matched("a`f 1\nb`f 2\nb`g 2\n", "a`f 3\na`g 4\n");
    CHECK(function_named(functions, "f", "a")->before == 3);
    CHECK(function_named(functions, "f", "b")->before == 0);
    CHECK_FALSE(function_named(functions, "g", "b")->seen_before);
    CHECK(function_named(functions, "g", "a")->now == 0);
}

TEST_CASE("of several it is the one with the most functions in common, each once") {
    const auto functions = matched("x`f 1\nx`g 1\nx`h 1\ny`f 1\n", "p`f 7\nq`f 8\nq`g 8\n");
    CHECK(function_named(functions, "g", "x")->before == 8);  // q is x,
    CHECK(function_named(functions, "f", "x")->before == 8);
    CHECK(function_named(functions, "f", "y")->before == 7);  // and p what is left
}

TEST_CASE("modules without a function in common are not the same") {
    const auto functions = matched("new`g 1\n", "old`f 1\n");
    REQUIRE(functions.size() == 2);
    CHECK_FALSE(function_named(functions, "g", "new")->seen_before);
    CHECK(function_named(functions, "f", "old")->now == 0);
}

TEST_CASE("functions without a symbol are one for each module: another build has other addresses") {
    const auto functions = matched("p`main;p`p+0x1f0 4\np`p+0x200 3\n", "p`main;p`p+0x111 5\n");
    REQUIRE(functions.size() == 1);
    const auto code = function_named(functions, code_without_symbols, "p");
    REQUIRE(code);
    CHECK(code->now == 7);
    CHECK(code->before == 5);
    CHECK(code->is_code);
}

TEST_CASE("the profiler's own frames are no functions") {
    const auto functions = matched("main;[rest] 4\n[unknown] 3\n[anon]`[unknown] 2\n", "");
    REQUIRE(functions.size() == 3);
    for (const MatchedFunction& function : functions) {
        CHECK_FALSE(function.is_code);
    }
    CHECK(matched("", "").empty());
}
