#include "profile/flame_svg.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

/// The still picture of these stacks, each box of the look "look".
FlameStill still_drawn_of(const CallTree& tree, const std::string& subtitle = "",
                          const std::vector<FlameLegendEntry>& legend = {}) {
    const FlameNames names = flame_names(tree);
    return flame_still({.title = "title",
                        .subtitle = subtitle,
                        .unit = "samples",
                        .tree = tree,
                        .names = names,
                        .legend = legend,
                        .look = [](std::size_t) { return std::string("look"); },
                        .details = [](std::size_t node) { return "node " + std::to_string(node); },
                        .compared = ""});
}

std::size_t found_in(const std::string& text, std::string_view what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("a picture is as high as what stands in it: title, subtitle, legend, 17 pixels a row") {
    const CallTree one = call_tree(read_folded("f 1\n", "x"));
    CHECK(still_drawn_of(one).height == 50 + 2 * 17 + 16);
    CHECK(still_drawn_of(call_tree(read_folded("f;g;h 1\n", "x"))).height == 50 + 4 * 17 + 16);
    CHECK(still_drawn_of(one, "subtitle").height == 72 + 2 * 17 + 16);
    CHECK(still_drawn_of(one, "", {{"c1", "kernel"}}).height == 68 + 2 * 17 + 16);
    // 100 columns of 6.6 pixels: two do not stand in a line of 1168.
    const FlameLegendEntry wide{"c1", std::string(100, 'x')};
    CHECK(still_drawn_of(one, "", {wide, wide}).height == 86 + 2 * 17 + 16);
}

TEST_CASE("boxes with room for a label are elements, narrower ones outlines, the narrowest strokes") {
    // 1168 pixels: 1000 of the first, 23.4 (less than three letters), and 124 times 1.168.
    std::string folded = "wide 856\nsmall 20\n";
    for (int i = 0; i < 124; ++i) {
        folded += "tiny" + std::to_string(i) + " 1\n";
    }
    const std::string markup = still_drawn_of(call_tree(read_folded(folded, "x"))).markup;
    CHECK(found_in(markup, "<rect class=\"box look\"") == 2);  // the root and the wide one
    CHECK_THAT(markup, Contains("<title>wide\nnode ") && !Contains("small") && !Contains("tiny"));
    CHECK(found_in(markup, "<path class=\"box look\"") == 1);
    CHECK(found_in(markup, "<path class=\"run look\"") == 1);
    CHECK_THAT(markup, Contains("h23.4v16h-23.4z"));
}

TEST_CASE("a document says what it is, and an empty one why it is empty; hostile texts are text") {
    const std::string hostile = "</title><script>alert(1)</script>\x01\xff\n";
    const std::string svg = write_empty_flame_svg(hostile, hostile, "because <b>");
    CHECK_THAT(svg,
               Contains("class=\"profile\" width=\"1200\" height=\"120\"") && Contains("because &lt;b&gt;"));
    CHECK(found_in(svg, "<script") == 0);
    CHECK(found_in(svg, "\\x01\\xff\\n") == 3);  // the title twice
    const CallTree tree = call_tree(read_folded("f 1\n", "x"));
    const FlameNames names = flame_names(tree);
    FlamePicture picture{.title = hostile,
                         .subtitle = "",
                         .unit = "samples",
                         .tree = tree,
                         .names = names,
                         .legend = {},
                         .look = [](std::size_t) { return std::string("c0"); },
                         .details = [](std::size_t) { return std::string(); },
                         .compared = ""};
    CHECK_THAT(write_flame_svg(picture),
               Contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"profile\""));
    CHECK(found_in(write_flame_svg(picture), "<script") == 2);
    picture.compared = "{}";
    CHECK_THAT(write_flame_svg(picture), Contains("class=\"difference\""));
}
