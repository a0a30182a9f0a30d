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
