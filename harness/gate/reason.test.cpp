#include "gate/reason.hpp"

#include "catch.hpp"
#include "gate/duet.hpp"
#include "model/change.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

Shift shift_of(double change, double low, double high) {
    return {std::log1p(change), std::log1p(low), std::log1p(high)};
}

GateVerdict judged(Verdict verdict, const Shift& shift) {
    GateVerdict gate;
    gate.metric = "wall_time";
    gate.unit = std::string("s");
    gate.verdict = verdict;
    gate.theta = 0.02;
    gate.delta = 0.05;
    gate.looks_planned = 3;
    gate.looks_taken = 3;
    gate.current_n = 20;
    gate.shift = shift;
    gate.minimum_detectable = 0.064;
    return gate;
}

/// An undecided gate of which the interval reaches three standard errors to either side of `estimate`.
GateVerdict open_gate(double estimate, double total_variance, double tau_variance, TauSource source) {
    const double standard_error = std::sqrt(total_variance);
    GateVerdict gate = judged(Verdict::inconclusive,
                              {estimate, estimate - 3 * standard_error, estimate + 3 * standard_error});
    gate.standard_error = standard_error;
    gate.standard_error_without_tau = std::sqrt(total_variance - tau_variance);
    gate.tau = Tau{0.02, {}, source};
    return gate;
}

GateVerdict budgeted(Verdict verdict, std::optional<BudgetResult> budget) {
    GateVerdict gate;
    gate.metric = "peak_rss";
    gate.unit = std::string("B");
    gate.verdict = verdict;
    gate.current_n = 9;
    gate.current_median = 64 * 1024;
    gate.budget = budget;
    return gate;
}

constexpr double kib = 1024;

}  // namespace

TEST_CASE("a shift is shown in the metric's own terms") {
    const double slower = std::log1p(0.064);
    CHECK(relative_change(slower, false) == Approx(0.064));
    CHECK(relative_change(slower, true) == Approx(1 / 1.064 - 1));
    CHECK(change_text(slower, false) == "+6.4 %");
    CHECK(change_text(slower, true) == "-6.0 %");
    CHECK(change_text(-slower, true) == "+6.4 %");
}

TEST_CASE("the bounds of a shift are shown from low to high in either direction") {
    const Shift shift = shift_of(0.05, 0.01, 0.1);
    CHECK(shift_text(shift, false) == "+5.0 % (between +1.0 % and +10.0 %)");
    CHECK(shift_text(shift, true) == "-4.8 % (between -9.1 % and -1.0 %)");
}

TEST_CASE("one run is not several") {
    CHECK(runs_text(0) == "0 runs");
    CHECK(runs_text(1) == "1 run");
    CHECK(runs_text(9) == "9 runs");
}

TEST_CASE("a decided comparison says by how much and what would have been caught") {
    CHECK(statistical_reason(judged(Verdict::regressed, shift_of(0.08, 0.031, 0.13)), 0) ==
          "wall_time regressed: +8.0 % (at least +3.1 %), tolerated +2.0 %; +6.4 % would have been caught");
    CHECK(statistical_reason(judged(Verdict::improved, shift_of(-0.08, -0.13, -0.032)), 0) ==
          "wall_time improved: -8.0 % (at least -3.2 %); +6.4 % would have been caught");
    CHECK(statistical_reason(judged(Verdict::unchanged, shift_of(0.004, -0.011, 0.02)), 0) ==
          "wall_time is unchanged: +0.4 % (between -1.1 % and +2.0 %); +6.4 % would have been caught");
}

TEST_CASE("a rate that regressed fell") {
    GateVerdict gate = judged(Verdict::regressed, shift_of(0.08, 0.031, 0.13));
    gate.higher_is_better = true;
    CHECK(statistical_reason(gate, 0) ==
          "wall_time regressed: -7.4 % (at least -3.0 %), tolerated -2.0 %; -6.0 % would have been caught");
}

TEST_CASE("a gate that cannot see any regression says so") {
    GateVerdict gate = judged(Verdict::unchanged, shift_of(0, -0.01, 0.01));
    gate.minimum_detectable = {};
    CHECK_THAT(statistical_reason(gate, 0),
               EndsWith("; not even a slowdown to half the speed would reliably have been caught"));
}

TEST_CASE("an undecided comparison says how many more runs would decide it") {
    // Clear of ln(1.05) at three standard errors takes a variance of 2.645e-4; 1e-4 of it is not the runs',
    // so they may have 1.645e-4 where twenty have 3e-4: 36.5 runs.
    const GateVerdict gate = open_gate(0, 4e-4, 0.5e-4, TauSource::same_boot);
    CHECK(statistical_reason(gate, 3e-4) ==
          "wall_time is undecided after 20 runs: 0.0 % (between -5.8 % and +6.2 %); about 17 runs more would "
          "decide it (MAX_REPETITIONS 37); +6.4 % would have been caught");
}

TEST_CASE("a regression that is not certain yet needs runs to clear the tolerated slowdown") {
    // 0.08 - ln(1.02) is 0.0602; (0.0602 / 3)^2 = 4.027e-4.
    const GateVerdict gate = open_gate(0.08, 5e-4, 0.5e-4, TauSource::same_boot);
    CHECK_THAT(statistical_reason(gate, 4e-4),
               Contains("about 7 runs more would decide it (MAX_REPETITIONS 27)"));
}

TEST_CASE("at least one more run is asked for") {
    const GateVerdict gate = open_gate(0, 2.64e-4, 0.5e-4, TauSource::same_boot);
    CHECK_THAT(statistical_reason(gate, 1e-4),
               Contains("about 1 run more would decide it (MAX_REPETITIONS 21)"));
}

TEST_CASE("a change on a margin is not promised a verdict") {
    const double between_margins = (std::log1p(0.05) + std::log1p(0.02)) / 2;
    const GateVerdict gate = open_gate(between_margins, 3.23e-4, 0.1e-4, TauSource::same_boot);
    CHECK_THAT(statistical_reason(gate, 3e-4), Contains("no number of runs would decide it"));
}

TEST_CASE("as many as a thousand more runs are promised to decide it, and no more") {
    const auto reason_of_more = [](double more) {
        const double affordable = std::pow(std::log1p(0.05) / 3, 2);
        const double fixed = 1e-4;
        const double runs = (20 + more - 0.5) / 20 * (affordable - fixed);
        return statistical_reason(open_gate(0, runs + fixed, 0.5e-4, TauSource::same_boot), runs);
    };
    CHECK_THAT(reason_of_more(1000), Contains("about 1000 runs more would decide it"));
    CHECK_THAT(reason_of_more(1001), Contains("no number of runs would decide it"));
}

TEST_CASE("a comparison that runs cannot decide names the spread between sessions") {
    struct Row {
        TauSource source;
        const char* text;
    };
    for (const Row& row : {Row{TauSource::same_boot, "between sessions of this boot (2.0 %)"},
                           Row{TauSource::between_boots, "between boots (2.0 %)"},
                           Row{TauSource::default_virtual, "between boots (taken as 2.0 %)"},
                           Row{TauSource::default_metal, "between boots (taken as 2.0 %)"}}) {
        const std::string reason = statistical_reason(open_gate(0, 4e-4, 3e-4, row.source), 0.5e-4);
        CHECK_THAT(reason, Contains(row.text));
        CHECK_THAT(reason, Contains("record the"));
    }
}

TEST_CASE("a comparison that the baseline's own scatter limits says so") {
    CHECK_THAT(statistical_reason(open_gate(0, 4e-4, 0.2e-4, TauSource::same_boot), 0.5e-4),
               Contains("scatter of the baseline's own runs limits it"));
}

TEST_CASE("a comparison that was stopped early does not speculate") {
    GateVerdict gate = open_gate(0, 4e-4, 0.5e-4, TauSource::same_boot);
    gate.looks_taken = 1;
    CHECK_THAT(statistical_reason(gate, 3e-4), Contains("no later look was taken"));
}

TEST_CASE("a budget's reason tells the bound that decided") {
    const BudgetResult result{60 * kib, 64 * kib, 62 * kib, 66 * kib};
    CHECK(budget_reason(budgeted(Verdict::regressed, result), Comparison::at_most, 9) ==
          "peak_rss breaks its budget: median 64.0 KiB (at least 62.0 KiB), the limit is 60.0 KiB");
    CHECK(budget_reason(budgeted(Verdict::unchanged, result), Comparison::at_most, 9) ==
          "peak_rss keeps its budget: median 64.0 KiB (at most 66.0 KiB), the limit is 60.0 KiB");
    CHECK(budget_reason(budgeted(Verdict::regressed, result), Comparison::at_least, 9) ==
          "peak_rss breaks its budget: median 64.0 KiB (at most 66.0 KiB), the limit is 60.0 KiB");
    CHECK(budget_reason(budgeted(Verdict::unchanged, result), Comparison::at_least, 9) ==
          "peak_rss keeps its budget: median 64.0 KiB (at least 62.0 KiB), the limit is 60.0 KiB");
    CHECK_THAT(
        budget_reason(budgeted(Verdict::inconclusive, result), Comparison::at_most, 9),
        StartsWith("peak_rss is undecided after 9 runs: median 64.0 KiB (between 62.0 KiB and 66.0 KiB)"));
}

TEST_CASE("a budget with too few runs says how many it needs") {
    CHECK(budget_reason(budgeted(Verdict::inconclusive, {}), Comparison::at_most, 12) ==
          "peak_rss is undecided: median 64.0 KiB of 9 runs, and a budget needs 12");
}

TEST_CASE("an undecided duet says how many more blocks would decide it, as far as a duet can have them") {
    // Twenty blocks whose bounds reach so far that, closing in like one over the square root of the blocks,
    // they are clear of ln(1.05) after `needed`.
    const auto reason_of = [](double needed, double estimate = 0) {
        const double room = std::log1p(0.05) - std::abs(estimate);
        const double reach = room * std::sqrt((needed - 0.5) / 20);
        GateVerdict gate = judged(Verdict::inconclusive, {estimate, estimate - reach, estimate + reach});
        gate.current_n = 40;
        return duet_reason(gate, estimate);
    };
    CHECK_THAT(reason_of(37), StartsWith("wall_time is undecided after 20 blocks: ") &&
                                  Contains("; about 17 blocks more would decide it; "));
    CHECK_THAT(reason_of(37, 0.005), Contains("; about 17 blocks more would decide it; "));
    CHECK_THAT(reason_of(37, -0.005), Contains("; about 17 blocks more would decide it; "));
    CHECK_THAT(reason_of(most_duet_blocks), Contains("; about 40 blocks more would decide it; "));
    CHECK_THAT(reason_of(most_duet_blocks + 1),
               Contains("about 61 blocks would decide it, more than a duet has"));
    CHECK_THAT(reason_of(1000), Contains("about 1000 blocks would decide it, more than a duet has"));
    CHECK_THAT(reason_of(1001), Contains("no number of blocks would decide it"));
}
