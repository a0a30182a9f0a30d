#include "artifacts/component_aggregate.hpp"

#include "catch.hpp"

#include <limits>

namespace ratchet::artifacts {
namespace {

RunRecord run_with(ComponentSummary summary) {
    RunRecord run;
    run.components = std::move(summary);
    return run;
}

TEST_CASE("runs without components have no component summary") {
    CHECK(aggregate_components({}) == std::nullopt);
    CHECK(aggregate_components({RunRecord(), RunRecord()}) == std::nullopt);
}

TEST_CASE("the components of one run are their own aggregate") {
    const ComponentSummary summary{
        0.5, 0.001, {{"a", 7, 0.25, 0.125, 0.01, 0.02}, {"b", 1, 0.5, 0.25, 0.03, 0.04}}};
    CHECK(aggregate_components({run_with(summary)}) == summary);
}

TEST_CASE("several runs give medians, and the extremes of all single calls") {
    const std::optional<ComponentSummary> typical =
        aggregate_components({run_with({1.0, 0.1, {{"a", 10, 0.5, 0.4, 0.02, 0.2}}}), RunRecord(),
                              run_with({3.0, 0.3, {{"a", 30, 0.7, 0.6, 0.01, 0.1}}}),
                              run_with({1.5, 0.2, {{"a", 20, 0.9, 0.5, 0.03, 0.9}}}),
                              run_with({2.5, 0.4, {{"a", 40, 1.1, 0.8, 0.04, 0.3}}})});
    REQUIRE(typical);
    CHECK(typical->timed_total_s == 2.0);
    CHECK(typical->timer_cost_s == 0.25);
    REQUIRE(typical->components.size() == 1);
    CHECK(typical->components[0].calls == 20);
    CHECK(typical->components[0].total_s == Approx(0.8));
    CHECK(typical->components[0].self_s == Approx(0.55));
    CHECK(typical->components[0].min_s == 0.01);
    CHECK(typical->components[0].max_s == 0.9);
    CHECK(typical->residual_s() == Approx(1.45));
}

TEST_CASE("a run that did not call a component counts with no calls and no time") {
    const std::optional<ComponentSummary> typical = aggregate_components(
        {run_with({1, 0, {{"rare", 9, 0.9, 0.9, 0.1, 0.2}}}), run_with({1, 0, {}}), run_with({1, 0, {}})});
    REQUIRE(typical);
    CHECK(typical->components == std::vector<ComponentTiming>{{"rare", 0, 0, 0, 0.1, 0.2}});
}

TEST_CASE("components are sorted by name, whatever the order in the runs") {
    const std::optional<ComponentSummary> typical =
        aggregate_components({run_with({1, 0, {{"b", 1, 0, 0, 0, 0}, {"a", 1, 0, 0, 0, 0}}}),
                              run_with({1, 0, {{"c", 1, 0, 0, 0, 0}}})});
    REQUIRE(typical);
    REQUIRE(typical->components.size() == 3);
    CHECK(typical->components[0].name == "a");
    CHECK(typical->components[2].name == "c");
}

TEST_CASE("a name that one run tells twice and a count beyond any double do no harm") {
    const std::uint64_t many = std::numeric_limits<std::uint64_t>::max();
    const std::optional<ComponentSummary> typical =
        aggregate_components({run_with({1, 0, {{"a", many, 1, 1, 0, 1}, {"a", many, 1, 1, 0, 1}}})});
    REQUIRE(typical);
    CHECK(typical->components.at(0).calls == many);
}

}  // namespace
}  // namespace ratchet::artifacts
