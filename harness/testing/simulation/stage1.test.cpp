#include "testing/simulation/stage1.hpp"

#include "catch.hpp"

using namespace ratchet::testing;
using ratchet::statistics::Random;

namespace {

constexpr int trials = 60;

HostCharacteristics characteristics(std::size_t host, const std::vector<double>& slowdowns) {
    Random random(2025);
    return simulate_stage1(studied_hosts().at(host), slowdowns, trials, random);
}

}  // namespace

TEST_CASE("on a quiet host an unchanged scenario passes at the first look and 5 % is caught") {
    const HostCharacteristics quiet = characteristics(0, {0, 0.05, 0.10});
    CHECK_THAT(quiet.mean_delta, Catch::Matchers::WithinRel(0.05, 1e-12));
    CHECK(quiet.cells[0].unchanged == trials);
    CHECK(quiet.cells[0].runs == 9 * trials);
    CHECK(quiet.cells[1].regressed >= trials * 95 / 100);
    CHECK(quiet.cells[2].regressed == trials);
}

TEST_CASE(
    "on a loaded virtual host nothing is called regressed that is not, and what cannot be seen is said to be "
    "open") {
    const HostCharacteristics loaded = characteristics(2, {0, 0.10, 0.20});
    CHECK(loaded.mean_delta > 0.08);
    CHECK(loaded.cells[0].regressed <= 1);
    CHECK(loaded.cells[0].unchanged > trials / 2);
    CHECK(loaded.cells[1].unchanged <= trials * 5 / 100);
    CHECK(loaded.cells[2].regressed >= trials * 90 / 100);
    for (const Outcomes& cell : loaded.cells) {
        CHECK(cell.covered >= trials * 90 / 100);
        CHECK(cell.regressed + cell.improved + cell.unchanged + cell.inconclusive == trials);
    }
}

TEST_CASE("a simulation is its seed's alone") {
    const auto run = [](std::uint64_t seed) {
        Random random(seed);
        return simulate_stage1(studied_hosts().at(1), {0, 0.05}, 5, random);
    };
    CHECK(run(1) == run(1));
    CHECK(run(1).mean_delta != run(2).mean_delta);
}
