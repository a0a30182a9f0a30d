#include "profile/flame_graph.hpp"

#include "base/subprocess_process.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "temporary_directory_disk.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

using namespace ratchet;
using Catch::Contains;

namespace {

Stacks drawn_stacks(std::string_view folded) {
    return read_folded(folded, "test");
}

/// What xmllint says against the document; nothing where it is well formed, or where there is no xmllint.
std::string svg_complaint(const std::string& xml) {
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "picture.svg", std::ios::binary) << xml;
    const SubprocessResult result = run_subprocess({"xmllint", "--noout", "--nonet", "picture.svg"},
                                                   directory.path().string(), std::chrono::minutes(1), {});
    if (result.start_error) {
        WARN("skipped: xmllint is absent (apt-get install libxml2-utils)");
        return "";
    }
    return result.exit_code == 0 ? "" : result.output + result.error_output;
}

std::string svg_part(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find(to, begin);
    REQUIRE(end != std::string::npos);
    return text.substr(begin, end - begin);
}

/// The picture for readers without scripts.
std::string still_of(const std::string& svg) {
    return svg_part(svg, "<g id=\"still\">", "<script");
}

std::string data_of(const std::string& svg) {
    return svg_part(svg, "id=\"data\">", "</script>");
}

std::size_t occurrences(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("a box is as wide as its share of 1168 pixels, callers below, siblings in order") {
    const std::string svg = write_flame_graph(drawn_stacks("main;b 1\nmain;a 2\nmain 1\n"));
    CHECK_THAT(svg, Contains("width=\"1200\" height=\"135\" viewBox=\"0 0 1200 135\""));
    const std::string picture = still_of(svg);
    CHECK_THAT(picture,
               Contains("x=\"16\" y=\"102\" width=\"1168\" height=\"16\"/><text x=\"19\" y=\"114\">all<"));
    CHECK_THAT(picture,
               Contains("x=\"16\" y=\"85\" width=\"1168\" height=\"16\"/><text x=\"19\" y=\"97\">main<"));
    CHECK_THAT(picture,
               Contains("x=\"16\" y=\"68\" width=\"584\" height=\"16\"/><text x=\"19\" y=\"80\">a<"));
    CHECK_THAT(picture,
               Contains("x=\"600\" y=\"68\" width=\"292\" height=\"16\"/><text x=\"603\" y=\"80\">b<"));
}

TEST_CASE("a tooltip says the module, samples, their share and what is the function's own") {
    const std::string svg = write_flame_graph(drawn_stacks("prog`main;libc.so.6`malloc 1\nprog`main 3\n"));
    CHECK_THAT(svg, Contains("<title>main\nprog\n4 samples, 100.00 %\nself 75.00 %</title>"));
    CHECK_THAT(svg, Contains("<title>malloc\nlibc.so.6\n1 sample, 25.00 %\nself 25.00 %</title>"));
    FlameGraphOptions options;
    options.unit = "instructions";
    CHECK_THAT(write_flame_graph(drawn_stacks("main 3\n"), options),
               Contains("<title>main\n3 instructions, 100.00 %\nself 100.00 %</title>"));
}

TEST_CASE("labels are cut to what a box has room for, and narrow boxes have none") {
    // 1 % of 1168 pixels is no room for three letters, 10 % for sixteen.
    const std::string long_name(40, 'x');
    const std::string svg =
        write_flame_graph(drawn_stacks(fmt::format("m;a{} 10\nm;b{} 1\nm;c 89\n", long_name, long_name)));
    const std::string picture = still_of(svg);
    CHECK_THAT(picture, Contains(">a" + std::string(14, 'x') + "…</text>"));
    CHECK_THAT(picture, Contains("<title>a" + long_name + "\n"));
    CHECK_THAT(picture, !Contains("b" + long_name));
    CHECK_THAT(picture, Contains("M132.8 "));  // 16 + 116.8
    CHECK_THAT(data_of(svg), Contains("\"b" + long_name + "\""));
}

TEST_CASE("each name is stored once, however often its function is called") {
    std::string folded;
    for (int i = 0; i < 200; ++i) {
        folded += fmt::format("main;caller{};some_function_with_a_name 1\n", i);
    }
    const std::string svg = write_flame_graph(drawn_stacks(folded));
    CHECK(occurrences(data_of(svg), "some_function_with_a_name") == 1);
    CHECK(occurrences(svg, "some_function_with_a_name") == 1);  // no box has room for a label
}

TEST_CASE("what is narrower than a tenth of a pixel is one grey box") {
    // A tenth of a pixel of 1200 is 1/12000 of the samples.
    const std::string kept = write_flame_graph(drawn_stacks("main;wide 11000\nmain;narrow 1\n"));
    CHECK_THAT(data_of(kept), Contains("\"narrow\""));
    const std::string pruned = write_flame_graph(drawn_stacks("main;wide 13000\nmain;narrow 1\n"));
    CHECK_THAT(data_of(pruned), !Contains("narrow"));
    const std::string many = [] {
        std::string folded = "main;wide 100000\n";
        for (int i = 0; i < 20000; ++i) {
            folded += fmt::format("main;narrow{} 1\n", i);
        }
        return write_flame_graph(drawn_stacks(folded));
    }();
    CHECK_THAT(many, Contains("<title>…\n20000 samples, 16.67 %\nfunctions too narrow"));
    CHECK_THAT(data_of(many), !Contains("narrow"));
}

TEST_CASE("the data are the tree: levels up, names, own samples") {
    // Names by use: a is twice in the tree. Base 64: A is 0, B 1, and so on; 40 is 8 + 32, the mark, then 1.
    const std::string json = data_of(write_flame_graph(drawn_stacks("m`a;b 40\nm`a;c;m`a 2\nm`a 1\n")));
    CHECK_THAT(json, Contains("\"names\":[\"\\u2026\",\"a\",\"b\",\"c\"]"));
    CHECK_THAT(json, Contains("\"modules\":[[\"\",\"c0\"],[\"m\",\"c"));
    CHECK_THAT(json, Contains("\"nodes\":\"ABB"
                              "ACoB"
                              "BDA"
                              "ABC\""));
}

TEST_CASE("modules have their colours, and a legend, most samples first") {
    const std::string svg =
        write_flame_graph(drawn_stacks("prog`main;[kernel]`read 6\nprog`main 3\nprog`main;plain 1\n"));
    const std::string legend = svg_part(data_of(svg), "\"legend\":", "\"modules\"");
    CHECK_THAT(legend, Contains("[[\"c1\",\"[kernel]\"],[\"c"));
    CHECK(legend.find("prog") < legend.find("unknown module"));
    CHECK_THAT(legend, Contains("[\"c0\",\"unknown module\"]]"));
    CHECK_THAT(still_of(svg), Contains("class=\"box c1 s"));
    std::string many;
    for (int i = 0; i < 15; ++i) {
        many += fmt::format("m{}`f 1\n", i);
    }
    CHECK_THAT(data_of(write_flame_graph(drawn_stacks(many))), Contains("[\"rest\",\"and 5 more modules\"]"));
}

TEST_CASE("hostile names are text, whatever they hold") {
    Stacks stacks;
    std::string bytes;
    for (int c = 0; c < 256; ++c) {
        bytes += static_cast<char>(c);
    }
    const std::vector<std::string> names{"<script>alert(1)</script>",
                                         "]]></script><script>alert(2)</script>",
                                         "\"'`&amp;&#0;--><!--",
                                         "\\u003cscript\\u003e",
                                         "evil\u202egnp.exe",
                                         "\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80\xff",
                                         "emoji \U0001F600 文字",
                                         "",
                                         bytes};
    for (const std::string& name : names) {
        stacks.add(std::vector{stacks.index_of(name, name), stacks.index_of(name, "")}, 10);
    }
    FlameGraphOptions options;
    options.title = options.subtitle = options.unit = bytes + "</title><script>alert(3)</script>";
    const std::string svg = write_flame_graph(stacks, options);
    CHECK(svg_complaint(svg) == "");
    CHECK(occurrences(svg, "<script") == 2);  // the data and our own
    CHECK(occurrences(svg, "]]>") == 1);
    CHECK(occurrences(svg, "alert(1)") > 0);
    CHECK_THAT(svg, !Contains("\u202e"));
    CHECK_THAT(svg, Contains("evil\\u{202e}gnp.exe"));
    const std::string json = data_of(svg).substr(std::string("id=\"data\">").size());
    CHECK(std::ranges::all_of(json, [](char c) {
        return c == '\n' || (c >= ' ' && c < 0x7f && c != '<' && c != '>' && c != '&' && c != '\'');
    }));
    CHECK_THAT(json, Contains("\"\\u005cu003cscript\\u005cu003e\""));
    CHECK_THAT(json, Contains("\\ud83d\\ude00"));
    CHECK_THAT(json, Contains("\"[unknown]\""));
}

TEST_CASE("a name of a megabyte is shortened, a stack of a hundred thousand frames too") {
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of("begin" + std::string(1'000'000, 'x') + "end", "")});
    stacks.add(std::vector<FrameIndex>(100'000, stacks.index_of("deep", "")));
    const std::string svg = write_flame_graph(stacks);
    CHECK(svg.size() < 400'000);
    CHECK_THAT(data_of(svg), Contains("xend\""));
    CHECK(svg_complaint(svg) == "");
}

TEST_CASE("no stacks are a picture that says so") {
    FlameGraphOptions options;
    options.title = "tree_search/wide <tree>";
    const std::string svg = write_flame_graph(Stacks{}, options);
    CHECK_THAT(svg, Contains("No samples: there is nothing to draw."));
    CHECK_THAT(svg, Contains("tree_search/wide &lt;tree&gt;"));
    CHECK_THAT(svg, !Contains("<script"));
    CHECK(svg_complaint(svg) == "");
}

TEST_CASE("one sample, and as many as can be counted") {
    CHECK(svg_complaint(write_flame_graph(drawn_stacks("f 1\n"))) == "");
    const std::string svg = write_flame_graph(drawn_stacks("f 9007199254740991\ng 1\n"));
    CHECK_THAT(svg, Contains("9007199254740992 samples, 100.00 %"));
    CHECK(svg_complaint(svg) == "");
}

TEST_CASE("the same stacks are the same bytes, whatever their order") {
    CHECK(write_flame_graph(drawn_stacks("x`a;y`b 1\nx`a;c 2\nz`d 3\n")) ==
          write_flame_graph(drawn_stacks("z`d 3\nx`a;c 1\nx`a;y`b 1\nx`a;c 1\n")));
}

TEST_CASE("the document needs nothing else") {
    const std::string svg = write_flame_graph(drawn_stacks("main;a 1\n"));
    CHECK(occurrences(svg, "http") == occurrences(svg, "http://www.w3.org/"));
    CHECK_THAT(svg, !Contains("href"));
    CHECK_THAT(svg, !Contains("url("));
    CHECK_THAT(svg, !Contains("eval("));
    CHECK_THAT(svg, !Contains("innerHTML"));
}
