#include "testing/simulation/bisections.hpp"

#include "catch.hpp"

#include <algorithm>
#include <string>

using namespace ratchet::testing;
using ratchet::statistics::Random;

namespace {

constexpr int searches_tried = 40;

BisectionOutcomes outcomes_on(std::size_t host, const SimulatedHistory& history) {
    Random random(32);
    return simulate_bisections(hosts_to_bisect_on().at(host).noise, history, searches_tried, random);
}

}  // namespace

TEST_CASE("on an idle host the commit is named by as many duets as halving takes") {
    const BisectionOutcomes idle = outcomes_on(0, {});
    CHECK(idle.exact == searches_tried);
    CHECK(idle.most_duets <= 7);
    CHECK(idle.duets <= 6 * searches_tried + 2);
}

TEST_CASE("on a busy host, among commits that wander and some that do not build, no wrong commit is named") {
    const BisectionOutcomes busy = outcomes_on(1, histories_to_bisect().back());
    CHECK(busy.wrong == 0);
    CHECK(busy.missed == 0);
    CHECK(busy.exact >= searches_tried * 70 / 100);
    CHECK(busy.exact + busy.ranges + busy.untold == searches_tried);
    CHECK(busy.most_duets <= 7);
}

TEST_CASE("where nothing can be seen nothing is named") {
    Random random(1);
    const BisectionOutcomes blind = simulate_bisections({.run_sd = 0.5}, {}, 10, random);
    CHECK(blind.exact + blind.wrong + blind.missed == 0);
    CHECK(blind.untold == 10);
    CHECK(blind.most_duets == 2);
}

TEST_CASE("a simulation of bisections is its seed's alone") {
    CHECK(outcomes_on(1, {.wander = 0.01}) == outcomes_on(1, {.wander = 0.01}));
}

TEST_CASE("the table has a row for each host and history") {
    const std::string table = bisections_table(2, 1);
    CHECK(std::count(table.begin(), table.end(), '\n') == 6);
    CHECK_THAT(table, Catch::Contains("one core busy (4 %) | ±1 %, 6 % do not build"));
}
