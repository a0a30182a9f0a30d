#include "profile/differential_flame_graph.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "statistics/random.hpp"

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace ratchet;
using Catch::Contains;

namespace {

Stacks compared_stacks(std::string_view folded) {
    return read_folded(folded, "test");
}

std::string differential(std::string_view current, std::string_view baseline,
                         const DifferentialFlameGraphOptions& options = {}) {
    return write_differential_flame_graph(compared_stacks(current), compared_stacks(baseline), options);
}

/// The class of the box that is labelled `name` in the picture for readers without scripts.
std::string look_of_box(const std::string& svg, const std::string& name) {
    std::smatch match;
    const std::regex box("<title>" + name + "\\n[^<]*</title><rect class=\"box ([a-z0-9]*)\"");
    return std::regex_search(svg, match, box) ? match[1].str() : "no such box";
}

std::string tooltip_of(const std::string& svg, const std::string& name) {
    std::smatch match;
    return std::regex_search(svg, match, std::regex("<title>" + name + "\\n([^<]*)</title>")) ? match[1].str()
                                                                                              : "no such box";
}

}  // namespace

TEST_CASE("what grew is red and what shrank is blue, by how many points") {
    const std::string svg = differential("m;a 2050\nm;b 2300\nm;c 2500\nm;d 4100\nm;e 7800\nm;f 1250\n",
                                         "m;a 1900\nm;b 2000\nm;c 2000\nm;d 2000\nm;e 9600\nm;f 2500\n");
    // 20 000 samples each: +0.75, +1.5, +2.5, +10.5, -9, -6.25 points.
    CHECK(look_of_box(svg, "m") == "same");
    CHECK(look_of_box(svg, "a") == "more1");
    CHECK(look_of_box(svg, "b") == "more2");
    CHECK(look_of_box(svg, "c") == "more2");
    CHECK(look_of_box(svg, "d") == "more4");
    CHECK(look_of_box(svg, "e") == "less3");
    CHECK(look_of_box(svg, "f") == "less3");
}

TEST_CASE("the tooltip has both shares and the difference with its interval") {
    // One frame below the root each: two tests, both discoveries, so that the interval is of 95 %.
    const std::string text = tooltip_of(differential("a 60\nb 40\n", "a 30\nb 70\n"), "a");
    // Wilson: 60 of 100 is 0.5020 … 0.6906, 30 of 100 is 0.2189 … 0.3958; 0.3 - sqrt(0.0980² + 0.0958²), 0.3
    // + sqrt(0.0906² + 0.0811²).
    CHECK_THAT(text, Contains("60 samples\ntotal 30.00 % → 60.00 %: +30.00 points (+16.29 to +42.16)"));
    CHECK_THAT(text, Contains("\nself 30.00 % → 60.00 %: +30.00 points (+16.29 to +42.16)"));
    CHECK_THAT(text, !Contains("within"));
}

TEST_CASE("what the samples do not tell is white, and says so") {
    const std::string svg = differential("a 33\nb 67\n", "a 30\nb 70\n");
    CHECK(look_of_box(svg, "a") == "same");
    CHECK_THAT(tooltip_of(svg, "a"), Contains("+3.00 points (−"));
    CHECK_THAT(tooltip_of(svg, "a"), Contains(", within sampling error"));
}

TEST_CASE("shares are compared, not samples") {
    const std::string svg = differential("a 5000\nb 5000\n", "a 500\nb 500\n");
    CHECK(look_of_box(svg, "a") == "same");
    CHECK_THAT(tooltip_of(svg, "a"), Contains("total 50.00 % → 50.00 %: 0.00 points"));
}

TEST_CASE("a function's own time is judged apart from that of what it calls") {
    const std::string svg =
        differential("m;a;b 4000\nm;a 1000\nm;c 5000\n", "m;a;b 1000\nm;a 1000\nm;c 8000\n");
    CHECK(look_of_box(svg, "a") == "more4");
    CHECK_THAT(tooltip_of(svg, "a"), Contains("self 10.00 % → 10.00 %: 0.00 points"));
    CHECK_THAT(tooltip_of(svg, "b"), Contains("self 10.00 % → 40.00 %: +30.00 points"));
}

TEST_CASE("new frames have a colour of their own, but not for a sample or two") {
    const std::string svg = differential("m;old 1000\nm;new;below 200\nm;rare 30\n", "m;old 1200\n");
    CHECK(look_of_box(svg, "new") == "new");
    CHECK(look_of_box(svg, "below") == "new");
    CHECK(look_of_box(svg, "old") == "less4");
    CHECK(look_of_box(differential("m;old 100\nm;rare 3\n", "m;old 100\n"), "rare") == "same");
}

TEST_CASE("vanished frames take no room, and are in the data for the other widths") {
    const std::string svg = differential("m;stays 1000\n", "m;stays 700\nm;vanished;below 300\n");
    CHECK(look_of_box(svg, "vanished") == "no such box");
    CHECK_THAT(svg, Contains("\"vanished\""));
    CHECK_THAT(svg, Contains("\"below\""));
    CHECK_THAT(svg, Contains("\"gone\""));
}

TEST_CASE("the data have the samples of both profiles") {
    // A: up 0, B: name 1 (m), own samples 0 and 1; then a: 2 and 3.
    const std::string svg = differential("m;a 2\n", "m;a 3\nm 1\n");
    CHECK_THAT(svg, Contains("\"names\":[\"\\u2026\",\"a\",\"m\"]"));
    CHECK_THAT(svg, Contains("\"nodes\":\"ACAB"
                             "ABCD\""));
}

TEST_CASE("slower code everywhere is seen only by the measured ratio of times") {
    const std::string_view stacks = "m;a 3000\nm;b 7000\n";
    CHECK(look_of_box(differential(stacks, stacks), "a") == "same");
    DifferentialFlameGraphOptions slower;
    slower.time_ratio = {1.08, 0};
    const std::string svg = differential(stacks, stacks, slower);
    CHECK(look_of_box(svg, "m") == "more3");
    CHECK(look_of_box(svg, "a") == "more2");
    CHECK(look_of_box(svg, "b") == "more3");
    CHECK_THAT(tooltip_of(svg, "b"), Contains("total 70.00 % → 75.60 %: +5.60 points"));
    CHECK_THAT(svg, Contains("shares are of the baseline's time"));
    // Known to 10 points only, it says nothing.
    slower.time_ratio = {1.08, 0.1};
    const std::string unsure = differential(stacks, stacks, slower);
    CHECK(look_of_box(unsure, "m") == "same");
    CHECK(look_of_box(unsure, "b") == "same");
}

TEST_CASE("two profiles of one program are wholly white in 95 of 100 pictures") {
    statistics::Random random(17);
    const auto take = [&] {
        Stacks stacks;
        const FrameIndex m = stacks.index_of("m", "");
        std::vector<FrameIndex> frames;
        for (int i = 0; i < 30; ++i) {
            frames.push_back(stacks.index_of(fmt::format("f{}", i), ""));
        }
        for (int i = 0; i < 1500; ++i) {
            // The first are much more frequent than the last.
            const std::size_t leaf = random.index(1 + random.index(frames.size()));
            stacks.add(std::vector{m, frames[leaf / 3], frames[leaf]});
        }
        return stacks;
    };
    int coloured = 0;
    for (int i = 0; i < 200; ++i) {
        const std::string svg = write_differential_flame_graph(take(), take());
        // Behind the legend, which has all colours.
        const std::string frames = svg.substr(svg.find("</text>", svg.find("vanished: at")));
        coloured +=
            std::ranges::any_of(std::vector{"more", "less", "new", "gone"}, [&](const std::string& kind) {
                return frames.find("class=\"box " + kind) != std::string::npos ||
                       frames.find("class=\"run " + kind) != std::string::npos;
            });
    }
    CHECK(coloured <= 20);
}

TEST_CASE("a profile without samples is a picture that says which") {
    CHECK_THAT(differential("", "a 1\n"), Contains("No samples in the current profile"));
    CHECK_THAT(differential("a 1\n", ""), Contains("No samples in the baseline"));
    CHECK_THAT(differential("", ""), Contains("No samples in either profile"));
}

TEST_CASE("options that make no sense are refused") {
    DifferentialFlameGraphOptions options;
    options.time_ratio = {0, 0};
    CHECK_THROWS_AS(differential("a 1\n", "a 1\n", options), Error);
    options.time_ratio = {1, 0};
    options.false_discovery = 0;
    CHECK_THROWS_AS(differential("a 1\n", "a 1\n", options), Error);
    options.false_discovery = 1;
    CHECK_THROWS_AS(differential("a 1\n", "a 1\n", options), Error);
}

TEST_CASE("what is compared is said below the title") {
    DifferentialFlameGraphOptions options;
    options.subtitle = "HEAD against main";
    CHECK_THAT(
        differential("a 5\n", "a 7\n", options),
        Contains("HEAD against main · 5 samples against the baseline's 7; shares of the whole are compared"));
}

TEST_CASE("the same profiles are the same bytes, whatever the order of their stacks") {
    CHECK(differential("x`a;b 1\nx`a;c 2\n", "z`d 3\nx`a;b 1\n") ==
          differential("x`a;c 1\nx`a;b 1\nx`a;c 1\n", "x`a;b 1\nz`d 3\n"));
}
