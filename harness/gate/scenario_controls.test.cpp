#include "catch.hpp"
#include "gate/judged_case.test.hpp"
#include "gate/scenario_verdict.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using synthetic::Case;
using synthetic::has_warning;

// What speaks against a slowdown being the code's own: the host, by its kernels, and identical code.

TEST_CASE("a moved host overrules what it may have caused and nothing else") {
    struct Row {
        double level;
        Verdict verdict;
        std::optional<Verdict> before;
    };
    for (const Row& row :
         {Row{0.11, Verdict::inconclusive, Verdict::regressed},
          Row{0.09, Verdict::inconclusive, Verdict::improved}, Row{0.1, Verdict::unchanged, {}}}) {
        CAPTURE(row.level);
        Case moved(row.level, 20);
        moved.move_host();
        moved.request.gates = {"wall_time", "wall_time <= 1s"};
        const ScenarioJudgement judgement = moved.judge();
        const ScenarioVerdict& verdict = judgement.verdict;
        CHECK(verdict.host_moved);
        CHECK(verdict.verdict == row.verdict);
        CHECK(verdict.gates[0].before_control == row.before);
        CHECK(verdict.gates[1].verdict == Verdict::unchanged);
        CHECK_FALSE(judgement.needs_more_runs);
        CHECK_FALSE(has_warning(judgement, WarningKind::baseline_stale, "wall_time"));
        if (row.before) {
            CHECK_THAT(verdict.reason,
                       StartsWith("the host moved (arithmetic kernel +10.0 % against the baseline"));
            CHECK_THAT(verdict.reason, Contains("; otherwise: wall_time "));
        }
    }
}

TEST_CASE("a moved host does not overrule what is larger than it could have made") {
    for (const double level : {0.15, 0.06}) {
        CAPTURE(level);
        Case moved(level, 20);
        moved.move_host();
        const ScenarioVerdict verdict = moved.verdict();
        CHECK(verdict.verdict == (level > 0.1 ? Verdict::regressed : Verdict::improved));
        CHECK_FALSE(verdict.gates[0].before_control);
        CHECK_FALSE(verdict.host_moved);
    }
}

TEST_CASE("the host is seen by its kernels up to the value behind the last run") {
    Case late(0.11, 9);
    // Beyond 3 % by the last two only.
    late.request.calibration.kernels["arithmetic"] = {1.020e-3, 1.020e-3, 1.043e-3, 1.043e-3, 1.020e-3,
                                                      1.043e-3, 1.020e-3, 1.020e-3, 1.043e-3, 1.043e-3};
    CHECK(late.verdict().host_moved);
    std::vector<double>& values = late.request.calibration.kernels["arithmetic"];
    values[8] = values[9] = 1.020e-3;
    CHECK_FALSE(late.verdict().host_moved);
}

TEST_CASE("a host that moved for a while only makes the judge look again") {
    const auto judged = [](std::size_t runs) {
        Case unrest(0.11, runs);
        unrest.request.calibration = synthetic::calibration(1e-3, runs + 1);
        for (auto& [kernel, values] : unrest.request.calibration.kernels) {
            std::for_each_n(values.begin(), 9, [](double& value) { value *= 1.1; });
        }
        return unrest.judge();
    };
    CHECK(judged(9).verdict.verdict == Verdict::inconclusive);
    CHECK(judged(9).needs_more_runs);
    CHECK(judged(9).verdict.gates.front().before_control == Verdict::regressed);
    CHECK(judged(20).verdict.verdict == Verdict::regressed);
    CHECK(judged(20).verdict.gates.front().looks_taken == 3);
    CHECK_FALSE(judged(20).verdict.gates.front().before_control);
}

TEST_CASE("a host that is quiet by turns excuses what its quiet runs do not show, however large") {
    // As recorded beside a neighbour that came and went, relative to the baseline's: the scatter of the
    // kernel hides by how much it moved.
    const std::vector<double> slowed{1.00, 1.69, 1.01, 1.01, 1.74, 1.99, 1.99,
                                     2.00, 2.24, 1.97, 1.97, 1.94, 1.00, 1.99};
    Case uneasy(0.1, slowed.size());
    uneasy.request.calibration.kernels["branches"] = {0.99e-3, 1.00e-3, 1.19e-3, 1.00e-3, 1.00e-3,
                                                      1.21e-3, 1.58e-3, 1.28e-3, 1.56e-3, 1.43e-3,
                                                      1.44e-3, 1.44e-3, 1.00e-3, 1.00e-3, 1.44e-3};
    for (std::size_t run = 0; run < slowed.size(); ++run) {
        uneasy.runs[run].metrics[metric::wall_time].value *= slowed[run];
    }
    const ScenarioVerdict excused = uneasy.verdict();
    CHECK(excused.verdict == Verdict::inconclusive);
    CHECK(excused.gates.front().before_control == Verdict::regressed);
    CHECK(excused.host_moved);
    CHECK_THAT(excused.reason, Contains("11 of 14 runs were disturbed; the others show "));
}

TEST_CASE("a moved host excuses no budget") {
    Case moved;
    moved.move_host();
    moved.request.gates = {"wall_time <= 50ms"};
    CHECK(moved.verdict().verdict == Verdict::regressed);
}

TEST_CASE("identical code cannot have regressed, but may be unchanged or improved") {
    struct Row {
        double level;
        Verdict verdict;
        std::optional<Verdict> before;
    };
    for (const Row& row : {Row{0.11, Verdict::inconclusive, Verdict::regressed},
                           Row{0.09, Verdict::improved, {}}, Row{0.1, Verdict::unchanged, {}}}) {
        CAPTURE(row.level);
        Case same(row.level, 20);
        same.request.now.digests.executable = "before";
        const ScenarioVerdict verdict = same.verdict();
        CHECK(verdict.same_code);
        CHECK(verdict.verdict == row.verdict);
        CHECK(verdict.gates.front().before_control == row.before);
        if (row.before) {
            CHECK_THAT(verdict.reason,
                       StartsWith("same code, the host moved; otherwise: wall_time regressed"));
        }
    }
}

TEST_CASE("a variable that is passed through with another value switches the control of identical code off") {
    Case slowed(0.11);
    slowed.request.now.digests.executable = "before";
    slowed.request.now.digests.variables["SLOWDOWN"] = "10";
    const ScenarioJudgement judgement = slowed.judge();
    CHECK_FALSE(judgement.verdict.same_code);
    CHECK(judgement.verdict.verdict == Verdict::regressed);
    CHECK(has_warning(judgement, WarningKind::soft_difference, "variable SLOWDOWN"));
}
