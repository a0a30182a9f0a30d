#include "measure/plan_rules.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <limits>
#include <vector>

using namespace ratchet;

namespace {

/// `settled` values of a slow sawtooth of +-0.5 % around `level`, after `first`.
std::vector<double> times(std::vector<double> first, std::size_t settled, double level) {
    for (std::size_t i = 0; i < settled; ++i) {
        first.push_back(level * (0.995 + 0.001 * static_cast<double>(i % 11)));
    }
    return first;
}

Plan plan(std::vector<double> iteration_times_s, std::uint64_t batch = 1, bool batchable = true) {
    return plan_from_exploration({std::move(iteration_times_s), batch, batchable}, {9, 14, 20}, 7);
}

}  // namespace

TEST_CASE("looks grow by half, rounded up, and end at the maximum") {
    CHECK(looks_for(9, 20) == std::vector{9, 14, 20});
    CHECK(looks_for(10, 60) == std::vector{10, 15, 23, 35, 53, 60});
    CHECK(looks_for(1, 4) == std::vector{1, 2, 3, 4});
    CHECK(looks_for(9, 14) == std::vector{9, 14});
    CHECK(looks_for(9, 9) == std::vector{9});
    CHECK(looks_for(30, 20) == std::vector{30});
    CHECK_THROWS_AS(looks_for(0, 20), Error);
}

TEST_CASE("iterations that are like the later ones need no warm-up") {
    CHECK(warmup_iterations(times({}, 40, 0.01)) == 0);
    CHECK(warmup_iterations(std::vector<double>(40, 0.01)) == 0);
}

TEST_CASE("slow iterations at the start are warm-up, up to the first of three settled ones") {
    CHECK(warmup_iterations(times({0.015}, 40, 0.01)) == 1);
    CHECK(warmup_iterations(times({0.015, 0.012, 0.011}, 40, 0.01)) == 3);
    CHECK(warmup_iterations(times({0.015, 0.01, 0.01, 0.012}, 40, 0.01)) == 4);
    // Faster than what follows is not settled either.
    CHECK(warmup_iterations(times({0.005, 0.007}, 40, 0.01)) == 2);
}

TEST_CASE("the tolerance is 2 %, or three robust standard deviations of a noisy program") {
    CHECK(warmup_iterations(times({0.0103}, 40, 0.01)) == 1);
    CHECK(warmup_iterations(times({0.0101}, 40, 0.01)) == 0);
    std::vector<double> noisy;
    for (int i = 0; i < 60; ++i) {
        noisy.push_back(0.01 + 0.001 * (i % 5 - 2));
    }
    noisy[0] = 0.0125;
    CHECK(warmup_iterations(noisy) == 0);
    noisy[0] = 0.03;
    CHECK(warmup_iterations(noisy) == 1);
}

TEST_CASE("warm-up is at most a fifth of the exploration") {
    std::vector<double> ever_faster;
    for (int i = 0; i < 50; ++i) {
        ever_faster.push_back(1.0 - 0.018 * i);
    }
    CHECK(warmup_iterations(ever_faster) <= 10);
    CHECK(warmup_iterations(times({9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, 28, 1)) == 8);
    CHECK(warmup_iterations({9, 9, 1, 1, 1}) == 1);
    CHECK(warmup_iterations({9, 1, 1, 1}) == 0);
    CHECK(warmup_iterations({9}) == 0);
    CHECK(warmup_iterations({}) == 0);
}

TEST_CASE("a run does 0.2 s of timed work, with at least 5 and at most 1000 iterations") {
    CHECK(plan(times({}, 40, 0.0101)).iterations == 20);
    CHECK(plan(std::vector<double>(40, 0.003)).iterations == 67);
    CHECK(plan({3.0}).iterations == 5);
    CHECK(plan(std::vector<double>(40, 0.00021)).iterations == 953);
    CHECK(plan(std::vector<double>(40, 0.0000001)).iterations == 1000);
}

TEST_CASE("an iteration's length is that of its whole batch") {
    CHECK(plan(std::vector<double>(40, 0.000001), 256).iterations == 782);
    CHECK(plan(std::vector<double>(40, 0.000001), 256).batch == 256);
}

TEST_CASE(
    "a batched run warms up with what the search for the batch did before the first recorded iteration") {
    CHECK(plan(times({}, 40, 0.01), 1).warmup_iterations == 0);
    CHECK(plan(times({}, 40, 0.01), 2).warmup_iterations == 1);
    CHECK(plan(times({0.02, 0.02}, 40, 0.01), 2).warmup_iterations == 3);
}

TEST_CASE("short iterations that cannot be batched may be up to 10000") {
    CHECK(plan(std::vector<double>(40, 0.0001), 1, false).iterations == 2000);
    CHECK(plan(std::vector<double>(40, 0.000001), 1, false).iterations == 10'000);
    CHECK(plan(std::vector<double>(40, 0.0), 1, false).iterations == 10'000);
}

TEST_CASE("the slow start of an exploration does not count for the number of iterations") {
    CHECK(plan(times({5.0, 3.0, 2.0}, 37, 0.0101)).iterations == 20);
}

TEST_CASE("looks and seed are taken over") {
    CHECK(plan({0.1}).looks == std::vector{9, 14, 20});
    CHECK(plan({0.1}).seed == 7);
    const Plan command = plan_for_command({9}, 3);
    CHECK(command.iterations == 1);
    CHECK(command.warmup_iterations == 0);
    CHECK(command.batch == 1);
    CHECK(command.looks == std::vector{9});
    CHECK(command.seed == 3);
}

TEST_CASE("an exploration without usable times is an error") {
    CHECK_THROWS_AS(plan({}), Error);
    CHECK_THROWS_AS(plan({-1.0}), Error);
    CHECK_THROWS_AS(plan({std::numeric_limits<double>::quiet_NaN()}), Error);
    CHECK_THROWS_AS(plan({std::numeric_limits<double>::infinity(), 1.0, 1.0}), Error);
}

TEST_CASE("an earlier plan is kept while the timed calls stay within a factor of two") {
    const Plan earlier{.iterations = 20, .warmup_iterations = 2, .batch = 1, .looks = {9}, .seed = 1};
    const auto explored = [](std::uint64_t iterations, std::uint64_t batch) {
        return Plan{
            .iterations = iterations, .warmup_iterations = 0, .batch = batch, .looks = {9}, .seed = 1};
    };
    CHECK(still_fits(earlier, explored(20, 1)));
    CHECK(still_fits(earlier, explored(10, 1)));
    CHECK(still_fits(earlier, explored(40, 1)));
    CHECK_FALSE(still_fits(earlier, explored(9, 1)));
    CHECK_FALSE(still_fits(earlier, explored(41, 1)));
    CHECK_FALSE(still_fits(earlier, explored(10, 2)));
}

TEST_CASE("a library is told a least time or a number of samples, and chooses the number of calls itself") {
    const Plan google = plan_for_google_benchmark({9, 14}, 7);
    CHECK(google.min_time_s == 0.1);
    CHECK(google.iterations == 1);
    CHECK(google.looks == std::vector{9, 14});
    CHECK(google.seed == 7);
    const Plan catch2 = plan_for_catch2({9}, 7);
    CHECK(catch2.iterations == 100);
    CHECK_FALSE(catch2.min_time_s);
}
