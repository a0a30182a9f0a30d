#include "gate/duet_verdict.hpp"

#include "catch.hpp"
#include "gate/duet.hpp"
#include "model/metric.hpp"
#include "statistics/summary.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Contains;
using Catch::EndsWith;

namespace {

constexpr int ten_blocks = 20;

DuetSide side(const std::string& name, double level_s, double peak_bytes = 1e6) {
    DuetSide result;
    result.name = name;
    result.build = {"Release", "GNU 12.2.0", "-O2", true, ""};
    result.digests.executable = name;
    std::vector<double> times;
    for (int run = 0; run < ten_blocks; ++run) {
        result.runs.push_back(run + 1);
        times.push_back(level_s * std::exp(0.001 * ((run * 7) % 5 - 2)));
    }
    result.metrics["wall_time"] = statistics::summarise(times, {"s", Direction::lower_is_better, {}});
    result.metrics["peak_rss"] = statistics::summarise(std::vector<double>(ten_blocks, peak_bytes),
                                                       {"B", Direction::lower_is_better, {}});
    return result;
}

DuetRecord duet(double slowdown) {
    DuetRecord record;
    record.reference = side("v1.0", 0.1);
    record.current = side("this build", 0.1 * (1 + slowdown));
    record.looks = duet_looks();
    record.seed = 7;
    return record;
}

ScenarioVerdict judge(const DuetRecord& record, const std::vector<std::string>& gates = {}) {
    return judge_duet(record, duet_gates(gates, false), {}, {});
}

GateVerdict decided(const std::string& gate, Verdict verdict) {
    GateVerdict result;
    result.gate = gate;
    result.verdict = verdict;
    result.reason = gate + " by the baseline";
    return result;
}

ScenarioVerdict first_stage(std::vector<GateVerdict> gates) {
    ScenarioVerdict verdict;
    verdict.gates = std::move(gates);
    verdict.verdict = verdict.gates.front().verdict;
    verdict.reason = verdict.gates.front().reason;
    verdict.host_moved = true;
    return verdict;
}

}  // namespace

TEST_CASE("a turn of several runs counts as their better quartile, and one that is not whole does not") {
    DuetRecord record = duet(0);
    record.runs_per_turn = 5;
    const std::vector<double> values{0.5, 0.1, 0.9, 0.2, 0.4, 0.3, 0.3, 0.8, 0.7, 0.6, 0.1};
    const auto turns_of = [&](Direction direction) {
        record.current.metrics["wall_time"] = statistics::summarise(values, {"s", direction, {}});
        const MetricSeries turns = series_of(record, &DuetRecord::current, "wall_time");
        CHECK_FALSE(turns.fault);
        return turns.values;
    };
    record.current.runs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    CHECK(turns_of(Direction::lower_is_better) == std::vector<double>{0.2, 0.3});
    CHECK(turns_of(Direction::higher_is_better) == std::vector<double>{0.5, 0.7});
    record.runs_per_turn = 3;
    CHECK(turns_of(Direction::lower_is_better).front() == Approx(0.3));  // half way from 0.1 to 0.5
    record.runs_per_turn = 1;
    CHECK(turns_of(Direction::lower_is_better) == values);
}

TEST_CASE("a duet decides what compares, and leaves limits alone") {
    CHECK(duet_gates({}, false).texts == std::vector<std::string>{"wall_time"});
    CHECK(duet_gates({}, true).texts == std::vector<std::string>{"wall_time", "throughput"});
    const DuetGates mixed = duet_gates({"peak_rss <= 64MiB", "wall_time 3%"}, false);
    CHECK(mixed.texts == std::vector<std::string>{"wall_time 3%"});
    CHECK(mixed.gates.front().theta == 0.03);
    CHECK_FALSE(mixed.advisory);
    CHECK(duet_gates({"peak_rss <= 64MiB"}, false).gates.empty());
    const DuetGates none = duet_gates({"none"}, true);
    CHECK(none.advisory);
    CHECK(none.texts == std::vector<std::string>{"none"});
    CHECK(none.gates.front().metric == "wall_time");
}

TEST_CASE("a duet's verdict is the worst of its gates'") {
    CHECK(judge(duet(0)).verdict == Verdict::unchanged);
    const ScenarioVerdict slower = judge(duet(0.1), {"wall_time", "peak_rss"});
    CHECK(slower.verdict == Verdict::regressed);
    REQUIRE(slower.gates.size() == 2);
    CHECK(slower.gates.front().blocks == 10);
    CHECK_THAT(slower.reason, Contains("+10.0 %"));
    CHECK(slower.gates.back().verdict == Verdict::unchanged);
    CHECK(judge(duet(-0.1)).verdict == Verdict::improved);
    CHECK(judge(duet(0.1), {"none"}).advisory);
}

TEST_CASE("more blocks are wanted while a gate is undecided") {
    CHECK_FALSE(needs_more_blocks(duet(0.1), duet_gates({}, false)));
    DuetRecord scattered = duet(0);
    for (std::size_t i = 0; i < ten_blocks; ++i) {
        scattered.current.metrics["wall_time"].values[i] *= i % 3 == 0 ? 1.3 : 1;
    }
    CHECK(judge(scattered).verdict == Verdict::inconclusive);
    CHECK(needs_more_blocks(scattered, duet_gates({}, false)));
}

TEST_CASE(
    "a metric that a run lacks is this build's failure, and says nothing of it where it is the reference's") {
    DuetRecord record = duet(0);
    record.reference.metrics["wall_time"].values.pop_back();
    CHECK(judge(record).verdict == Verdict::incomparable);
    CHECK_THAT(judge(record).reason, Contains("19 of 20 runs of v1.0"));
    DuetRecord nothing = duet(0);
    for (DuetSide* side : {&nothing.reference, &nothing.current}) {
        side->runs.clear();
        side->metrics.clear();
    }
    CHECK(judge(nothing).verdict == Verdict::inconclusive);
    record.current.metrics.clear();
    CHECK_THAT(judge(record, {"peak_rss"}).reason, Contains("this build"));
    CHECK(judge(record).verdict == Verdict::failed);
}

TEST_CASE("a run that fails is the current build's failure, and says nothing of it where it is the other's") {
    DuetRecord record = duet(0.1);
    record.reference.failure = Failure{FailureKind::crashed, "killed by signal 11"};
    CHECK(judge(record).verdict == Verdict::incomparable);
    CHECK_THAT(judge(record).reason, Contains("v1.0") && Contains("signal 11"));
    record.current.failure = Failure{FailureKind::exit_code, "ended with exit code 3"};
    CHECK(judge(record).verdict == Verdict::failed);
    CHECK_THAT(judge(record).reason, Contains("exit code 3"));
}

TEST_CASE("builds of other compilers are not compared, identical ones are known to be") {
    DuetRecord record = duet(0.1);
    record.reference.build.compiler = "Clang 14.0.6";
    CHECK_FALSE(are_comparable(record, {}, {}));
    const ScenarioVerdict verdict = judge(record);
    CHECK(verdict.verdict == Verdict::incomparable);
    CHECK(verdict.hard_differences == std::vector<std::string>{"compiler: Clang 14.0.6 -> GNU 12.2.0"});
    CHECK(verdict.gates.empty());
    record.current.failure = Failure{FailureKind::crashed, "killed by signal 11"};
    CHECK(judge(record).verdict == Verdict::failed);  // whatever it would have been compared with

    DuetRecord same = duet(0.1);
    same.reference.digests = same.current.digests;
    CHECK(are_comparable(same, {}, {}));
    CHECK(judge(same).same_code);
    CHECK(judge(same).verdict == Verdict::regressed);  // side by side the host has no part in it
}

TEST_CASE("a duet takes the place of what the baseline decided by the same gates") {
    const ScenarioVerdict baseline = first_stage(
        {decided("wall_time", Verdict::regressed), decided("peak_rss <= 1MB", Verdict::unchanged)});
    const ScenarioVerdict cleared = overrule(baseline, judge(duet(0), {"wall_time"}));
    CHECK(cleared.verdict == Verdict::unchanged);
    REQUIRE(cleared.gates.size() == 2);
    CHECK(cleared.gates.front().blocks == 10);
    CHECK_FALSE(cleared.gates.back().blocks);
    CHECK_FALSE(cleared.host_moved);
    CHECK_THAT(cleared.reason, Contains("unchanged") && Contains("side by side with v1.0") &&
                                   EndsWith("the stored baseline alone: wall_time by the baseline"));

    const ScenarioVerdict confirmed = overrule(baseline, judge(duet(0.1), {"wall_time"}));
    CHECK(confirmed.verdict == Verdict::regressed);
    CHECK_THAT(confirmed.reason, Contains("+10.0 %"));

    const ScenarioVerdict over_limit = first_stage(
        {decided("peak_rss <= 1MB", Verdict::regressed), decided("wall_time", Verdict::regressed)});
    CHECK(overrule(over_limit, judge(duet(0), {"wall_time"})).verdict == Verdict::regressed);
}

TEST_CASE("a duet that ended before its first look clears nothing") {
    const ScenarioVerdict baseline = first_stage({decided("wall_time", Verdict::regressed)});
    DuetRecord record = duet(0);
    for (DuetSide* side : {&record.reference, &record.current}) {
        side->runs.resize(9);
        for (auto& [name, metric] : side->metrics) {
            metric.values.resize(9);
        }
    }
    const ScenarioVerdict judged = judge(record, {"wall_time"});
    REQUIRE(judged.verdict == Verdict::inconclusive);
    const ScenarioVerdict overruled = overrule(baseline, judged);
    CHECK(overruled.verdict == Verdict::regressed);
    CHECK(overruled.gates == baseline.gates);
    CHECK(overruled.reason == "wall_time by the baseline; the duet ended before its first look");

    record.reference.metrics.erase("peak_rss");  // nor does a gate that could not be compared look
    CHECK(overrule(baseline, judge(record, {"wall_time", "peak_rss"})).gates == baseline.gates);
}

TEST_CASE("of a gate that the reference lacks the first stage's word stands, and the duet's of the others") {
    const ScenarioVerdict baseline =
        first_stage({decided("wall_time", Verdict::regressed), decided("peak_rss", Verdict::no_baseline)});
    DuetRecord record = duet(0);
    record.reference.metrics.erase("peak_rss");
    const ScenarioVerdict judged = judge(record, {"wall_time", "peak_rss"});
    REQUIRE(judged.verdict == Verdict::incomparable);
    const ScenarioVerdict cleared = overrule(baseline, judged);
    CHECK(cleared.verdict == Verdict::no_baseline);
    REQUIRE(cleared.gates.size() == 2);
    CHECK(cleared.gates.front().verdict == Verdict::unchanged);
    CHECK(cleared.gates.back() == baseline.gates.back());
    record.reference.metrics.erase("wall_time");
    CHECK(overrule(baseline, judge(record, {"wall_time", "peak_rss"})) == baseline);
}

TEST_CASE("a duet that could not be had leaves the first stage as it was, a failing build does not") {
    const ScenarioVerdict baseline = first_stage({decided("wall_time", Verdict::regressed)});
    DuetRecord record = duet(0);
    record.reference.failure = Failure{FailureKind::crashed, "killed by signal 11"};
    CHECK(overrule(baseline, judge(record)) == baseline);
    record.current.failure = record.reference.failure;
    const ScenarioVerdict failed = overrule(baseline, judge(record));
    CHECK(failed.verdict == Verdict::failed);
    CHECK(failed.gates == baseline.gates);
    CHECK_THAT(failed.reason,
               Contains("signal 11") && EndsWith("the stored baseline alone: wall_time by the baseline"));
}

namespace {

InstructionCounts counted(std::uint64_t total) {
    InstructionCounts counts;
    counts.source = "callgrind 3.19.0";
    counts.totals = {total, total};
    return counts;
}

DuetRecord counted_duet(double slowdown, std::uint64_t before, std::uint64_t now) {
    DuetRecord record = duet(slowdown);
    record.reference.instructions = counted(before);
    record.current.instructions = counted(now);
    return record;
}

}  // namespace

TEST_CASE("a duet compares the counts of both builds where it counted them") {
    const std::vector<std::string> gates{"wall_time", "instructions 0.5%"};
    const ScenarioVerdict grown = judge(counted_duet(0.1, 1'000'000, 1'100'000), gates);
    REQUIRE(grown.gates.size() == 2);
    CHECK(grown.gates.back().gate == "instructions 0.5%");
    CHECK(grown.gates.back().verdict == Verdict::regressed);
    CHECK(grown.cause == Cause::more_work);
    CHECK_THAT(grown.reason, Contains("diagnosis: more work: +10 % instructions"));
    CHECK(judge(counted_duet(0.1, 1'000'000, 1'000'000), gates).cause == Cause::layout_or_cache);
    CHECK(judge(counted_duet(0, 1'000'000, 1'000'000), gates).verdict == Verdict::unchanged);
    CHECK(judge(counted_duet(0, 1'000'000, 900'000), {"instructions 0.5%"}).verdict == Verdict::improved);
}

TEST_CASE("with as many instructions a change within what layout alone makes is called layout") {
    const DuetRecord slower = counted_duet(0.1, 1'000'000, 1'000'000);
    const DuetGates gates = duet_gates({"wall_time", "instructions 0.5%"}, false);
    CHECK(judge_duet(slower, gates, {}, {}, 0.12).cause == Cause::layout);
    CHECK(judge_duet(slower, gates, {}, {}, 0.05).cause == Cause::layout_or_cache);
    CHECK(judge_duet(slower, gates, {}, {}, 0).cause == Cause::layout_or_cache);
}

TEST_CASE("instructions alone want no block") {
    CHECK(compares_counts(duet_gates({"instructions 0.5%"}, false)));
    CHECK_FALSE(compares_counts(duet_gates({"wall_time", "instructions <= 100"}, false)));
    CHECK(first_timed(duet_gates({"instructions 0.5%"}, false)) == nullptr);
    CHECK_FALSE(needs_more_blocks(counted_duet(0, 1, 1), duet_gates({"instructions 0.5%"}, false)));
    const DuetGates both = duet_gates({"instructions 0.5%", "wall_time"}, false);
    CHECK(first_timed(both)->metric == "wall_time");
    CHECK_FALSE(needs_more_blocks(counted_duet(0.1, 1, 1), both));
}

TEST_CASE(
    "a reference that cannot be counted says nothing against this build, which must be countable itself") {
    const std::vector<std::string> gates{"wall_time", "instructions 0.5%"};
    DuetRecord older = counted_duet(0, 1, 1'000'000);
    older.reference.instructions = InstructionCounts{};
    older.reference.instructions->problem = "it was built with an older Ratchet";
    const ScenarioVerdict verdict = judge(older, gates);
    CHECK(verdict.gates.back().verdict == Verdict::incomparable);
    CHECK_THAT(verdict.reason,
               Contains("instructions of v1.0 could not be counted") && Contains("older Ratchet"));
    DuetRecord mixed = counted_duet(0, 1'000'000, 1'000'000);
    mixed.reference.instructions->source = "perf_event";
    CHECK(judge(mixed, gates).gates.back().verdict == Verdict::incomparable);
    DuetRecord broken = counted_duet(0, 1'000'000, 1'000'000);
    broken.current.instructions->problem = "it crashed";
    CHECK(judge(broken, gates).verdict == Verdict::failed);
}

TEST_CASE("a duet that counted nothing leaves instructions as the first stage judged them") {
    const std::vector<std::string> gates{"wall_time", "instructions 0.5%"};
    const ScenarioVerdict second = judge(duet(0.1), gates);
    REQUIRE(second.gates.size() == 1);
    GateVerdict grown = decided("instructions 0.5%", Verdict::regressed);
    grown.metric = "instructions";
    grown.shift = Shift{0.1, 0.1, 0.1};
    const ScenarioVerdict both = overrule(first_stage({decided("wall_time", Verdict::inconclusive), grown}),
                                          second, known_beside(duet(0.1), {}));
    CHECK(both.verdict == Verdict::regressed);
    CHECK(both.gates.back() == grown);
    CHECK(both.cause == Cause::more_work);
    CHECK_THAT(both.reason, Contains("diagnosis: more work"));
    CHECK_FALSE(overrule(first_stage({decided("wall_time", Verdict::inconclusive)}), second).cause);
    CHECK(judge(duet(0.1), {"instructions 0.5%"}).verdict == Verdict::incomparable);
}
