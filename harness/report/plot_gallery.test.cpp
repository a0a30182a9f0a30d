#include "report/plot_gallery.hpp"

#include "catch.hpp"
#include "report/suite_plots.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

SuiteRecord suite_of(const std::string& name, const std::vector<std::string>& scenarios,
                     const std::vector<std::string>& plots) {
    SuiteRecord suite;
    suite.suite = name;
    for (const std::string& scenario : scenarios) {
        suite.scenarios.emplace_back();
        suite.scenarios.back().name = {"group", scenario};
    }
    for (const std::string& plot : plots) {
        suite.artifacts["plots/" + plot + ".png"] = "suites/" + name + "/plots/" + plot + ".png";
        suite.artifacts["plots/" + plot + ".gp"] = "suites/" + name + "/plots/" + plot + ".gp";
    }
    return suite;
}

}  // namespace

TEST_CASE("the largest suite is shown, in the order of reading, and one that shows nothing new is linked") {
    CHECK(plot_gallery({suite_of("few", {"a"}, {"runs"}), suite_of("most", {"a", "b"}, {"runs", "changes"}),
                        suite_of("other", {"c"}, {"spread"})}) ==
          "![changes of suite most](./suites/most/plots/changes.png)\n\n"
          "![runs of suite most](./suites/most/plots/runs.png)\n\n"
          "![spread of suite other](./suites/other/plots/spread.png)\n\n"
          "- suite `few`: [`runs`](./suites/few/plots/runs.png)\n\n");
}

TEST_CASE("every plot that a suite can have is shown, in their order") {
    const std::vector<std::string> names(suite_plot_names.begin(), suite_plot_names.end());
    const std::string gallery = plot_gallery({suite_of("all", {"a"}, names)});
    std::size_t at = 0;
    for (const std::string& name : names) {
        CAPTURE(name);
        at = gallery.find("![" + name + " of suite all]", at);
        REQUIRE(at != std::string::npos);
    }
}

TEST_CASE("of several pages the first is shown and the others are linked") {
    CHECK(plot_gallery({suite_of("all", {"a"}, {"runs-1", "runs-2", "runs-3"})}) ==
          "![runs of suite all](./suites/all/plots/runs-1.png)\n\n"
          "Further pages: [`runs-2`](./suites/all/plots/runs-2.png), "
          "[`runs-3`](./suites/all/plots/runs-3.png)\n\n");
}

TEST_CASE("without plots there is no gallery") {
    CHECK(plot_gallery({}).empty());
    CHECK(plot_gallery({suite_of("few", {"a"}, {})}).empty());
}
