#include "gate/disturbed_runs.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

using Positions = std::vector<std::size_t>;

/// Fourteen runs of which those behind the first `quiet` took twice as long.
std::optional<std::string> cause(double slowdown, std::size_t quiet, const Positions& undisturbed) {
    std::vector<double> logs(14, std::log1p(slowdown));
    for (std::size_t run = quiet; run < logs.size(); ++run) {
        logs[run] += std::log(2);
    }
    const Reference reference{{{-0.01, 0.0, 0.01, 0.0}}, {}};
    return cause_in_disturbed_runs(estimate_shift(reference, logs, 0.01, 1).shift, logs, undisturbed,
                                   reference, false);
}

}  // namespace

TEST_CASE("what the undisturbed runs do not show is the host's, however large it is") {
    CHECK_THAT(cause(0, 4, {0, 1, 2, 3}).value_or(""),
               Contains("10 of 14 runs were disturbed; the others show 0.0 %"));
}

TEST_CASE("a slowdown that the undisturbed runs show too is the code's") {
    CHECK_FALSE(cause(1.5, 4, {0, 1, 2, 3}));
    CHECK_FALSE(cause(0.1, 14, {0, 1, 2, 3}));
}

TEST_CASE("a fifth of the runs may be disturbed, and too few of the others show nothing") {
    CHECK_FALSE(cause(0, 12, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}));
    CHECK_THAT(cause(0.1, 1, {0}).value_or(""), Contains("too many to tell from the others"));
    CHECK_THAT(cause(0.1, 14, {}).value_or(""), Contains("14 of 14 runs were disturbed"));
}

TEST_CASE("a slowdown that the fastest runs do not show is not the code's") {
    // As recorded beside a neighbour that the kernels hardly felt, relative to the baseline's.
    const std::vector<double> slowed{1.55, 1.59, 1.56, 1.03, 1.37, 1.46, 1.04, 1.46, 1.13};
    std::vector<double> logs;
    for (const double factor : slowed) {
        logs.push_back(std::log(factor));
    }
    const Reference reference{{{-0.01, 0.0, 0.01, 0.0}}, {}};
    const auto found = [&] { return estimate_shift(reference, logs, 0.01, 1).shift; };
    CHECK_THAT(cause_in_slow_runs(found(), logs, reference, false).value_or(""),
               Contains("the fastest quarter shows +13.") && Contains("only a part of the runs"));
    CHECK_THAT(cause_in_slow_runs(found(), logs, reference, true).value_or(""), Contains("shows -1"));
    // The same scatter around another level is a slower program beside a neighbour.
    for (double& log : logs) {
        log += 0.5;
    }
    CHECK_FALSE(cause_in_slow_runs(found(), logs, reference, false));
    logs.resize(3);
    CHECK_FALSE(cause_in_slow_runs({.estimate = 9, .lower = 8, .upper = 10}, logs, reference, false));
}

TEST_CASE("the fastest quarter is held against that of each session") {
    const std::vector<double> logs{0.1, 0.1, 0.1, 0.1, 0.1};
    const Reference reference{{{0, 0, 0, 0}, {0.1, 0.1, 0.1, 0.1}}, {}};
    const Shift found{.estimate = 0.11, .lower = 0.1, .upper = 0.2};
    CHECK_THAT(cause_in_slow_runs(found, logs, reference, false).value_or(""), Contains("shows +5.1 %"));
    CHECK_FALSE(cause_in_slow_runs({.estimate = 0.1, .lower = 0.1, .upper = 0.2}, logs, reference, false));
}
