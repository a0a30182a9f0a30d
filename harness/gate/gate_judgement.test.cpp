#include "gate/gate_judgement.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "gate/replay.hpp"
#include "gate/synthetic.test.hpp"
#include "gate/tau.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

const Plan usual_plan = synthetic::conditions("").plan;
const HostFingerprint usual_host = synthetic::conditions("").host;

StatisticalGate gate_of(const std::string& text) {
    return std::get<StatisticalGate>(parse_gate(text));
}

const Doubt nothing_else{[](Verdict, const Shift&, int) { return std::optional<std::string>(); }};

MetricSeries series(const std::string& metric, const MetricDefinition& definition,
                    std::vector<double> values) {
    return {.metric = metric, .definition = definition, .values = std::move(values), .fault = {}};
}

MetricSeries scattered_times(std::size_t count, double level, double sd = 0.01) {
    return series(metric::wall_time, synthetic::seconds, synthetic::values(count, level, sd));
}

GateVerdict judged(const std::string& gate, const MetricSeries& current,
                   const Baseline& baseline = synthetic::baseline(),
                   const HostFingerprint& host = usual_host) {
    return judge_statistical_gate(gate_of(gate), current, baseline, host, usual_plan, nothing_else).verdict;
}

Budget budget_of(const std::string& text) {
    return std::get<Budget>(parse_gate(text));
}

}  // namespace

TEST_CASE("a statistical verdict carries everything needed to check it by hand") {
    const GateVerdict verdict = judged("wall_time", scattered_times(9, 0.11));
    CHECK(verdict.verdict == Verdict::regressed);
    CHECK(verdict.metric == "wall_time");
    CHECK(verdict.unit == "s");
    CHECK_FALSE(verdict.higher_is_better);
    CHECK(verdict.theta == 0.02);
    CHECK(verdict.alpha == 0.01);
    CHECK(verdict.looks_planned == 3);
    CHECK(verdict.looks_taken == 1);
    CHECK(verdict.current_n == 9);
    CHECK(verdict.baseline_n == 30);
    CHECK(verdict.baseline_sessions == 1);
    CHECK(verdict.baseline_median.value() == Approx(0.1).epsilon(2e-3));
    CHECK(verdict.current_median.value() == Approx(0.11).epsilon(2e-3));
    CHECK(verdict.shift.value().estimate == Approx(std::log(1.1)).epsilon(0.02));
    CHECK(verdict.shift->lower < verdict.shift->estimate);
    CHECK(verdict.shift->upper > verdict.shift->estimate);
    const double between = std::pow(0.005, 2) * 2;
    CHECK(std::pow(verdict.standard_error.value(), 2) ==
          Approx(std::pow(verdict.standard_error_without_tau.value(), 2) + between));
    CHECK(verdict.degrees_of_freedom.has_value());
    CHECK(verdict.tau == Tau{0.005, {}, TauSource::same_boot});
    CHECK_FALSE(verdict.budget);
    CHECK_THAT(verdict.reason, Contains("wall_time regressed"));
}

TEST_CASE("each statistical verdict is reached and states its minimum detectable regression") {
    struct Row {
        double level;
        Verdict verdict;
    };
    for (const Row& row : {Row{0.11, Verdict::regressed}, Row{0.1, Verdict::unchanged},
                           Row{0.09, Verdict::improved}, Row{0.1035, Verdict::inconclusive}}) {
        CAPTURE(row.level);
        const GateVerdict verdict = judged("wall_time", scattered_times(20, row.level));
        CHECK(verdict.verdict == row.verdict);
        REQUIRE(verdict.minimum_detectable);
        CHECK(*verdict.minimum_detectable >= verdict.delta);
    }
}

TEST_CASE("a rate is worse when it falls") {
    Baseline baseline = synthetic::baseline();
    synthetic::add_metric(baseline, metric::throughput, synthetic::rate, 1000);
    const auto current = [](double level) {
        return series(metric::throughput, synthetic::rate, synthetic::values(9, level, 0.01));
    };
    const GateVerdict slower = judged("throughput", current(900), baseline);
    CHECK(slower.verdict == Verdict::regressed);
    CHECK(slower.higher_is_better);
    CHECK(slower.baseline_median.value() == Approx(1000).epsilon(2e-3));
    CHECK(slower.current_median.value() == Approx(900).epsilon(2e-3));
    CHECK_THAT(slower.reason, Contains("throughput regressed: -10."));
    CHECK(judged("throughput", current(1100), baseline).verdict == Verdict::improved);
}

TEST_CASE("the must-detect slowdown is the written one, else the stored one for this boot or another") {
    HostFingerprint other_boot = usual_host;
    other_boot.boot_id = "other boot";
    const MetricSeries current = scattered_times(9, 0.1);
    CHECK(judged("wall_time 3%/8%", current).delta == 0.08);
    CHECK(judged("wall_time", current).delta == 0.05);
    CHECK(judged("wall_time", current, synthetic::baseline(), other_boot).delta == 0.12);
    CHECK(judged("wall_time", current, synthetic::baseline(), other_boot).tau->source ==
          TauSource::default_virtual);
}

TEST_CASE("a must-detect slowdown that the baseline does not store is found by replay") {
    Baseline baseline = synthetic::baseline();
    baseline.sessions.front().rounds.assign(3, {{metric::wall_time, synthetic::values(10, 0.1, 0.04)}});
    baseline.margins.clear();
    const GateVerdict verdict = judged("wall_time", scattered_times(9, 0.1, 0.04), baseline);
    StatisticalPolicy policy;
    policy.looks = usual_plan.looks;
    const Reference reference =
        select_reference(baseline, metric::wall_time, Direction::lower_is_better, "boot", true);
    const auto replayed = replay_null_sessions(reference, policy, usual_plan.seed);
    CHECK(verdict.delta == must_detect_margin(replayed, 0.02));
    CHECK(verdict.delta > 0.05);
    CHECK(verdict.minimum_detectable == minimum_detectable_regression(replayed, 0.02, verdict.delta));
}

TEST_CASE("a stored must-detect slowdown that does not exceed the tolerated one is not believed") {
    Baseline baseline = synthetic::baseline();
    baseline.margins[metric::wall_time] = {0.02, 0.02};
    CHECK(judged("wall_time", scattered_times(9, 0.1), baseline).delta >= 0.05);
}

TEST_CASE(
    "a minimum detectable regression that the baseline stores is taken where it was replayed for just this") {
    Baseline baseline = synthetic::baseline();
    StoredMargins& margins = baseline.margins.at(metric::wall_time);
    margins.detectable_same_boot = StoredDetectable{0.02, 0.05, 0.5};
    margins.detectable_other_boot = StoredDetectable{0.02, 0.12, 0.7};
    HostFingerprint other_boot = usual_host;
    other_boot.boot_id = "other boot";
    const MetricSeries current = scattered_times(9, 0.1);
    const auto detectable = [&](const std::string& gate, const HostFingerprint& host = usual_host) {
        return judged(gate, current, baseline, host).minimum_detectable;
    };
    CHECK(detectable("wall_time") == 0.5);
    CHECK(detectable("wall_time 2%/5%") == 0.5);
    CHECK(detectable("wall_time", other_boot) == 0.7);
    CHECK(detectable("wall_time 1%") != 0.5);
    CHECK(detectable("wall_time 2%/6%") != 0.5);

    baseline.plan.looks = {9, 14, 21};
    CHECK(detectable("wall_time") != 0.5);
    baseline.plan = usual_plan;
    baseline.plan.seed += 1;
    CHECK(detectable("wall_time") != 0.5);
    baseline.plan = usual_plan;
    baseline.sessions.push_back(baseline.sessions.front());
    baseline.sessions.back().host.boot_id = "other boot";
    CHECK(detectable("wall_time") != 0.5);  // stored for the last session's boot
}

TEST_CASE("the same values give the same verdict") {
    CHECK(judged("wall_time", scattered_times(20, 0.103)) == judged("wall_time", scattered_times(20, 0.103)));
}

TEST_CASE("values beyond the deciding look are not told of") {
    MetricSeries current = scattered_times(9, 0.1);
    const GateVerdict before = judged("wall_time", current);
    current.values.resize(20, 0.5);
    CHECK(judged("wall_time", current) == before);
}

TEST_CASE("an undecided gate needs more runs until its last look") {
    const auto needs = [](std::size_t count, double sd) {
        return judge_statistical_gate(gate_of("wall_time"), scattered_times(count, 0.1035, sd),
                                      synthetic::baseline(), usual_host, usual_plan, nothing_else)
            .needs_more_runs;
    };
    CHECK(needs(9, 0.01));
    CHECK(needs(14, 0.01));
    CHECK_FALSE(needs(20, 0.01));
    CHECK(needs(8, 0.001));
}

TEST_CASE("an undecided gate says how many runs would decide it, by what the scatter of the runs adds") {
    const auto judged = [](int runs) {
        Plan plan = usual_plan;
        plan.looks.back() = runs;
        const auto count = static_cast<std::size_t>(runs);
        return judge_statistical_gate(gate_of("wall_time"), scattered_times(count, 0.1025, 0.03),
                                      synthetic::baseline(), usual_host, plan, nothing_else)
            .verdict;
    };
    CHECK(judged(20).verdict == Verdict::inconclusive);
    CHECK_THAT(judged(20).reason, Contains("about 29 runs more would decide it (MAX_REPETITIONS 49)"));
    CHECK(judged(54).verdict != Verdict::inconclusive);
}

TEST_CASE("one run cannot be compared") {
    const GateJudgement judgement =
        judge_statistical_gate(gate_of("wall_time"), scattered_times(1, 0.5), synthetic::baseline(),
                               usual_host, usual_plan, nothing_else);
    CHECK(judgement.verdict.verdict == Verdict::inconclusive);
    CHECK(judgement.needs_more_runs);
    CHECK_FALSE(judgement.verdict.shift);
    CHECK_THAT(judgement.verdict.reason, Contains("one run cannot be compared"));
}

TEST_CASE("fewer than nine runs asked for are only reported") {
    struct Row {
        int asked_for;
        Verdict verdict;
    };
    for (const Row& row : {Row{1, Verdict::inconclusive}, Row{2, Verdict::inconclusive},
                           Row{8, Verdict::inconclusive}, Row{9, Verdict::regressed}}) {
        CAPTURE(row.asked_for);
        Plan plan = usual_plan;
        plan.looks = {row.asked_for};
        const auto count = static_cast<std::size_t>(row.asked_for);
        const GateJudgement judgement =
            judge_statistical_gate(gate_of("wall_time"), scattered_times(count, 0.2), synthetic::baseline(),
                                   usual_host, plan, nothing_else);
        CHECK(judgement.verdict.verdict == row.verdict);
        CHECK_FALSE(judgement.needs_more_runs);
        CHECK(judgement.verdict.shift.has_value() == (row.asked_for > 1));
        CHECK((judgement.verdict.looks_taken == 0) == (row.verdict == Verdict::inconclusive));

        const GateJudgement budget =
            judge_budget_gate(budget_of("wall_time <= 1ms"), scattered_times(count, 0.2), plan);
        CHECK(budget.verdict.verdict == row.verdict);
    }
}

TEST_CASE("it is the first look that tells how many runs were asked for") {
    Plan plan = usual_plan;
    plan.looks = {8, 12};
    const GateJudgement judgement =
        judge_statistical_gate(gate_of("wall_time"), scattered_times(12, 0.2), synthetic::baseline(),
                               usual_host, plan, nothing_else);
    CHECK(judgement.verdict.verdict == Verdict::inconclusive);
    CHECK_FALSE(judgement.needs_more_runs);
}

TEST_CASE("a report of few runs gives the change and says why it is no verdict") {
    Plan plan = usual_plan;
    plan.looks = {3};
    const GateJudgement judgement = judge_statistical_gate(
        gate_of("wall_time"), scattered_times(2, 0.2), synthetic::baseline(), usual_host, plan, nothing_else);
    CHECK(judgement.needs_more_runs);
    CHECK_THAT(judgement.verdict.reason,
               Contains("wall_time is only reported: 3 runs asked for, a gate needs 9; +"));
}

TEST_CASE("a value that is not positive is an error that proposes a budget") {
    MetricSeries current = scattered_times(9, 0.1);
    current.values[4] = 0;
    CHECK_THROWS_WITH(judged("wall_time", current), Contains("budget such as \"wall_time <= "));
}

TEST_CASE("a budget's verdict carries limit, median and bounds in the metric's unit") {
    const MetricSeries current =
        series(metric::peak_rss, synthetic::bytes, {1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008});
    const GateJudgement judgement = judge_budget_gate(budget_of("peak_rss <= 1KiB"), current, usual_plan);
    const GateVerdict& verdict = judgement.verdict;
    CHECK(verdict.verdict == Verdict::unchanged);
    CHECK(verdict.budget.value() == BudgetResult{1024, 1004, 1000, 1008});
    CHECK(verdict.unit == "B");
    CHECK(verdict.theta == 0);
    CHECK(verdict.looks_taken == 1);
    CHECK(verdict.looks_planned == 3);
    CHECK(verdict.current_n == 9);
    CHECK(verdict.current_median == 1004);
    CHECK_FALSE(verdict.shift);
    CHECK_FALSE(judgement.needs_more_runs);
    CHECK(judge_budget_gate(budget_of("peak_rss <= 1kB"), current, usual_plan).needs_more_runs);
    CHECK(judge_budget_gate(budget_of("peak_rss <= 999B"), current, usual_plan).verdict.verdict ==
          Verdict::regressed);
}

TEST_CASE("a budget with fewer runs than its level supports says how many it needs") {
    Plan plan = usual_plan;
    plan.looks = {9, 10, 11, 12, 13, 14};
    const GateVerdict verdict =
        judge_budget_gate(budget_of("wall_time <= 1s"), scattered_times(9, 0.1), plan).verdict;
    CHECK(verdict.verdict == Verdict::inconclusive);
    CHECK_FALSE(verdict.budget);
    CHECK_THAT(verdict.reason, Contains("a budget needs 10"));
}

TEST_CASE("a limit against a reference is added to the reference's median") {
    const MetricDefinition definition{"1", Direction::higher_is_better, MetricScope::whole_process};
    const MetricSeries current = series("quality", definition, std::vector<double>(9, 0.93));
    const auto judged_against = [&](double level, const std::string& gate) {
        const ReferenceSetting reference{"g/dense", false, {{"quality", {level, definition}}}};
        return judge_budget_gate(budget_of(gate), current, usual_plan, &reference).verdict;
    };
    CHECK(judged_against(0.935, "quality >= reference-0.01").verdict == Verdict::unchanged);
    CHECK(judged_against(0.935, "quality >= reference").verdict == Verdict::regressed);
    CHECK(judged_against(0.925, "quality >= reference+0.01").verdict == Verdict::regressed);
    CHECK(judged_against(1.03, "quality >= reference-0.1").verdict == Verdict::unchanged);  // in decimals
    const GateVerdict worse = judged_against(0.95, "quality >= reference-0.01");
    CHECK(worse.verdict == Verdict::regressed);
    CHECK(worse.budget->limit == Approx(0.94));
    CHECK_THAT(worse.reason, Contains("g/dense"));
}

TEST_CASE("a reference that gives no limit is told, and decides nothing") {
    const MetricDefinition definition{"1", Direction::higher_is_better, MetricScope::whole_process};
    const MetricSeries current = series("quality", definition, std::vector<double>(9, 0.93));
    const auto judged_against = [&](const ReferenceSetting& reference) {
        return judge_budget_gate(budget_of("quality >= reference-0.01"), current, usual_plan, &reference)
            .verdict;
    };
    MetricDefinition other = definition;
    other.unit = "%";
    for (const auto& [reference, reason] : std::vector<std::pair<ReferenceSetting, std::string>>{
             {{"g/dense", false, {}}, "g/dense was not measured in this session"},
             {{"g/dense", false, {{"accuracy", {0.9, definition}}}}, "g/dense has no quality"},
             {{"g/dense", false, {{"quality", {0.9, other}}}}, "g/dense has another unit"}}) {
        const GateVerdict verdict = judged_against(reference);
        CHECK(verdict.verdict == Verdict::incomparable);
        CHECK_THAT(verdict.reason, Contains(reason));
    }
}

TEST_CASE("a budget whose limit cannot apply is failed and says what to write") {
    const GateVerdict relative =
        judge_budget_gate(budget_of("wall_time <= reference+1ms"), scattered_times(9, 0.1), usual_plan)
            .verdict;
    CHECK(relative.verdict == Verdict::failed);
    CHECK_THAT(relative.reason,
               Contains("\"wall_time <= reference+1ms\" needs a GRID, whose first setting is the reference"));

    const GateVerdict unit =
        judge_budget_gate(budget_of("wall_time <= 3MiB"), scattered_times(9, 0.1), usual_plan).verdict;
    CHECK(unit.verdict == Verdict::failed);
    CHECK_THAT(unit.reason,
               Contains("\"wall_time <= 3MiB\" does not fit its metric, which is measured in \"s\""));
}

TEST_CASE("a verdict without judging tells the current median unless it failed") {
    const GateVerdict none =
        judge_without_numbers(scattered_times(9, 0.1), Verdict::no_baseline, "why").verdict;
    CHECK(none.verdict == Verdict::no_baseline);
    CHECK(none.reason == "why");
    CHECK(none.current_n == 9);
    CHECK(none.current_median.value() == Approx(0.1).epsilon(0.01));
    CHECK_FALSE(
        judge_without_numbers(scattered_times(9, 0.1), Verdict::failed, "why").verdict.current_median);
}

TEST_CASE("what is put down to the host is said not to be caught") {
    const auto detectable = [](double excused) {
        return judge_statistical_gate(gate_of("wall_time"), scattered_times(9, 0.1), synthetic::baseline(),
                                      usual_host, usual_plan, {nothing_else.other_cause, excused})
            .verdict.minimum_detectable.value();
    };
    CHECK(detectable(0.01) == detectable(0));
    CHECK(std::log1p(detectable(std::log1p(0.02) + 0.05)) == Approx(std::log1p(detectable(0)) + 0.05));
}

TEST_CASE("missing values fail a gate, unless they are known to keep an upper limit") {
    MetricSeries unknown{"peak_rss", synthetic::bytes, {}, "was not measured: the kernel does not tell"};
    const auto verdict_of = [&](const std::string& gate) {
        return judge_faulty_series(parse_gate(gate), unknown, 9, usual_plan).verdict;
    };
    CHECK(verdict_of("peak_rss <= 1MiB").verdict == Verdict::failed);
    unknown.at_most = 1000;
    CHECK(verdict_of("peak_rss <= 1000B").verdict == Verdict::unchanged);
    CHECK(verdict_of("peak_rss <= 1000B").current_n == 9);
    CHECK(verdict_of("peak_rss <= 1000B").reason ==
          "peak_rss keeps its budget: at most 1000 B, the limit is 1000 B");
    Plan few = usual_plan;
    few.looks = {5};
    CHECK(judge_faulty_series(parse_gate("peak_rss <= 1000B"), unknown, 5, few).verdict.verdict ==
          Verdict::inconclusive);
    for (const char* const gate :
         {"peak_rss <= 999B", "peak_rss >= 1B", "peak_rss <= reference+1MiB", "peak_rss", "peak_rss <= 1s"}) {
        CHECK(verdict_of(gate).verdict == Verdict::failed);
        CHECK(verdict_of(gate).reason == "peak_rss was not measured: the kernel does not tell");
    }
}
