#include "testing/simulation/stage1.hpp"

#include "catch.hpp"

using namespace ratchet::testing;

namespace {

constexpr int few_trials = 60;

Characteristics characteristics(std::size_t host, StoredBaseline kind) {
    return simulate_stage1(modelled_hosts().at(host), kind, few_trials, 2025);
}

}  // namespace

TEST_CASE(
    "on a quiet host the stored baseline passes what is unchanged and catches what it says it catches") {
    const Characteristics quiet = characteristics(0, StoredBaseline::same_boot);
    CHECK(quiet.no_change.unchanged == few_trials);
    CHECK(quiet.at_theta.regressed <= 2);
    CHECK(quiet.at_delta.unchanged <= 2);
    CHECK(quiet.at_detectable.regressed >= few_trials * 85 / 100);
    CHECK(quiet.printed_none == 0);
    CHECK_THAT(quiet.printed.front(), Catch::Matchers::WithinRel(0.05, 1e-12));
}

TEST_CASE("on a shared host the stored baseline is wide, not wrong") {
    for (const StoredBaseline kind : {StoredBaseline::same_boot, StoredBaseline::other_boots}) {
        const Characteristics shared = characteristics(2, kind);
        CHECK(shared.no_change.trials == few_trials);
        CHECK(shared.no_change.regressed <= 2);
        CHECK(shared.printed.back() > 0.08);
        CHECK(shared.no_change.regressed + shared.no_change.improved + shared.no_change.unchanged +
                  shared.no_change.inconclusive ==
              few_trials);
    }
}

TEST_CASE("a simulation is its seed's alone") {
    const auto run = [](std::uint64_t seed) {
        return simulate_stage1(modelled_hosts().at(1), StoredBaseline::other_boots, 5, seed);
    };
    CHECK(run(1) == run(1));
    CHECK(run(1).printed != run(2).printed);
}
