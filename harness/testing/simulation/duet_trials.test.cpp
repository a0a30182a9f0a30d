#include "testing/simulation/duet_trials.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using namespace ratchet::testing;

TEST_CASE("a host's level drifts by 0.3 tau over four runs and stays within its bounds") {
    const HostModel host{.name = "drifting", .level_sd = 0.03};
    statistics::Random random(7);
    constexpr int stretches = 4000;
    double squared_step = 0;
    double squared_level = 0;
    for (int i = 0; i < stretches; ++i) {
        SimulatedStretch stretch(host, random);
        const double first = stretch.value(0);
        stretch.pass(3);
        const double step = stretch.value(0) - first;
        squared_step += step * step / stretches;
        squared_level += first * first / stretches;
    }
    CHECK_THAT(std::sqrt(squared_step), Catch::Matchers::WithinRel(0.3 * host.level_sd, 0.05));
    CHECK_THAT(std::sqrt(squared_level), Catch::Matchers::WithinRel(host.level_sd, 0.05));
}

TEST_CASE("a duet on a quiet host finds 5 % and nothing that is not there") {
    const Characteristics quiet = simulate_duets(modelled_hosts().at(0), 200, 40, 1);
    CHECK(quiet.no_change.trials == 200);
    CHECK(quiet.no_change.unchanged == 200);
    CHECK(quiet.at_delta.regressed == 40);
    CHECK(quiet.at_detectable.regressed >= 36);
    CHECK(quiet.printed.size() == 40);
    CHECK(quiet.oracle == std::optional(quiet.printed.front()));
    CHECK(quiet == simulate_duets(modelled_hosts().at(0), 200, 40, 1));
}

TEST_CASE("a duet goes on until it is decided") {
    statistics::Random random(3);
    const StatisticalPolicy policy{.looks = duet_looks()};
    const SimulatedDuet quiet = simulate_duet(modelled_hosts().at(0), 0, policy, random);
    CHECK(quiet.differences.size() == 10);
    const HostModel wild{.name = "wild", .process_sd = 0.2};
    const SimulatedDuet undecided = simulate_duet(wild, 0, policy, random);
    CHECK(undecided.differences.size() == 60);
    CHECK(undecided.judged.verdict == Verdict::inconclusive);
}
