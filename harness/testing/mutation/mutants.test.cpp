#include "testing/mutation/mutants.hpp"

#include "catch.hpp"

#include <algorithm>

using namespace ratchet::testing;

namespace {

/// What the mutants of one operator make of `source`.
std::vector<std::string> all_mutated(MutationOperator kind, const std::string& source) {
    std::vector<std::string> results;
    for (const Mutant& mutant : find_mutants(source)) {
        if (mutant.kind == kind) {
            results.push_back(mutated(mutant, source));
        }
    }
    return results;
}

using Sources = std::vector<std::string>;

}  // namespace

TEST_CASE("a comparison becomes its opposite") {
    const auto opposite = [](const std::string& source) {
        return all_mutated(MutationOperator::comparison, source);
    };
    CHECK(opposite("a < b") == Sources{"a >= b"});
    CHECK(opposite("a >= b") == Sources{"a < b"});
    CHECK(opposite("a > b") == Sources{"a <= b"});
    CHECK(opposite("a <= b") == Sources{"a > b"});
    CHECK(opposite("a == b && c != d") == Sources{"a != b && c != d", "a == b && c == d"});
    CHECK(opposite("a <\n    b") == Sources{"a >=\n    b"});
}

TEST_CASE("a boundary takes in its limit, or no longer does") {
    const auto moved = [](const std::string& source) {
        return all_mutated(MutationOperator::boundary, source);
    };
    CHECK(moved("a < b") == Sources{"a <= b"});
    CHECK(moved("a <= b") == Sources{"a < b"});
    CHECK(moved("a > b || c >= d") == Sources{"a >= b || c >= d", "a > b || c > d"});
    CHECK(moved("a == b").empty());
}

TEST_CASE("templates, operators' names and shifts are no comparisons") {
    for (const char* source :
         {"std::vector<double> x;", "template <class T>", "bool operator==(const A&) const;",
          "std::map<int, std::vector<int>> x;", "x << 3U", "a <=> b", "p->q"}) {
        CAPTURE(source);
        CHECK(all_mutated(MutationOperator::comparison, source).empty());
        CHECK(all_mutated(MutationOperator::boundary, source).empty());
    }
}

TEST_CASE("a sign is turned, or left out where it stands alone") {
    const auto turned = [](const std::string& source) { return all_mutated(MutationOperator::sign, source); };
    CHECK(turned("a + b - c") == Sources{"a - b - c", "a + b + c"});
    CHECK(turned("x += 1; ++i;") == Sources{"x -= 1; ++i;", "x += 1; --i;"});
    CHECK(turned("f(-x)") == Sources{"f(x)"});
    CHECK(turned("return -2 * x;") == Sources{"return 2 * x;"});
    CHECK(turned("a < -b") == Sources{"a < b"});
    CHECK(turned("a + \"text\"").empty());
    CHECK(turned("1e-9").empty());
}

TEST_CASE("a constant becomes another one") {
    const auto other = [](const std::string& source) {
        return all_mutated(MutationOperator::constant, source);
    };
    CHECK(other("n / 2") == Sources{"n / (2 + 1)"});
    CHECK(other("x = 0.01") == Sources{"x = (2 * 0.01)"});
    CHECK(other("x = 1e-9") == Sources{"x = (2 * 1e-9)"});
    CHECK(other("x = 0x1p-53") == Sources{"x = (2 * 0x1p-53)"});
    CHECK(other("x >> 0x1eU") == Sources{"x >> (0x1eU + 1)"});
    CHECK(other("x = 10'000") == Sources{"x = (10'000 + 1)"});
    CHECK(other("f(0, 0.0)") == Sources{"f(1, 0.0)", "f(0, 1.0)"});
    CHECK(other("return true;") == Sources{"return false;"});
    CHECK(other("log1p(x2)").empty());
}

TEST_CASE("comments, literals and preprocessor lines are left alone") {
    for (const char* source : {"// a < 1\n", "/* a + 1 */", "\"a < 1 \\\" + 2\"", "'1'", "#if A > 1\n",
                               "#include <fmt/format.h>  // 1 < 2\n"}) {
        CAPTURE(source);
        CHECK(find_mutants(source).empty());
    }
}

TEST_CASE("statements that do something are removed one by one") {
    const std::string before =
        "void f() {\n    g(a);\n    x.y = {b, c};\n    std::sort(x.begin(), x.end());\n}\n";
    CHECK(all_mutated(MutationOperator::removed_statement, before) ==
          Sources{"void f() {\n    ;\n    x.y = {b, c};\n    std::sort(x.begin(), x.end());\n}\n",
                  "void f() {\n    g(a);\n    ;\n    std::sort(x.begin(), x.end());\n}\n",
                  "void f() {\n    g(a);\n    x.y = {b, c};\n    ;\n}\n"});
}

TEST_CASE("a return is removed where something follows it") {
    CHECK(all_mutated(MutationOperator::removed_statement,
                      "int f() {\n    if (a) {\n        return b;\n    }\n    return c;\n}") ==
          Sources{"int f() {\n    if (a) {\n        ;\n    }\n    return c;\n}"});
    CHECK(all_mutated(MutationOperator::removed_statement, "void f() { for (;;) { break; } }") ==
          Sources{"void f() { for (;;) { ; } }"});
}

TEST_CASE("declarations, definitions and heads of loops are no statements to remove") {
    for (const char* source :
         {"int f() { int x = g(); return x; }", "void f() { std::vector<int> x(3); }",
          "void f() { const auto& x = y; }", "void f() { statistics::Random random(seed); }",
          "void f() { std::map<int, std::vector<int>>& x = y; }", "namespace a { int b = 1; }",
          "A::A(int x) : x_(x) {}", "void f() { for (i = 0; i < n; ++i) {} }",
          "struct A { int b() const; };"}) {
        CAPTURE(source);
        CHECK(all_mutated(MutationOperator::removed_statement, source).empty());
    }
}

TEST_CASE("statements inside of a lambda are removed too, and the one around it as a whole") {
    const std::string source = "void f() { each(x, [&](int y) { g(y); }); }";
    CHECK(all_mutated(MutationOperator::removed_statement, source) ==
          Sources{"void f() { ; }", "void f() { each(x, [&](int y) { ; }); }"});
}

TEST_CASE("a difference shows the whole lines, and the line's number is the first one's") {
    const std::string source = "int f() {\n    g(a,\n      b);\n    return a < b;\n}\n";
    const auto mutants = find_mutants(source);
    REQUIRE(mutants.size() == 3);
    CHECK(difference(mutants[0], source) == "-g(a,\n-      b);\n+;\n");
    CHECK(line_of(mutants[0], source) == 2);
    CHECK(difference(mutants[1], source) == "-return a < b;\n+return a >= b;\n");
    CHECK(line_of(mutants[1], source) == 4);
}
