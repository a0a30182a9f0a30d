#include "gate/budget.hpp"

#include "catch.hpp"

#include <limits>

using namespace ratchet;

namespace {

constexpr auto at_most = Comparison::at_most;
constexpr auto at_least = Comparison::at_least;
const std::vector<int> usual_looks = {9, 14, 20};

Budget limit_of(const std::string& text) {
    return std::get<Budget>(parse_gate(text));
}

/// `count` values, 1 and 3 in turn.
std::vector<double> alternating(std::size_t count) {
    std::vector<double> values(count, 1);
    for (std::size_t i = 1; i < count; i += 2) {
        values[i] = 3;
    }
    return values;
}

}  // namespace

TEST_CASE("a limit is converted into the unit in which the metric is measured") {
    struct Row {
        const char* gate;
        const char* metric_unit;
        std::optional<double> limit;
    };
    const std::vector<Row> rows = {
        {"m <= 64MiB", "B", 67108864.0},
        {"m <= 64MiB", "KiB", 65536.0},
        {"m <= 20ms", "s", 0.02},
        {"m <= 20ms", "ms", 20.0},
        {"m <= 5%", "1", 0.05},
        {"m <= 5%", "", 0.05},
        {"m <= 5%", "%", 5.0},
        {"m <= 3", "1", 3.0},
        {"m <= 3", "", 3.0},
        {"m <= 3", "nodes/s", 3.0},
        {"m <= 64MiB", "s", {}},
        {"m <= 20ms", "B", {}},
        {"m <= 5%", "s", {}},
        {"m <= 20ms", "1", {}},
        {"m <= 20ms", "nodes/s", {}},
        {"m <= 3", "s", {}},
        {"m <= 3", "B", {}},
        {"m <= 3", "%", {}},
        {"m <= 3ms", "", {}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.gate, row.metric_unit);
        const std::optional<double> limit = limit_in_unit(limit_of(row.gate), row.metric_unit);
        REQUIRE(limit.has_value() == row.limit.has_value());
        if (limit) {
            CHECK(*limit == Approx(*row.limit).epsilon(1e-12));
        }
    }
}

TEST_CASE("a budget decides at nine runs when they all lie on one side of the limit") {
    const std::vector<double> values = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    struct Row {
        Comparison comparison;
        double limit;
        Verdict verdict;
    };
    const std::vector<Row> rows = {
        {at_most, 9.5, Verdict::unchanged},    {at_most, 9, Verdict::unchanged},
        {at_most, 8.9, Verdict::inconclusive}, {at_most, 1, Verdict::inconclusive},
        {at_most, 0.9, Verdict::regressed},    {at_least, 0.5, Verdict::unchanged},
        {at_least, 1, Verdict::unchanged},     {at_least, 1.1, Verdict::inconclusive},
        {at_least, 9, Verdict::inconclusive},  {at_least, 9.1, Verdict::regressed},
    };
    for (const Row& row : rows) {
        CAPTURE(row.limit);
        const BudgetJudgement judgement = judge_budget(row.comparison, row.limit, values, usual_looks, 0.01);
        CHECK(judgement.verdict == row.verdict);
        CHECK(judgement.needs_more_runs == (row.verdict == Verdict::inconclusive));
        CHECK(judgement.looks_taken == 1);
        CHECK(judgement.current_n == 9);
        CHECK(judgement.median == 5);
        REQUIRE(judgement.bounds);
        CHECK(*judgement.bounds == statistics::Interval{.lower = 1, .upper = 9});
    }
}

TEST_CASE("equal values meet a limit that they equal, in either direction") {
    const std::vector<double> values(9, 4.0);
    CHECK(judge_budget(at_most, 4, values, usual_looks, 0.01).verdict == Verdict::unchanged);
    CHECK(judge_budget(at_least, 4, values, usual_looks, 0.01).verdict == Verdict::unchanged);
}

TEST_CASE("a later look decides what an earlier one left open, and only it") {
    // At 14 runs a third of 1 % leaves one value beyond each bound, at 20 runs three.
    const std::vector<double> one_high = {3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const BudgetJudgement second = judge_budget(at_most, 2, one_high, usual_looks, 0.01);
    CHECK(second.verdict == Verdict::unchanged);
    CHECK(second.looks_taken == 2);
    CHECK(second.current_n == 14);

    const std::vector<double> thirteen(one_high.begin(), one_high.end() - 1);
    const BudgetJudgement first = judge_budget(at_most, 2, thirteen, usual_looks, 0.01);
    CHECK(first.verdict == Verdict::inconclusive);
    CHECK(first.needs_more_runs);
    CHECK(first.looks_taken == 1);
    CHECK(first.current_n == 9);
}

TEST_CASE("after the last look a budget ends inconclusive and asks for nothing more") {
    const BudgetJudgement judgement = judge_budget(at_most, 2, alternating(20), usual_looks, 0.01);
    CHECK(judgement.verdict == Verdict::inconclusive);
    CHECK_FALSE(judgement.needs_more_runs);
    CHECK(judgement.looks_taken == 3);
}

TEST_CASE("values beyond the deciding look change nothing") {
    std::vector<double> values(9, 1.0);
    const BudgetJudgement before = judge_budget(at_most, 2, values, usual_looks, 0.01);
    values.resize(20, 3);
    const BudgetJudgement after = judge_budget(at_most, 2, values, usual_looks, 0.01);
    CHECK(after.verdict == Verdict::unchanged);
    CHECK(after.current_n == before.current_n);
    CHECK(after.median == before.median);
}

TEST_CASE("before the first look a budget tells the median of what there is") {
    const BudgetJudgement judgement = judge_budget(at_most, 2, {1, 1, 3}, usual_looks, 0.01);
    CHECK(judgement.verdict == Verdict::inconclusive);
    CHECK(judgement.needs_more_runs);
    CHECK(judgement.looks_taken == 0);
    CHECK(judgement.current_n == 3);
    CHECK(judgement.median == 1);
    CHECK_FALSE(judgement.bounds);
}

TEST_CASE("fewer runs than the level supports cannot decide, however clear they look") {
    CHECK(judge_budget(at_most, 2, std::vector<double>(6, 1.0), {6}, 0.01).verdict == Verdict::inconclusive);
    CHECK(judge_budget(at_most, 2, std::vector<double>(7, 1.0), {7}, 0.01).verdict == Verdict::unchanged);
}

TEST_CASE("the fewest runs for a budget are those whose median first has bounds") {
    for (const int looks : {1, 2, 3, 5}) {
        CAPTURE(looks);
        const int least = least_runs_for_budget(0.01, looks);
        const std::vector<double> values(static_cast<std::size_t>(least), 1.0);
        const double confidence = 1 - 0.01 / looks;
        CHECK(statistics::median_lower_bound(statistics::Sample(values), confidence).has_value());
        const std::vector<double> fewer(values.begin(), values.end() - 1);
        CHECK_FALSE(statistics::median_lower_bound(statistics::Sample(fewer), confidence).has_value());
    }
    CHECK(least_runs_for_budget(0.01, 3) == 9);
    CHECK(least_runs_for_budget(0.01, 1) == 7);
}
