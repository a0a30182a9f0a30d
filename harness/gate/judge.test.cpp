#include "gate/judge.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/reference_statistics.hpp"
#include "testing/synthetic_samples.hpp"

#include <cmath>
#include <limits>
#include <numbers>

using namespace ratchet;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using statistics::Random;

namespace {

constexpr double theta = 0.02;
constexpr double delta = 0.05;
const double tolerated = std::log1p(theta);
const double must_detect = std::log1p(delta);
const double hair = 1e-12;

Shift interval(double lower, double upper) {
    return {(lower + upper) / 2, lower, upper};
}

StatisticalPolicy policy(std::vector<int> looks) {
    return {theta, delta, 0.01, std::move(looks)};
}

Reference reference_of(std::vector<std::vector<double>> sessions, double tau,
                       std::optional<double> degrees_of_freedom = std::nullopt) {
    return {std::move(sessions), {tau, degrees_of_freedom, TauSource::same_boot}};
}

std::vector<double> normals(Random& random, std::size_t n, double level, double sd) {
    std::vector<double> values;
    while (values.size() < n) {
        values.push_back(level + sd * random.normal());
    }
    return values;
}

}  // namespace

TEST_CASE("a verdict needs its bound strictly beyond its margin") {
    CHECK(decide(interval(tolerated + hair, 1), theta, delta) == Verdict::regressed);
    CHECK_FALSE(decide(interval(tolerated, 1), theta, delta));
    CHECK(decide(interval(-1, -tolerated - hair), theta, delta) == Verdict::improved);
    CHECK_FALSE(decide(interval(-1, -tolerated), theta, delta));
    CHECK(decide(interval(-must_detect + hair, must_detect - hair), theta, delta) == Verdict::unchanged);
    CHECK_FALSE(decide(interval(-must_detect, must_detect - hair), theta, delta));
    CHECK_FALSE(decide(interval(-must_detect + hair, must_detect), theta, delta));
    CHECK_FALSE(decide(interval(-1, 1), theta, delta));
}

TEST_CASE("a certain small change beyond theta is not unchanged, though it lies inside delta") {
    CHECK(decide(interval(tolerated + 0.001, must_detect - 0.001), theta, delta) == Verdict::regressed);
    CHECK(decide(interval(-must_detect + 0.001, -tolerated - 0.001), theta, delta) == Verdict::improved);
}

TEST_CASE("a shift, its error and its bounds are those worked out by hand") {
    const Reference reference = reference_of({{0, 1, 2}, {12, 11, 10}}, 0.5, 8);
    const ShiftEstimate estimate = estimate_shift(reference, {6, 7, 8}, 0.02, 2);
    // Shifts of +6 and -4; every scale is 1.4826 times a median absolute deviation of 1.
    const double unit = std::numbers::pi / 3 * 1.4826 * 1.4826;
    const double baseline = unit / 6;
    const double current = unit / 3;
    const double between = 0.25 * 1.5;
    const double total = baseline + current + between;
    CHECK_THAT(estimate.shift.estimate, WithinRel(1.0, 1e-12));
    CHECK_THAT(estimate.standard_error_without_tau, WithinRel(std::sqrt(baseline + current), 1e-12));
    CHECK_THAT(estimate.standard_error, WithinRel(std::sqrt(total), 1e-12));
    const double freedom =
        total * total / (baseline * baseline / 4 + current * current / 2 + between * between / 8);
    CHECK_THAT(*estimate.degrees_of_freedom, WithinRel(freedom, 1e-12));
    // 99 % one-sided, because alpha is shared by two looks: t is 3.143 for 6 and 2.998 for 7 degrees of
    // freedom.
    REQUIRE(freedom > 6);
    REQUIRE(freedom < 7);
    const double reach = (estimate.shift.upper - estimate.shift.estimate) / estimate.standard_error;
    CHECK(reach < 3.1435);
    CHECK(reach > 2.9975);
    CHECK_THAT(estimate.shift.estimate - estimate.shift.lower,
               WithinRel(estimate.shift.upper - estimate.shift.estimate, 1e-12));
}

TEST_CASE("without any scatter the shift is known exactly") {
    const ShiftEstimate estimate = estimate_shift(reference_of({{1, 1}}, 0), {1.5, 1.5}, 0.01, 1);
    CHECK(estimate.shift == Shift{0.5, 0.5, 0.5});
    CHECK(estimate.standard_error == 0);
    CHECK_FALSE(estimate.degrees_of_freedom);
    const ShiftEstimate floored = estimate_shift(reference_of({{1, 1}}, 0.005), {1, 1}, 0.01, 1);
    CHECK_THAT(floored.standard_error, WithinRel(0.005 * std::sqrt(2.0), 1e-12));
    CHECK(floored.standard_error_without_tau == 0);
    CHECK_FALSE(floored.degrees_of_freedom);
}

TEST_CASE("estimates agree with their slow twin on awkward values") {
    Random random(99);
    for (int trial = 0; trial < 150; ++trial) {
        Reference reference = reference_of({}, random.uniform(), 3 + 20 * random.uniform());
        const std::size_t sessions = 1 + random.index(4);
        while (reference.sessions.size() < sessions) {
            reference.sessions.push_back(testing::awkward_values(random, 4));
        }
        const std::vector<double> current = testing::awkward_values(random, 4);
        const int looks = static_cast<int>(1 + random.index(4));
        const ShiftEstimate fast = estimate_shift(reference, current, 0.01, looks);
        const ShiftEstimate slow = testing::reference::estimate_shift(reference, current, 0.01, looks);
        const double size = std::abs(slow.shift.estimate) + slow.standard_error;
        INFO("trial " << trial << ", sessions " << sessions << ", n " << current.size());
        REQUIRE_THAT(fast.shift.estimate, WithinAbs(slow.shift.estimate, 1e-12 * size));
        REQUIRE_THAT(fast.standard_error, WithinRel(slow.standard_error, 1e-12));
        REQUIRE_THAT(fast.standard_error_without_tau, WithinRel(slow.standard_error_without_tau, 1e-12));
        const UnboundedShift unbounded = estimate_without_bounds(reference, current);
        REQUIRE(unbounded.estimate == fast.shift.estimate);
        REQUIRE(unbounded.standard_error == fast.standard_error_without_tau);
        REQUIRE(fast.degrees_of_freedom.has_value() == slow.degrees_of_freedom.has_value());
        if (slow.degrees_of_freedom) {
            REQUIRE_THAT(*fast.degrees_of_freedom, WithinRel(*slow.degrees_of_freedom, 1e-9));
        }
        REQUIRE_THAT(fast.shift.lower, WithinAbs(slow.shift.lower, 1e-6 * size));
        REQUIRE_THAT(fast.shift.upper, WithinAbs(slow.shift.upper, 1e-6 * size));
    }
}

TEST_CASE("a slowdown moves estimate and bounds by its logarithm and changes nothing else") {
    Random random(12);
    const Reference reference = reference_of({normals(random, 30, 0, 0.03)}, 0.01, 12);
    std::vector<double> current = normals(random, 14, 0, 0.03);
    const ShiftEstimate before = estimate_shift(reference, current, 0.01, 3);
    for (double& value : current) {
        value += 0.25;
    }
    const ShiftEstimate after = estimate_shift(reference, current, 0.01, 3);
    CHECK_THAT(after.shift.estimate - before.shift.estimate, WithinRel(0.25, 1e-9));
    CHECK_THAT(after.shift.lower - before.shift.lower, WithinRel(0.25, 1e-9));
    CHECK_THAT(after.shift.upper - before.shift.upper, WithinRel(0.25, 1e-9));
    CHECK_THAT(after.standard_error, WithinRel(before.standard_error, 1e-9));
}

TEST_CASE("more baseline sessions average their shifts and shrink what tau adds") {
    const std::vector<double> calm{0, 0, 0};
    const auto one = estimate_shift(reference_of({calm}, 0.1), {1, 1, 1}, 0.01, 1);
    const auto four = estimate_shift(reference_of({calm, calm, calm, calm}, 0.1), {1, 1, 1}, 0.01, 1);
    CHECK_THAT(one.standard_error, WithinRel(0.1 * std::sqrt(2.0), 1e-12));
    CHECK_THAT(four.standard_error, WithinRel(0.1 * std::sqrt(1.25), 1e-12));
}

TEST_CASE("judging stops at the first decisive look and later runs change nothing") {
    const Reference reference = reference_of({{0, 0.001, -0.001, 0.002}}, 0.001);
    std::vector<double> runs{0, 0.001, -0.001, 0.001};
    const Judgement first = judge_series(policy({4, 6, 9}), reference, runs);
    CHECK(first.verdict == Verdict::unchanged);
    CHECK(first.looks_taken == 1);
    CHECK_FALSE(first.needs_more_runs);
    runs.insert(runs.end(), {5, 5, 5, 5, 5, 5, 5, 5});
    const Judgement again = judge_series(policy({4, 6, 9}), reference, runs);
    CHECK(again.verdict == Verdict::unchanged);
    CHECK(again.looks_taken == 1);
    CHECK(again.estimate.shift == first.estimate.shift);
}

TEST_CASE("an undecided look asks for the runs of the next one, and the last look ends it") {
    const Reference reference = reference_of({{-0.3, -0.1, 0, 0.1, 0.3}}, 0.02);
    const std::vector<double> noisy{0.3, -0.3, 0.1, -0.1, 0.2, -0.2, 0};
    const auto judged = [&](std::ptrdiff_t runs) {
        return judge_series(policy({4, 6}), reference, {noisy.begin(), noisy.begin() + runs});
    };
    CHECK(judged(4).needs_more_runs);
    CHECK(judged(4).looks_taken == 1);
    CHECK(judged(5).needs_more_runs);
    CHECK(judged(5).looks_taken == 1);
    CHECK(judged(5).estimate.shift == judged(4).estimate.shift);
    CHECK_FALSE(judged(6).needs_more_runs);
    CHECK(judged(6).looks_taken == 2);
    CHECK(judged(6).verdict == Verdict::inconclusive);
    CHECK(judged(7).estimate.shift == judged(6).estimate.shift);
}

TEST_CASE("before the first look there is an estimate of all values but no verdict") {
    const Reference reference = reference_of({{0, 0.001, -0.001}}, 0.001);
    const Judgement judgement = judge_series(policy({4, 6}), reference, {1, 1.001});
    CHECK(judgement.verdict == Verdict::inconclusive);
    CHECK(judgement.needs_more_runs);
    CHECK(judgement.looks_taken == 0);
    CHECK_THAT(judgement.estimate.shift.estimate, WithinAbs(1, 0.01));
    CHECK_THROWS_AS(judge_series(policy({4, 6}), reference, {1}), Error);
}

TEST_CASE("a look may decide on a regression that an earlier one left open") {
    const Reference reference = reference_of({{-0.01, -0.005, 0, 0.005, 0.01}}, 0.005);
    const std::vector<double> runs{0.00, 0.12, 0.10, 0.11, 0.10, 0.10, 0.11, 0.09, 0.10, 0.10};
    CHECK(judge_series(policy({3, 10}), reference, runs).looks_taken == 2);
    CHECK(judge_series(policy({3, 10}), reference, runs).verdict == Verdict::regressed);
}

TEST_CASE("a look that is overruled counts as undecided, and a later one may stand") {
    const Reference reference = reference_of({{-0.01, -0.005, 0, 0.005, 0.01}}, 0.005);
    const std::vector<double> runs{0.2, 0.21, 0.2, 0.2, 0.21, 0.2, 0.21, 0.2, 0.2};
    const auto judged = [&](int overruled_below, std::ptrdiff_t count) {
        return judge_series(policy({3, 6, 9}), reference, {runs.begin(), runs.begin() + count},
                            [=](Verdict verdict, const Shift&, int seen) {
                                CHECK(verdict == Verdict::regressed);
                                return seen < overruled_below;
                            });
    };
    CHECK(judged(0, 9).looks_taken == 1);
    CHECK(judged(6, 3).needs_more_runs);
    CHECK(judged(6, 3).verdict == Verdict::inconclusive);
    CHECK(judged(6, 3).overruled == Verdict::regressed);
    CHECK(judged(6, 9).looks_taken == 2);
    CHECK(judged(6, 9).verdict == Verdict::regressed);
    CHECK_FALSE(judged(6, 9).overruled);
    CHECK(judged(100, 9).verdict == Verdict::inconclusive);
    CHECK(judged(100, 9).overruled == Verdict::regressed);
    CHECK_FALSE(judged(100, 9).needs_more_runs);
}

TEST_CASE("no more than alpha of unchanged scenarios end regressed over all looks") {
    // The hardest case: no tolerance, and never unchanged, so that every look is taken. Ten in a thousand are
    // allowed; far fewer would mean bounds wider than they need be.
    StatisticalPolicy strict{0, 0, 0.01, {9, 14, 20}};
    Random random(2);
    const int trials = 4000;
    int alarms = 0;
    for (int trial = 0; trial < trials; ++trial) {
        const double tau = 0.01;
        const Reference reference = reference_of({normals(random, 30, tau * random.normal(), 0.02)}, tau);
        const double level = tau * random.normal();
        alarms +=
            judge_series(strict, reference, normals(random, 20, level, 0.02)).verdict == Verdict::regressed;
    }
    CHECK(alarms <= trials / 100 + 19);  // three standard deviations
    CHECK(alarms >= trials / 400);
}

TEST_CASE("a malformed policy is refused") {
    const Reference reference = reference_of({{0, 1}}, 0.01);
    const std::vector<double> runs{0, 1, 2, 3};
    const StatisticalPolicy bad =
        GENERATE(StatisticalPolicy{-0.01, 0.05, 0.01, {2}}, StatisticalPolicy{0.02, -0.05, 0.01, {2}},
                 StatisticalPolicy{0.02, 0.05, 0, {2}}, StatisticalPolicy{0.02, 0.05, 0.5, {2}},
                 StatisticalPolicy{0.02, 0.05, 0.01, {}}, StatisticalPolicy{0.02, 0.05, 0.01, {1, 3}},
                 StatisticalPolicy{0.02, 0.05, 0.01, {3, 3}}, StatisticalPolicy{0.02, 0.05, 0.01, {4, 3}});
    CHECK_THROWS_AS(require_valid(bad), Error);
    CHECK_THROWS_AS(judge_series(bad, reference, runs), Error);
}

TEST_CASE("a malformed reference or too few values are refused") {
    const std::vector<double> runs{0, 1, 2};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(estimate_shift(reference_of({}, 0.01), runs, 0.01, 1), Error);
    CHECK_THROWS_WITH(estimate_shift(reference_of({{1}}, 0.01), runs, 0.01, 1),
                      Catch::Contains("a baseline session needs at least two values"));
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, nan}}, 0.01), runs, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, -0.01), runs, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, nan), runs, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, 0.01, 0), runs, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, 0.01), {1}, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, 0.01), {1, nan}, 0.01, 1), Error);
    CHECK_THROWS_AS(estimate_shift(reference_of({{1, 2}}, 0.01), runs, 0.01, 0), Error);
}
