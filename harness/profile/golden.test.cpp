#include "golden.hpp"

#include "catch.hpp"
#include "example_stacks.hpp"
#include "profile/differential_flame_graph.hpp"
#include "profile/flame_assets.hpp"
#include "profile/flame_graph.hpp"

using namespace ratchet;
using ratchet::testing::golden_difference;

namespace {

/// The document with its script and style sheets, which are files beside this one, replaced by their names.
std::string without_assets(std::string svg) {
    for (const auto& [asset, name] :
         {std::pair(flame_graph_data_js, "(flame_graph_data.js)\n"),
          std::pair(flame_graph_js, "(flame_graph.js)\n"), std::pair(flame_graph_css, "(flame_graph.css)\n"),
          std::pair(flame_graph_dark_css, "(flame_graph_dark.css)\n")}) {
        const std::size_t at = svg.find(asset);
        REQUIRE(at != std::string::npos);
        svg.replace(at, asset.size(), name);
    }
    return svg;
}

}  // namespace

TEST_CASE("a flame graph") {
    const std::string svg =
        write_flame_graph(testing::search_stacks(),
                          {.title = "tree_search/expensive_eval", .subtitle = "999 Hz", .unit = "samples"});
    CHECK(golden_difference(without_assets(svg), "flame_graph.svg.txt") == "");
}

TEST_CASE("a differential flame graph") {
    DifferentialFlameGraphOptions options;
    options.title = "tree_search/expensive_eval: what changed";
    options.time_ratio = {1.12, 0.006};
    const std::string svg =
        write_differential_flame_graph(testing::slower_search_stacks(), testing::search_stacks(), options);
    CHECK(golden_difference(without_assets(svg), "differential_flame_graph.svg.txt") == "");
}
