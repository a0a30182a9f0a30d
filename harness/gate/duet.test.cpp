#include "gate/duet.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/synthetic_samples.hpp"

#include <cmath>
#include <string>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using statistics::Random;

namespace {

using Values = std::vector<double>;
using testing::simulated_duet;

const MetricDefinition seconds{"s", Direction::lower_is_better, MetricScope::whole_process};
const MetricDefinition rate{"1/s", Direction::higher_is_better, MetricScope::whole_process};

MetricSeries series(Values values, const MetricDefinition& definition = seconds) {
    return {"wall_time", definition, std::move(values), std::nullopt};
}

Values times(const Values& values, double factor) {
    Values result;
    for (const double value : values) {
        result.push_back(value * factor);
    }
    return result;
}

Values alternating(std::size_t count, double level, double half_range) {
    Values values;
    while (values.size() < count) {
        values.push_back(level + (values.size() % 2 == 0 ? half_range : -half_range));
    }
    return values;
}

struct Counts {
    int regressed = 0, improved = 0, unchanged = 0, inconclusive = 0;
    int covered = 0;
    int blocks = 0;
};

Counts simulate(double slowdown, const testing::NoiseModel& noise, int trials,
                const StatisticalPolicy& policy) {
    Random random(20);
    Counts counts;
    for (int trial = 0; trial < trials; ++trial) {
        const DuetJudgement judged =
            judge_duet(policy, simulated_duet(policy.looks.back(), slowdown, noise, random));
        counts.regressed += judged.verdict == Verdict::regressed ? 1 : 0;
        counts.improved += judged.verdict == Verdict::improved ? 1 : 0;
        counts.unchanged += judged.verdict == Verdict::unchanged ? 1 : 0;
        counts.inconclusive += judged.verdict == Verdict::inconclusive ? 1 : 0;
        const double truth = std::log1p(slowdown);
        counts.covered += judged.shift->lower <= truth && truth <= judged.shift->upper ? 1 : 0;
        counts.blocks += judged.blocks;
    }
    return counts;
}

StatisticalPolicy policy_of(std::vector<int> looks) {
    return {.theta = 0.02, .delta = 0.05, .alpha = 0.01, .looks = std::move(looks)};
}

}  // namespace

TEST_CASE("looks are at 10, 14, 20, 30, 45 and 60 blocks") {
    CHECK(duet_looks() == std::vector<int>{10, 14, 20, 30, 45, 60});
}

TEST_CASE("a block says half of what its two pairs say together") {
    CHECK(block_differences({1, 2, 5, 5}, {4, 7, 5, 6}) == Values{4, 0.5});
    CHECK(block_differences({1, 2, 5}, {4, 7, 5, 6}) == Values{4});
    CHECK(block_differences({}, {1}).empty());
}

TEST_CASE("a linear drift of the host falls out of a block") {
    // Places of reference and current in ABBA, then BAAB, on a host that slows by 0.1 from run to run.
    CHECK_THAT(block_differences({0.0, 0.3, 0.5, 0.6}, {0.1, 0.2, 0.4, 0.7}).at(0), WithinAbs(0, 1e-15));
    CHECK_THAT(block_differences({0.0, 0.3, 0.5, 0.6}, {0.1, 0.2, 0.4, 0.7}).at(1), WithinAbs(0, 1e-15));
}

TEST_CASE("bounds are those of the signed ranks at the level of one look") {
    const Values differences{0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.10};
    CHECK(estimate_duet(differences, 0.01, 6) == Shift{0.055, 0.01, 0.10});
    CHECK_FALSE(estimate_duet({differences.begin(), differences.end() - 1}, 0.01, 6));
    // One look of 1 %: P(T <= 5) is 0.0098, the sixth Walsh averages from both ends.
    const Shift once = estimate_duet(differences, 0.01, 1).value();
    CHECK_THAT(once.lower, WithinAbs(0.025, 1e-12));
    CHECK_THAT(once.upper, WithinAbs(0.085, 1e-12));
    CHECK_FALSE(estimate_duet({}, 0.01, 1));
}

TEST_CASE("fewer blocks than the level allows have no bounds, whatever they show") {
    CHECK(least_blocks_for_bounds(0.01, 1) == 7);
    CHECK(least_blocks_for_bounds(0.01, 6) == 10);
    CHECK(least_blocks_for_bounds(0.5, 1) == 1);
    for (const int looks : {1, 3, 6}) {
        const int least = least_blocks_for_bounds(0.01, looks);
        CHECK(estimate_duet(Values(static_cast<std::size_t>(least), 0.1), 0.01, looks));
        CHECK_FALSE(estimate_duet(Values(static_cast<std::size_t>(least) - 1, 0.1), 0.01, looks));
    }
    CHECK(least_blocks_for_bounds(1e-30, 1) > most_duet_blocks);
    CHECK_THROWS_AS(least_blocks_for_bounds(0, 1), Error);
}

TEST_CASE("judging stops at the first look that decides, and later blocks change nothing") {
    Values differences = alternating(10, 0.10, 0.01);
    const DuetJudgement first = judge_duet(policy_of({10, 14, 20}), differences);
    CHECK(first.verdict == Verdict::regressed);
    CHECK(first.looks_taken == 1);
    CHECK(first.blocks == 10);
    CHECK_FALSE(first.needs_more_blocks);
    differences.resize(20, -1);
    CHECK(judge_duet(policy_of({10, 14, 20}), differences).shift == first.shift);
    CHECK(judge_duet(policy_of({10, 14, 20}), differences).verdict == Verdict::regressed);
}

TEST_CASE("the rules are those of every judge") {
    const auto verdict = [](double level) {
        return judge_duet(policy_of({10, 14}), alternating(14, level, 0.001)).verdict;
    };
    CHECK(verdict(std::log1p(0.03)) == Verdict::regressed);
    CHECK(verdict(-std::log1p(0.03)) == Verdict::improved);
    CHECK(verdict(0) == Verdict::unchanged);
    CHECK(verdict(std::log1p(0.019)) == Verdict::unchanged);
    CHECK(judge_duet(policy_of({10, 14}), alternating(14, 0, 0.2)).verdict == Verdict::inconclusive);
}

TEST_CASE("an undecided look asks for the blocks of the next, and the last one ends it") {
    const Values noisy = alternating(20, 0.03, 0.2);
    const auto judged = [&](std::ptrdiff_t blocks) {
        return judge_duet(policy_of({10, 14}), {noisy.begin(), noisy.begin() + blocks});
    };
    CHECK(judged(9).needs_more_blocks);
    CHECK(judged(9).looks_taken == 0);
    CHECK(judged(9).blocks == 9);
    CHECK(judged(13).needs_more_blocks);
    CHECK(judged(13).blocks == 10);
    CHECK_FALSE(judged(14).needs_more_blocks);
    CHECK(judged(14).looks_taken == 2);
    CHECK(judged(20).blocks == 14);
    CHECK(judged(0).needs_more_blocks);
    CHECK_FALSE(judged(0).shift);
}

TEST_CASE("no more than alpha of unchanged programs end regressed over all looks") {
    // The hardest case: nothing is tolerated and nothing ever unchanged, so that every look is taken.
    const StatisticalPolicy strict{.theta = 0, .delta = 0, .alpha = 0.01, .looks = duet_looks()};
    const int trials = 2000;
    const testing::NoiseModel independent{.run_sd = 0.02, .drift_share = 0, .outlier_share = 0};
    const Counts counts = simulate(0, independent, trials, strict);
    CHECK(counts.regressed <= trials / 100 + 13);  // three standard deviations
    CHECK(counts.improved <= trials / 100 + 13);
    CHECK(counts.regressed + counts.improved >= trials / 200);  // else the bounds would be wider than need be
}

TEST_CASE("a drifting host with outliers makes no false alarm, and a slowdown is seen") {
    // What would ruin a comparison of one after the other: the level wanders by more than the runs scatter.
    const testing::NoiseModel drifting{.run_sd = 0.03, .drift_share = 0.9, .drift_memory = 0.97};
    const int trials = 300;
    const Counts null = simulate(0, drifting, trials, policy_of(duet_looks()));
    CHECK(null.regressed == 0);
    CHECK(null.improved == 0);
    CHECK(null.unchanged >= trials * 95 / 100);
    CHECK(null.blocks < 25 * trials);
    CHECK(null.covered >= trials * 97 / 100);
    const Counts tolerated = simulate(0.02, drifting, trials, policy_of(duet_looks()));
    CHECK(tolerated.regressed <= trials / 100);
    const Counts slower = simulate(0.05, drifting, trials, policy_of(duet_looks()));
    CHECK(slower.regressed >= trials * 95 / 100);
    CHECK(slower.unchanged <= trials / 100);
    const Counts faster = simulate(-0.05, drifting, trials, policy_of(duet_looks()));
    CHECK(faster.improved >= trials * 95 / 100);
}

TEST_CASE("on a restless host what cannot be seen stays open, and a large slowdown is still seen") {
    const testing::NoiseModel restless{.run_sd = 0.10, .drift_share = 0.4};
    const int trials = 150;
    const Counts null = simulate(0, restless, trials, policy_of(duet_looks()));
    CHECK(null.regressed == 0);
    const Counts slower = simulate(0.05, restless, trials, policy_of(duet_looks()));
    CHECK(slower.unchanged <= trials / 50);
    const Counts much_slower = simulate(0.20, restless, trials, policy_of(duet_looks()));
    CHECK(much_slower.regressed >= trials * 95 / 100);
}

TEST_CASE("replayed duets are null, seeded, and shrink from look to look") {
    Random random(6);
    Values differences;
    while (differences.size() < 20) {
        differences.push_back(0.3 + 0.02 * random.normal());
    }
    const auto policy = policy_of(duet_looks());
    const auto replayed = replay_null_duets(differences, policy, 1);
    REQUIRE(replayed.size() == 400);
    CHECK(replayed == replay_null_duets(differences, policy, 1));
    CHECK(replayed != replay_null_duets(differences, policy, 2));
    double sum = 0;
    double wide = 0;
    double narrow = 0;
    for (const ReplayedSession& duet : replayed) {
        REQUIRE(duet.size() == 6);
        sum += duet.back().estimate;
        wide += duet.front().upper - duet.front().lower;
        narrow += duet.back().upper - duet.back().lower;
    }
    CHECK_THAT(sum / 400, WithinAbs(0, 0.002));  // not 0.3: the change is taken out
    CHECK(narrow < wide / 2);
}

TEST_CASE("a replayed look with too few blocks for bounds has none") {
    for (const ReplayedSession& duet : replay_null_duets(alternating(20, 0, 0.02), policy_of({2, 20}), 1)) {
        CHECK(duet.front().lower < -100);
        CHECK(duet.front().upper > 100);
    }
}

TEST_CASE("what a duet says it would have caught it does catch") {
    Random random(8);
    const testing::NoiseModel noise{.run_sd = 0.04, .drift_share = 0, .outlier_share = 0};
    const auto policy = policy_of(std::vector<int>{10, 14, 20});
    const Values sample = simulated_duet(20, 0, noise, random);
    const double caught =
        minimum_detectable_regression(replay_null_duets(sample, policy, 3), 0.02, 0.05).value();
    CHECK(caught > 0.05);
    CHECK(caught < 0.12);
    const Counts counts = simulate(caught, noise, 400, policy);
    CHECK(counts.regressed >= 400 * 80 / 100);  // 90 % up to how well 20 blocks know their scatter
    const Counts less = simulate((caught + 0.02) / 2, noise, 400, policy);
    CHECK(less.regressed < 400 * 80 / 100);
}

TEST_CASE("a gate on two series is complete") {
    const Values reference = times(alternating(24, 1, 0.004), 0.05);
    const StatisticalGate gate{.metric = "wall_time", .theta = 0.03};
    const MetricSeries slower = series(times(reference, 1.10));
    const GateVerdict verdict =
        judge_duet_gate(gate, "wall_time 3%", series(reference), slower, duet_looks(), 5);
    CHECK(verdict.gate == "wall_time 3%");
    CHECK(verdict.blocks == 10);
    CHECK(verdict.verdict == Verdict::regressed);
    CHECK(verdict.metric == "wall_time");
    CHECK(verdict.unit == "s");
    CHECK(verdict.theta == 0.03);
    CHECK(verdict.delta == 0.05);
    CHECK(verdict.alpha == 0.01);
    CHECK(verdict.looks_planned == 6);
    CHECK(verdict.looks_taken == 1);
    CHECK(verdict.current_n == 20);
    CHECK(verdict.baseline_n == 20);
    CHECK_THAT(*verdict.baseline_median, WithinRel(0.05, 0.01));
    CHECK_THAT(*verdict.current_median, WithinRel(0.055, 0.01));
    CHECK_THAT(verdict.shift->estimate, WithinAbs(std::log(1.1), 1e-9));
    CHECK(verdict.minimum_detectable == 0.05);
    CHECK_FALSE(verdict.tau);
    CHECK_FALSE(needs_more_blocks(gate, series(reference), slower, duet_looks()));
    CHECK_THAT(verdict.reason, Contains("wall_time regressed: +10.0 %") && Contains("tolerated +3.0 %"));
}

TEST_CASE("delta is as written, and a rate that falls is worse") {
    const Values reference = alternating(20, 100, 0.5);
    const GateVerdict verdict =
        judge_duet_gate({.metric = "wall_time", .theta = 0.05, .delta = 0.15}, "", series(reference, rate),
                        series(times(reference, 0.8), rate), duet_looks(), 5);
    CHECK(verdict.delta == 0.15);
    CHECK(verdict.verdict == Verdict::regressed);
    CHECK(verdict.higher_is_better);
    CHECK_THAT(verdict.reason, Contains("-20.0 %"));
}

TEST_CASE("an undecided duet says how many blocks would do, that time was up, or that none would") {
    Random random(3);
    const auto reason = [&](double sd, double change, std::size_t blocks, const std::vector<int>& looks) {
        Values reference;
        Values current;
        while (reference.size() < 2 * blocks) {
            reference.push_back(std::exp(sd * random.normal()));
            current.push_back(std::exp(change + sd * random.normal()));
        }
        return judge_duet_gate({.metric = "wall_time"}, "", series(reference), series(current), looks, 1)
            .reason;
    };
    CHECK_THAT(reason(0.07, 0.0, 20, std::vector<int>{10, 14, 20}),
               Contains("undecided after 20 blocks") && Contains("more would decide it"));
    CHECK_THAT(reason(0.07, 0.0, 20, duet_looks()), Contains("the time was up"));
    CHECK_THAT(reason(0.3, 0.0, 60, duet_looks()), Contains("more than a duet has"));
    CHECK_THAT(reason(0.001, 0.01, 5, {5}), Contains("only reported") && Contains("5 blocks"));
}

TEST_CASE("a duet for which the time was up would have caught what its own looks catch, and no more") {
    Random random(3);
    Values reference;
    Values current;
    while (reference.size() < 20) {
        reference.push_back(std::exp(0.07 * random.normal()));
        current.push_back(std::exp(0.07 * random.normal()));
    }
    const auto detectable = [&](const std::vector<int>& looks) {
        return judge_duet_gate({.metric = "wall_time"}, "", series(reference), series(current), looks, 1)
            .minimum_detectable.value();
    };
    const double all_of_one = detectable({10});
    const double first_of_six = detectable(duet_looks());
    CHECK(first_of_six > 0.10);
    CHECK(first_of_six > all_of_one);  // a sixth of the level at the same blocks
}

TEST_CASE("without a block nothing is judged, and a value that has no ratio fails the build that has it") {
    const StatisticalGate gate{.metric = "wall_time"};
    const auto judge = [&](const MetricSeries& reference, const MetricSeries& current) {
        return judge_duet_gate(gate, "wall_time", reference, current, duet_looks(), 1);
    };
    const GateVerdict none = judge(series({1}), series({1}));
    CHECK(none.verdict == Verdict::inconclusive);
    CHECK(needs_more_blocks(gate, series({1}), series({1}), duet_looks()));
    CHECK_THAT(none.reason, Contains("no block"));
    CHECK(judge(series({1, 1}), series({2, 2})).current_median == 2);
    CHECK_FALSE(duet_change(gate, series({1, 1}), series({2, 2}), duet_looks()));
    CHECK_THROWS_AS(replay_null_duets({0.1, 0.2}, policy_of({}), 1), Error);

    MetricSeries faulty = series({1, 1});
    faulty.fault = "has no value in 1 of 3 runs";
    for (const auto& [unsound, reason] :
         {std::pair{series({1, 0}), "budget"}, std::pair{faulty, "wall_time has no value in 1 of 3 runs"}}) {
        const GateVerdict failed = judge(series({1, 1}), unsound);
        CHECK(failed.verdict == Verdict::failed);
        CHECK_THAT(failed.reason, Contains(reason));
        const GateVerdict other = judge(unsound, series({1, 1}));
        CHECK(other.verdict == Verdict::incomparable);  // a fault of the reference's alone
        CHECK_THAT(other.reason, Contains("the reference") && Contains(reason));
        CHECK_FALSE(needs_more_blocks(gate, unsound, series({1, 1}), duet_looks()));
        CHECK_FALSE(duet_change(gate, unsound, series({1, 1}), duet_looks()));
    }
}

TEST_CASE("a metric that means something else in the reference is not compared with it") {
    const StatisticalGate gate{.metric = "wall_time"};
    const Values values = alternating(20, 1, 0.004);
    const MetricSeries per_iteration =
        series(values, {"s", Direction::lower_is_better, MetricScope::iteration});
    const GateVerdict verdict =
        judge_duet_gate(gate, "wall_time", series(values), per_iteration, duet_looks(), 1);
    CHECK(verdict.verdict == Verdict::incomparable);
    CHECK_THAT(verdict.reason, Contains("another unit, direction or scope for wall_time"));
    CHECK_FALSE(needs_more_blocks(gate, series(values), series(values, rate), duet_looks()));
    CHECK_FALSE(duet_change(gate, series(values), per_iteration, duet_looks()));
}

TEST_CASE("a slowdown is known roughly while its bounds lie further apart than a share of it") {
    CHECK(is_rough_slowdown({0.05, 0.02, 0.08}, 0.5));
    CHECK_FALSE(is_rough_slowdown({0.05, 0.04, 0.06}, 0.5));
    CHECK_FALSE(is_rough_slowdown({0.05, -0.01, 0.12}, 0.5));  // perhaps none
    CHECK_FALSE(is_rough_slowdown({-0.05, -0.09, -0.01}, 0.5));
}

TEST_CASE("the first look has bounds, whatever share of the level it has") {
    CHECK(duet_looks() == std::vector<int>{10, 14, 20, 30, 45, 60});
    for (const int parts : {1, 2, 7, 13, 20}) {
        const double alpha = 0.01 / parts;
        const std::vector<int> looks = duet_looks(alpha);
        CAPTURE(parts, looks.front());
        CHECK(looks.size() == 6);
        CHECK(std::ranges::is_sorted(looks));
        CHECK(looks.front() >= least_blocks_for_bounds(alpha, 6));
        CHECK(looks.back() == 60);
    }
}

TEST_CASE("a duet with a malformed policy is refused, whatever was measured") {
    auto policy = policy_of(std::vector<int>{10, 14});
    policy.alpha = 0.6;
    CHECK_THROWS_AS(judge_duet(policy, {}), Error);
    CHECK_THROWS_AS(judge_duet(policy_of(std::vector<int>{14, 10}), {}), Error);
}
