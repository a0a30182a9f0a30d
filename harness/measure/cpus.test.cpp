#include "catch.hpp"
#include "measure/cpu_order.hpp"
#include "measure/cpus_linux.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <sched.h>

using namespace ratchet;

TEST_CASE("every CPU gets a core of its own while there are cores, the last ones first") {
    const std::vector<std::vector<int>> cores{{0, 4}, {1, 5}, {2, 6}, {3, 7}};
    CHECK(spread_over_cores(cores, 1) == std::vector{3});
    CHECK(spread_over_cores(cores, 2) == std::vector{2, 3});
    CHECK(spread_over_cores(cores, 4) == std::vector{0, 1, 2, 3});
    CHECK(spread_over_cores(cores, 5) == std::vector{0, 1, 2, 3, 7});
    CHECK(spread_over_cores(cores, 8) == std::vector{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("cores may have different numbers of threads") {
    CHECK(spread_over_cores({{0, 1}, {2}}, 2) == std::vector{0, 2});
    CHECK(spread_over_cores({{0, 1}, {2}}, 3) == std::vector{0, 1, 2});
}

TEST_CASE("more CPUs than there are is no choice at all") {
    CHECK(spread_over_cores({{0, 4}, {1, 5}}, 5).empty());
    CHECK(spread_over_cores({}, 1).empty());
}

TEST_CASE("two programs get whole cores by turns, threads of one core only where cores do not suffice") {
    using Sets = std::array<std::vector<int>, 2>;
    const std::vector<std::vector<int>> cores{{0, 4}, {1, 5}, {2, 6}, {3, 7}};
    CHECK(split_over_cores(cores, 1) == Sets{{{2}, {3}}});
    CHECK(split_over_cores(cores, 2) == Sets{{{0, 2}, {1, 3}}});
    CHECK(split_over_cores(cores, {}) == Sets{{{0, 2, 4, 6}, {1, 3, 5, 7}}});
    // The first core serves interrupts: of three it is the one that is left out.
    CHECK(split_over_cores({{0}, {1}, {2}}, {}) == Sets{{{2}, {1}}});
    CHECK(split_over_cores({{0, 3}, {1, 4}, {2, 5}}, 3) == Sets{{{0, 1, 2}, {3, 4, 5}}});
    CHECK(split_over_cores({{0, 1}}, {}) == Sets{{{0}, {1}}});
    CHECK(split_over_cores({{0, 1}, {2}}, {}) == Sets{{{0}, {2}}});
    CHECK_FALSE(split_over_cores(cores, 5));
    CHECK_FALSE(split_over_cores({{0}}, {}));
    CHECK_FALSE(split_over_cores({}, {}));
}

TEST_CASE("a scenario is pinned only when it asks, and only to CPUs that this process may use") {
    ScenarioSpec spec;
    spec.name = {"group", "name"};
    CHECK(choose_cpus(spec).cpus.empty());
    CHECK_FALSE(choose_cpus(spec).warning);

    cpu_set_t before;
    REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
    int first = 0;
    while (!CPU_ISSET(first, &before)) {
        ++first;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    spec.cpus = 1;
    const CpuChoice fits = choose_cpus(spec);
    spec.cpus = 2;
    const CpuChoice too_many = choose_cpus(spec);
    CHECK_THROWS_WITH(choose_cpus_for_two(spec),
                      Catch::Contains("group/name") && Catch::Contains("may use one"));
    sched_setaffinity(0, sizeof before, &before);

    const int half = CPU_COUNT(&before) / 2;
    spec.cpus = half + 1;
    CHECK_THROWS_WITH(choose_cpus_for_two(spec),
                      Catch::Contains(half == 0 ? "may use one" : "more than half"));
    if (half > 0) {
        spec.cpus = half;
        const auto sets = choose_cpus_for_two(spec);
        CHECK(sets[0].size() == static_cast<std::size_t>(half));
        CHECK(sets[1].size() == static_cast<std::size_t>(half));
        CHECK(std::find_first_of(sets[0].begin(), sets[0].end(), sets[1].begin(), sets[1].end()) ==
              sets[0].end());
    }

    CHECK(fits.cpus == std::vector{first});
    CHECK_FALSE(fits.warning);
    CHECK(too_many.cpus.empty());
    REQUIRE(too_many.warning);
    CHECK(too_many.warning->kind == WarningKind::not_pinned);
    CHECK(too_many.warning->subject == "group/name");
}
