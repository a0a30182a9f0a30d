#include "profile/tree_text.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile folded_profile(std::string_view text) {
    TakenProfile profile;
    profile.stacks = read_folded(text, "test");
    return profile;
}

std::string tree_of(const TakenProfile& profile, const TreeTextOptions& options = {}) {
    const std::string text = write_tree(profile, options);
    const std::string heading = "that lead to it\n\n";
    return text.substr(text.find(heading) + heading.size());
}

}  // namespace

TEST_CASE("stacks are merged from the outermost function on") {
    CHECK(tree_of(folded_profile("a;b 1\na;b;c 2\na;d 4\ne 8\na;b;a 16\n")) ==
          " 74.2 %   0.0 %  a\n"
          " 61.3 %   3.2 %   b\n"
          " 51.6 %  51.6 %    a\n"
          "  6.5 %   6.5 %    c\n"
          " 12.9 %  12.9 %   d\n"
          " 25.8 %  25.8 %  e\n");
}

TEST_CASE("the tree shows the largest first, and what was pruned where it was") {
    const TakenProfile profile = folded_profile("m`a;b 60\nm`a;c 300\nm`a;d;e 3\nm`a;f 1\ng 2\nm`a 634\n");
    CHECK(tree_of(profile) ==
          " 99.8 %  63.4 %  a [m]\n"
          " 30.0 %  30.0 %   c\n"
          "  6.0 %   6.0 %   b\n"
          "                  (2 more, 0.4 % in all)\n"
          "                 (1 more, 0.2 % in all)\n"
          "\n3 branches left out: below 0.5 % of all samples, or deeper than 100 levels\n");
    CHECK_THAT(tree_of(profile, {.least_share = 0}),
               !Contains("left out") && Contains("  0.3 %   0.3 %    e\n"));
}

TEST_CASE("a stack of a hundred thousand functions is cut off at the deepest level") {
    std::string text = "f";
    for (int i = 1; i < 100'000; ++i) {
        text += ";f";
    }
    const std::string tree = tree_of(folded_profile(text + " 1\n"), {.most_levels = 3});
    CHECK(tree ==
          "100.0 %   0.0 %  f\n"
          "100.0 %   0.0 %   f\n"
          "100.0 %   0.0 %    f\n"
          "                    (1 more, 100.0 % in all)\n"
          "\n1 branches left out: below 0.5 % of all samples, or deeper than 3 levels\n");
}

TEST_CASE("an empty profile has no tree, and hostile names stay on their line") {
    CHECK_THAT(write_tree({}), Contains("no samples") && !Contains("indented"));
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of("a\n\"<b>", "m\r")}, 1);
    CHECK_THAT(tree_of(profile), Contains("100.0 % 100.0 %  a\\n\"<b> [m\\r]\n"));
}
