#include "gate/diagnosis.hpp"

#include "catch.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;

namespace {

GateVerdict gate_of(const char* metric, Verdict verdict, double change, double either_way = 0) {
    GateVerdict gate;
    gate.metric = metric;
    gate.verdict = verdict;
    const double shift = std::log1p(change);
    gate.shift = Shift{shift, shift - either_way, shift + either_way};
    return gate;
}

GateVerdict time_of(Verdict verdict) {
    const double change = verdict == Verdict::regressed ? 0.1 : verdict == Verdict::improved ? -0.1 : 0;
    return gate_of("wall_time", verdict, change, 0.01);
}

GateVerdict counts_of(double change, double either_way = 0) {
    const Verdict verdict = change > 0.005    ? Verdict::regressed
                            : change < -0.005 ? Verdict::improved
                                              : Verdict::unchanged;
    return gate_of("instructions", verdict, change, either_way);
}

RunTimes times(double wall_s, double cpu_s, double voluntary = 3, double involuntary = 1) {
    return {.wall_s = wall_s,
            .cpu_s = cpu_s,
            .voluntary_switches = voluntary,
            .involuntary_switches = involuntary};
}

/// The added 100 ms are CPU time, or a tenth of them is.
DiagnosisRequest busy() {
    return {.before = times(1, 1.1), .now = times(1.1, 1.2)};
}
DiagnosisRequest idle() {
    return {.before = times(1, 1.1), .now = times(1.1, 1.11, 40, 9)};
}

}  // namespace

TEST_CASE("both meters together name the cause") {
    constexpr auto slower = Verdict::regressed;
    constexpr auto faster = Verdict::improved;
    constexpr auto unchanged = Verdict::unchanged;
    constexpr auto undecided = Verdict::inconclusive;
    DiagnosisRequest moved = busy();
    moved.host_moved = true;
    DiagnosisRequest idle_and_moved = idle();
    idle_and_moved.host_moved = true;
    DiagnosisRequest same = busy();
    same.same_code = true;
    DiagnosisRequest wide = busy();
    wide.layout_spread = 0.12;
    DiagnosisRequest narrow = busy();
    narrow.layout_spread = 0.05;
    struct Row {
        double instructions;
        Verdict time;
        DiagnosisRequest about;
        std::optional<Cause> cause;
    };
    const std::vector<Row> rows = {
        {0.1, slower, busy(), Cause::more_work},
        {0.1, slower, moved, Cause::more_work},
        {0.1, unchanged, busy(), Cause::more_work},
        {0.1, undecided, busy(), Cause::more_work},
        {0.1, faster, busy(), Cause::more_work},
        {-0.1, faster, busy(), Cause::less_work},
        {-0.1, unchanged, busy(), Cause::less_work},
        {-0.1, slower, busy(), Cause::layout_or_cache},
        {-0.1, slower, idle(), Cause::waiting},
        {0, slower, busy(), Cause::layout_or_cache},
        {0.004, slower, busy(), Cause::layout_or_cache},
        {0, slower, {}, Cause::layout_or_cache},
        {0, slower, idle(), Cause::waiting},
        {0, slower, idle_and_moved, Cause::waiting},
        {0, slower, moved, Cause::host},
        {0, slower, same, Cause::host},
        {0.1, slower, same, Cause::more_work},
        {0, slower, wide, Cause::layout},
        {0, slower, narrow, Cause::layout_or_cache},
        {0, faster, busy(), Cause::layout_or_cache},
        {0, faster, idle(), Cause::layout_or_cache},
        {0, faster, moved, Cause::host},
        {0, faster, wide, Cause::layout},
        {0, unchanged, moved, std::nullopt},
        {0, undecided, busy(), std::nullopt},
        {0.004, unchanged, busy(), std::nullopt},
    };
    for (const Row& row : rows) {
        CAPTURE(row.instructions, row.time, &row - rows.data());
        const auto diagnosis = diagnose(time_of(row.time), counts_of(row.instructions), row.about);
        CHECK(diagnosis.has_value() == row.cause.has_value());
        if (diagnosis && row.cause) {
            CHECK(diagnosis->cause == *row.cause);
            CHECK_FALSE(diagnosis->sentence.empty());
        }
    }
}

TEST_CASE("a time that a moved host overruled has moved all the same") {
    GateVerdict overruled = time_of(Verdict::regressed);
    overruled.verdict = Verdict::inconclusive;
    overruled.before_control = Verdict::regressed;
    const auto diagnosis = diagnose(overruled, counts_of(0), {.host_moved = true});
    REQUIRE(diagnosis);
    CHECK(diagnosis->cause == Cause::host);
}

TEST_CASE("counts that scatter around what is taken for equal say nothing") {
    CHECK_FALSE(diagnose(time_of(Verdict::regressed), counts_of(0.004, 0.003), busy()));
    CHECK_FALSE(diagnose(time_of(Verdict::regressed), counts_of(-0.004, 0.003), busy()));
    CHECK(diagnose(time_of(Verdict::regressed), counts_of(0.001, 0.003), busy()));
    for (const double just_equal : {0.005, -0.005}) {
        GateVerdict counts = counts_of(0);
        const double shift = just_equal > 0 ? std::log1p(just_equal) : -std::log1p(-just_equal);
        counts.shift = Shift{shift, shift, shift};
        CHECK(diagnose(time_of(Verdict::regressed), counts, busy())->cause == Cause::layout_or_cache);
        CHECK(diagnose(time_of(Verdict::improved), counts, busy())->cause == Cause::layout_or_cache);
    }
}

TEST_CASE("a gate that tolerates much does not make a growth nothing") {
    GateVerdict tolerant = gate_of("instructions", Verdict::unchanged, 0.02);
    const auto diagnosis = diagnose(time_of(Verdict::regressed), tolerant, busy());
    REQUIRE(diagnosis);
    CHECK(diagnosis->cause == Cause::more_work);
    CHECK_THAT(diagnosis->sentence, Contains("+2 % instructions") && Contains("explain only a part"));
    CHECK_FALSE(diagnose(time_of(Verdict::unchanged), tolerant, busy()));
}

TEST_CASE("waiting is told with its figures, and only with switches that grew") {
    const auto waited = diagnose(time_of(Verdict::regressed), counts_of(0), idle());
    REQUIRE(waited);
    CHECK(waited->sentence ==
          "as many instructions as before in more time: the run waited, blocked or robbed of its CPU: 10 % "
          "of the "
          "added time is CPU time, voluntary context switches 3 -> 40, involuntary context switches 1 -> 9");
    DiagnosisRequest quiet = idle();
    quiet.now->voluntary_switches = 4;
    quiet.now->involuntary_switches.reset();
    CHECK_THAT(diagnose(time_of(Verdict::regressed), counts_of(0), quiet)->sentence,
               EndsWith("10 % of the added time is CPU time"));
    DiagnosisRequest just_more = idle();
    just_more.before->voluntary_switches = 4;
    just_more.now->voluntary_switches = 6;  // half as many again, and two more
    just_more.now->involuntary_switches = 2;
    CHECK_THAT(diagnose(time_of(Verdict::regressed), counts_of(0), just_more)->sentence,
               EndsWith(", voluntary context switches 4 -> 6"));
    DiagnosisRequest half = idle();
    half.now->cpu_s = 1.151;
    CHECK(diagnose(time_of(Verdict::regressed), counts_of(0), half)->cause == Cause::layout_or_cache);
    DiagnosisRequest unknown = idle();
    unknown.before->cpu_s.reset();
    CHECK(diagnose(time_of(Verdict::regressed), counts_of(0), unknown)->cause == Cause::layout_or_cache);
    DiagnosisRequest shorter = idle();
    shorter.now->wall_s = 0.9;
    CHECK(diagnose(time_of(Verdict::regressed), counts_of(0), shorter)->cause == Cause::layout_or_cache);
}

TEST_CASE("times are of all iterations of a plan, or of one process") {
    const std::map<std::string, double> medians{
        {"wall_time", 0.01}, {"user_time", 1}, {"system_time", 0.5}, {"voluntary_switches", 7}};
    const MedianOf median_of = [&](const char* metric) {
        const auto found = medians.find(metric);
        return found == medians.end() ? std::nullopt : std::optional(found->second);
    };
    const Plan plan{.iterations = 20, .batch = 3, .looks = {9}};
    const auto inside = run_times(median_of, MetricScope::iteration, plan);
    REQUIRE(inside);
    CHECK(inside->wall_s == Approx(0.6));
    CHECK(inside->cpu_s == 1.5);
    CHECK(inside->voluntary_switches == 7);
    CHECK_FALSE(inside->involuntary_switches);
    CHECK(run_times(median_of, MetricScope::whole_process, plan)->wall_s == 0.01);
    CHECK_FALSE(run_times([](const char*) { return std::optional<double>(); }, MetricScope::iteration, plan));
}

TEST_CASE("times of runs and of a baseline's newest session are medians of what these measured") {
    const Plan plan{.iterations = 10, .looks = {9}};
    Baseline baseline;
    baseline.plan = plan;
    std::vector<RunRecord> runs(3);
    baseline.sessions.resize(2);
    baseline.sessions.back().rounds.resize(1);
    const MetricDefinition inside{"s", Direction::lower_is_better, MetricScope::iteration};
    const MetricDefinition whole{"s", Direction::lower_is_better, MetricScope::whole_process};
    baseline.metrics = {{"wall_time", inside}, {"user_time", whole}, {"system_time", whole}};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double value = static_cast<double>(i) + 1;
        runs[i].metrics = {{"wall_time", {value, inside}},
                           {"user_time", {10 * value, whole}},
                           {"system_time", {0.5, whole}}};
        for (const auto& [metric, measured] : runs[i].metrics) {
            baseline.sessions.back().rounds.front()[metric].push_back(2 * measured.value);
        }
    }
    CHECK(run_times(runs, plan)->wall_s == 20);
    CHECK(run_times(runs, plan)->cpu_s == 20.5);
    CHECK(run_times(baseline)->wall_s == 40);
    CHECK(run_times(baseline)->cpu_s == 41);
    CHECK_FALSE(run_times(Baseline{}));
}

TEST_CASE("a verdict without one of the two gates is left as it is") {
    ScenarioVerdict verdict;
    verdict.reason = "slower";
    verdict.gates = {time_of(Verdict::regressed)};
    add_diagnosis(verdict, busy());
    CHECK(verdict.reason == "slower");
    GateVerdict limit = counts_of(0.1);
    limit.budget = BudgetResult{};
    verdict.gates.push_back(limit);
    add_diagnosis(verdict, busy());
    CHECK_FALSE(verdict.cause);
    verdict.gates.push_back(counts_of(0.1));
    CHECK(has_both_meters(verdict));
    add_diagnosis(verdict, busy());
    CHECK(verdict.cause == Cause::more_work);
    CHECK(verdict.reason == "slower; diagnosis: more work: +10 % instructions");
}
