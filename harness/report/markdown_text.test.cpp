#include "report/markdown_text.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("names, numbers and intervals read well in the source") {
    CHECK(escape_markdown("tree_search/wide_tree") == "tree_search/wide_tree");
    CHECK(escape_markdown("+6.4 % [+3.1, +9.9]") == "+6.4 % [+3.1, +9.9]");
    CHECK(escape_markdown("12.3 µs") == "12.3 µs");
    CHECK(escape_markdown("peak_rss <= 64MiB -> a < b") == "peak_rss <= 64MiB -> a < b");
}

TEST_CASE("nothing in a text has a meaning") {
    CHECK(escape_markdown("<script>&<") == "&lt;script>&amp;&lt;");
    CHECK(escape_markdown("> quoted") == "&gt; quoted");
    CHECK(escape_markdown("a|b`c") == "a\\|b\\`c");
    CHECK(escape_markdown("**b** ~~s~~ $m$ \\") == "\\*\\*b\\*\\* \\~\\~s\\~\\~ \\$m\\$ \\\\");
    CHECK(escape_markdown("__init__ _x") == "\\_\\_init\\_\\_ \\_x");
    CHECK(escape_markdown("[a](b) [a][b] [a]: b") == "[a\\](b) [a\\][b] [a\\]: b");
    CHECK(escape_markdown("a\nb\x1b") == "a\\\\nb\\\\x1b");
}

TEST_CASE("a code span holds any text") {
    CHECK(markdown_code("peak_rss <= 64MiB") == "`peak_rss <= 64MiB`");
    CHECK(markdown_code("share(malloc|free)") == "<code>share(malloc\\|free)</code>");
    CHECK(markdown_code("`x` </code>") == "<code>\\`x\\` &lt;/code></code>");
    CHECK(markdown_code("") == "<code></code>");
}

TEST_CASE("a link can only lead to a file below the document") {
    CHECK(markdown_link("run", "scenarios/a/b/runs/001/run.json") ==
          "[`run`](./scenarios/a/b/runs/001/run.json)");
    CHECK(markdown_link("x", "javascript:alert(1)") == "[`x`](./javascript%3Aalert%281%29)");
    CHECK(markdown_link("x", "//host/a b") == "[`x`](.///host/a%20b)");
    CHECK(markdown_link("x", "µ\n)") == "[`x`](./%C2%B5%0A%29)");
}

TEST_CASE("an image is described by plain text, and leads no farther than a link") {
    CHECK(markdown_image("runs of suite quick", "suites/quick/plots/runs.png") ==
          "![runs of suite quick](./suites/quick/plots/runs.png)");
    CHECK(markdown_image("a](http://x)", "//host/a") == "![a\\](http://x)](.///host/a)");
}

TEST_CASE("a table has its headings, alignment and only columns with content") {
    const Table table{{{"name"}, {"none"}, {"n", Align::right}}, {{{{"a|b"}, {}, {"1"}}, {"a note"}}}};
    CHECK(markdown_table(table) == "| name | n |\n| --- | ---: |\n| a\\|b | 1 |\n\n");
    CHECK(markdown_table({{{"name"}}, {}}).empty());
}
