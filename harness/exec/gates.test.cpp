#include "exec/gates.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "gate/duet.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Values = std::vector<double>;

namespace {

/// So many runs that scatter by 0.2 % around a level; peak memory is not known.
MeasuredCommand measured(double level_s, std::size_t runs) {
    MeasuredCommand command;
    Values wall;
    while (wall.size() < runs) {
        wall.push_back(level_s * (1 + 0.001 * (static_cast<double>(wall.size() % 5) - 2)));
    }
    command.runs.resize(runs);
    command.values["wall_time"] = wall;
    command.values["user_time"] = wall;
    command.values["system_time"] = Values(runs, 0.0);
    return command;
}

MeasuredGroup pair_of(MeasuredCommand reference, MeasuredCommand current) {
    MeasuredGroup group;
    group.commands = {std::move(reference), std::move(current)};
    return group;
}

}  // namespace

TEST_CASE("without a gate wall time is compared and nothing is asked for") {
    const ExecGates gates = exec_gates({}, true);
    CHECK(gates.compares_by_default);
    REQUIRE(gates.comparisons.size() == 1);
    CHECK(gates.comparisons[0].metric == "wall_time");
    CHECK(gates.budgets.empty());
}

TEST_CASE("gates are comparisons and limits, each as written") {
    const ExecGates gates = exec_gates({"wall_time 3%", "peak_rss <= 64MiB", "user_time 4%/9%"}, true);
    CHECK_FALSE(gates.compares_by_default);
    CHECK(gates.comparison_texts == std::vector<std::string>{"wall_time 3%", "user_time 4%/9%"});
    CHECK(gates.budget_texts == std::vector<std::string>{"peak_rss <= 64MiB"});
    CHECK(gates.comparisons[1].delta == 0.09);
    CHECK(exec_gates({"wall_time <= 20ms"}, true).budgets.size() == 1);
    CHECK(exec_gates({"wall_time <= 20ms"}, true).compares_by_default);
}

TEST_CASE("gates that cannot be judged here are refused before anything is measured") {
    CHECK_THROWS_WITH(exec_gates({"instructions 3%"}, true), Contains("wall_time"));
    CHECK_THROWS_WITH(exec_gates({"instructions <= 3"}, true), Contains("wall_time"));
    CHECK_THROWS_WITH(exec_gates({"wall_time 3%"}, false), Contains("--vs"));
    CHECK_THROWS_WITH(exec_gates({"none"}, true), Contains("leave it out"));
    CHECK_THROWS_WITH(exec_gates({"wall_time >= reference"}, true), Contains("--vs"));
    CHECK_THROWS_AS(exec_gates({"wall_time 3"}, true), Error);
}

TEST_CASE("a comparison is judged by every gate") {
    const ExecGates gates = exec_gates({"wall_time 3%", "user_time 30%/60%"}, true);
    const auto verdicts = judge_comparison(measured(0.1, 20), measured(0.12, 20), gates, duet_looks(), 1);
    REQUIRE(verdicts.size() == 2);
    CHECK(verdicts[0].gate == "wall_time 3%");
    CHECK(verdicts[0].verdict == Verdict::regressed);
    CHECK(verdicts[1].verdict == Verdict::unchanged);
}

TEST_CASE("more blocks are needed as long as any gate of any command is open") {
    const ExecGates gates = exec_gates({}, true);
    CHECK_FALSE(needs_more_blocks(pair_of(measured(0.1, 20), measured(0.12, 20)), gates, duet_looks()));
    CHECK(needs_more_blocks(pair_of(measured(0.1, 10), measured(0.12, 10)), gates, duet_looks()));
    MeasuredCommand noisy = measured(0.1, 20);
    for (std::size_t i = 0; i < 20; i += 4) {
        noisy.values["wall_time"][i] *= 1.5;
    }
    CHECK(needs_more_blocks(pair_of(measured(0.1, 20), noisy), gates, duet_looks()));
    MeasuredGroup three = pair_of(measured(0.1, 20), measured(0.12, 20));
    three.commands.push_back(noisy);
    CHECK(needs_more_blocks(three, gates, duet_looks()));
    CHECK_FALSE(needs_more_blocks(three, gates, {10}));
}

TEST_CASE("what cannot be judged is failed with its reason, and asks for no more blocks") {
    const MeasuredGroup group = pair_of(measured(0.1, 10), measured(0.1, 10));
    const auto verdict_of = [&](const std::string& gate) {
        const ExecGates gates = exec_gates({gate}, true);
        CHECK_FALSE(needs_more_blocks(group, gates, duet_looks()));
        return judge_comparison(group.commands[0], group.commands[1], gates, duet_looks(), 1).at(0);
    };
    const GateVerdict unmeasured = verdict_of("peak_rss 5%/10%");
    CHECK(unmeasured.verdict == Verdict::failed);
    CHECK_THAT(unmeasured.reason, Contains("10 of 10 runs") && Contains("no more memory than ratchet"));
    const GateVerdict zero = verdict_of("system_time 3%");
    CHECK(zero.verdict == Verdict::failed);
    CHECK_THAT(zero.reason, Contains("budget"));
}

TEST_CASE("a limit is judged from all runs") {
    const ExecGates gates =
        exec_gates({"wall_time <= 110ms", "wall_time <= 90ms", "peak_rss <= 1GiB"}, false);
    const auto verdicts = judge_budgets(measured(0.1, 12), gates);
    REQUIRE(verdicts.size() == 3);
    CHECK(verdicts[0].verdict == Verdict::unchanged);
    CHECK(verdicts[0].gate == "wall_time <= 110ms");
    CHECK(verdicts[1].verdict == Verdict::regressed);
    CHECK(verdicts[2].verdict == Verdict::failed);
    CHECK(judge_budgets(measured(0.1, 5), gates)[1].verdict == Verdict::inconclusive);

    MeasuredCommand small = measured(0.1, 12);
    small.peak_rss_at_most_bytes = 1 << 30;
    CHECK(judge_budgets(small, gates)[2].verdict == Verdict::unchanged);
    small.peak_rss_at_most_bytes = 1.1e9;
    CHECK(judge_budgets(small, gates)[2].verdict == Verdict::failed);
}

TEST_CASE("runs too few for a gate that was asked for are refused, and those it needs are told") {
    const ExecGates comparison = exec_gates({"wall_time 3%"}, true);
    CHECK_THROWS_WITH(require_enough_runs(comparison, {6}, 12), Contains("at least 14 runs"));
    CHECK_NOTHROW(require_enough_runs(comparison, {7}, 14));
    CHECK_NOTHROW(require_enough_runs(comparison, duet_looks(), std::nullopt));
    CHECK_NOTHROW(require_enough_runs(exec_gates({}, true), {2}, 4));
    const ExecGates limit = exec_gates({"wall_time <= 1s"}, true);
    CHECK_THROWS_WITH(require_enough_runs(limit, {4}, 8), Contains("at least 9 runs"));
    CHECK_NOTHROW(require_enough_runs(limit, {5}, 9));
    CHECK_THROWS_WITH(require_enough_runs(limit, {}, 8), Contains("at least 9 runs"));
    CHECK_NOTHROW(require_enough_runs(limit, {}, 9));
    CHECK_NOTHROW(require_enough_runs(limit, {}, std::nullopt));
    // What is let through can be decided.
    const auto verdicts = judge_comparison(measured(0.1, 14), measured(0.2, 14), comparison, {7}, 1);
    CHECK(verdicts.at(0).verdict == Verdict::regressed);
    CHECK(judge_budgets(measured(2, 9), limit).at(0).verdict == Verdict::regressed);
}
