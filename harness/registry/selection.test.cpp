#include "registry/selection.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using Catch::Contains;
using ratchet::Error;
using ratchet::ProjectRegistry;
using ratchet::resolve;
using ratchet::ScenarioName;
using ratchet::ScenarioSpec;
using ratchet::unknown_members;

namespace {

using Names = std::vector<std::string>;

ProjectRegistry forest() {
    ProjectRegistry registry;
    for (const ScenarioName& name : {ScenarioName{"tree_search", "cheap"},
                                     ScenarioName{"tree_search", "wide"}, ScenarioName{"zstd", "level3"}}) {
        registry.scenarios.emplace_back().name = name;
    }
    registry.suites = {{"broken", "", {{"tree_search", "wdie"}, {"zstd", "level3"}}},
                       {"kernels", "", {}},
                       {"late", "", {{"kernels", "dot"}}},
                       {"quick", "", {{"tree_search", "wide"}, {"zstd", "level3"}}},
                       {"tree_search", "", {{"tree_search", "cheap"}, {"tree_search", "wide"}}},
                       {"zstd", "", {{"zstd", "level3"}}}};
    registry.not_built = {"kernels"};
    return registry;
}

Names selected(const Names& names) {
    Names result;
    for (const ScenarioSpec& spec : resolve(forest(), names)) {
        result.push_back(spec.name.full());
    }
    return result;
}

}  // namespace

TEST_CASE("scenarios and suites are expanded in the order asked for, each scenario once") {
    CHECK(selected({"zstd/level3", "tree_search"}) ==
          Names{"zstd/level3", "tree_search/cheap", "tree_search/wide"});
    CHECK(selected({"quick", "tree_search/wide", "quick"}) == Names{"tree_search/wide", "zstd/level3"});
}

TEST_CASE("no names select all scenarios") {
    CHECK(selected({}) == Names{"tree_search/cheap", "tree_search/wide", "zstd/level3"});
}

TEST_CASE("an unknown name is refused with the near ones") {
    CHECK_THROWS_WITH(selected({"tree_search/wdie"}),
                      Contains("tree_search/wdie") && Contains("tree_search/wide"));
    CHECK_THROWS_WITH(selected({"wide"}), Contains("did you mean tree_search/wide"));
    CHECK_THROWS_WITH(selected({"quikc"}), Contains("did you mean quick"));
    CHECK_THROWS_WITH(selected({"entirely-different"}), Contains("ratchet list"));
    for (const char* name : {"", "/", "zstd/", "/level3", "zstd/level3/", "\x1b[2J"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(selected({name}), Error);
    }
    CHECK_THROWS_WITH(selected({"\x1b[2J"}), !Contains("\x1b"));
}

TEST_CASE("what is not built is told from what does not exist") {
    CHECK_THROWS_WITH(selected({"kernels"}), Contains("not been built"));
    CHECK_THROWS_WITH(selected({"kernels/dot"}), Contains("not been built"));
    CHECK_THROWS_WITH(selected({"late"}), Contains("kernels/dot") && Contains("not been built"));
}

TEST_CASE("a suite with an unknown member is refused, not run in part") {
    CHECK_THROWS_WITH(selected({"broken"}),
                      Contains("broken") && Contains("tree_search/wdie") && Contains("did you mean"));
    CHECK(unknown_members(forest(), forest().suites[0]) ==
          std::vector<ScenarioName>{{"tree_search", "wdie"}});
    CHECK(unknown_members(forest(), forest().suites[3]).empty());
}

TEST_CASE("a project without scenarios, or without any that is built, says what to do") {
    CHECK_THROWS_WITH(resolve({}, {}), Contains("registers no scenario"));
    ProjectRegistry unbuilt;
    unbuilt.not_built = {"kernels"};
    CHECK_THROWS_WITH(resolve(unbuilt, {}), Contains("build the project"));
}
