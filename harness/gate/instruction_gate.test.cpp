#include "gate/instruction_gate.hpp"

#include "catch.hpp"
#include "gate/scenario_verdict.hpp"
#include "gate/synthetic.test.hpp"

#include <cmath>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

InstructionCounts counts(std::vector<std::uint64_t> totals, const std::string& source = "callgrind 3.19.0") {
    InstructionCounts result;
    result.source = source;
    result.calls = 10;
    result.totals = std::move(totals);
    return result;
}

GateVerdict judged(const std::vector<std::uint64_t>& before, const std::vector<std::uint64_t>& now,
                   double theta = 0.005) {
    return judge_counts({.metric = "instructions", .theta = theta}, counts(before), counts(now));
}

/// A scenario with a gate on instructions alone unless others are given, recorded by other code.
struct CountedCase {
    std::vector<RunRecord> runs = synthetic::timed_runs(synthetic::values(9, 0.1, 0.01));
    Baseline baseline = synthetic::baseline();
    std::optional<InstructionCounts> now = counts({1'000'000, 1'000'000});
    JudgeRequest request;

    CountedCase() {
        baseline.sessions.front().instructions = counts({1'000'000, 1'000'000, 1'000'000});
        request.gates = {"instructions 0.5%"};
        request.now = synthetic::conditions("after");
        request.calibration = synthetic::calibration();
    }
    ScenarioJudgement judge() {
        request.runs = runs;
        request.baseline = &baseline;
        request.instructions = now ? &*now : nullptr;
        return judge_scenario(request);
    }
};

}  // namespace

TEST_CASE("a count that grew by more than is tolerated has regressed, whatever else happens") {
    struct Row {
        std::uint64_t now;
        Verdict verdict;
    };
    // 0.5 % of a million is 5000, which is tolerated.
    for (const Row& row : {Row{1'000'000, Verdict::unchanged}, Row{1'005'000, Verdict::unchanged},
                           Row{1'005'001, Verdict::regressed}, Row{1'500'000, Verdict::regressed},
                           Row{995'025, Verdict::unchanged}, Row{995'024, Verdict::improved},
                           Row{500'000, Verdict::improved}}) {
        CAPTURE(row.now);
        CHECK(judged({1'000'000, 1'000'000}, {row.now, row.now}).verdict == row.verdict);
        CHECK(judged({1'000'000}, {row.now}).verdict == row.verdict);
    }
}

TEST_CASE("equal counts give equal bounds, and the gate catches anything beyond what it tolerates") {
    const GateVerdict grown = judged({1'000'000, 1'000'000, 1'000'000}, {1'006'100, 1'006'100});
    REQUIRE(grown.shift);
    CHECK(grown.shift->lower == grown.shift->estimate);
    CHECK(grown.shift->upper == grown.shift->estimate);
    CHECK(grown.shift->estimate == Approx(std::log(1.0061)).epsilon(1e-12));
    CHECK(grown.minimum_detectable.value() == Approx(0.005));
    CHECK(grown.alpha == 0);
    CHECK(grown.theta == 0.005);
    CHECK(grown.delta == 0.005);
    CHECK(grown.baseline_n == 3);
    CHECK(grown.current_n == 2);
    CHECK(grown.baseline_median == 100'000);  // per call
    CHECK(grown.current_median == 100'610);
    CHECK(
        grown.reason ==
        "instructions regressed: +0.61 %, from 100000 to 100610 per iteration, tolerated +0.5 % (counted by "
        "callgrind 3.19.0)");
    CHECK(judged({1'000'000}, {1'000'000}).reason ==
          "instructions are unchanged: 0 %, from 100000 to 100000 per iteration; more than +0.5 % would have "
          "been "
          "caught (counted by callgrind 3.19.0)");
}

TEST_CASE("a change of exactly what is tolerated is tolerated, either way") {
    const double tolerated = std::log1p(0.005);
    CHECK(decide_instructions({tolerated, tolerated, tolerated}, 0.005) == Verdict::unchanged);
    CHECK(decide_instructions({-tolerated, -tolerated, -tolerated}, 0.005) == Verdict::unchanged);
}

TEST_CASE("counts that scatter decide only what holds for all of them") {
    CHECK(judged({1'000'000, 1'001'000}, {1'003'000, 1'000'000}).verdict == Verdict::unchanged);
    CHECK(judged({1'000'000, 1'001'000}, {1'010'000, 1'007'000}).verdict == Verdict::regressed);
    CHECK(judged({1'000'000, 1'001'000}, {990'000, 980'000}).verdict == Verdict::improved);
    const GateVerdict undecided = judged({1'000'000, 1'001'000}, {1'006'000, 1'005'500});
    CHECK(undecided.verdict == Verdict::inconclusive);
    CHECK_THAT(undecided.reason, Contains("(between +0.45 % and +0.6 %)") &&
                                     Contains("the counts of one build differ by 0.1 %"));
    CHECK(undecided.minimum_detectable.value() > 0.006);
    CHECK(judged({1'000'000}, {1'004'000, 995'000}).verdict == Verdict::inconclusive);
}

TEST_CASE("addresses that could not be fixed are named among what makes counts scatter") {
    InstructionCounts now = counts({1'006'000, 1'004'000});
    now.fixed_addresses = false;
    const StatisticalGate gate{.metric = "instructions", .theta = 0.005};
    CHECK_THAT(judge_counts(gate, counts({1'000'000}), now).reason,
               Contains("which the kernel refused to fix"));
}

TEST_CASE(
    "a scenario is judged by its counts, and no host and no number of runs says anything against them") {
    CountedCase grown;
    grown.now = counts({1'010'000, 1'010'000});
    grown.request.calibration = synthetic::calibration(1.5e-3);  // the host moved
    const ScenarioVerdict verdict = grown.judge().verdict;
    CHECK(verdict.verdict == Verdict::regressed);
    CHECK(verdict.gates.front().gate == "instructions 0.5%");

    CountedCase few;
    few.runs.resize(1);
    few.request.now.plan.looks = few.baseline.plan.looks = {1};
    const ScenarioJudgement judgement = few.judge();
    CHECK(judgement.verdict.verdict == Verdict::unchanged);
    CHECK_FALSE(judgement.needs_more_runs);
    CHECK(judgement.warnings.empty());
}

TEST_CASE("code that is the baseline's cannot have grown: something beside it has") {
    CountedCase same;
    same.request.now = synthetic::conditions("before");
    same.now = counts({1'010'000});
    const GateVerdict gate = same.judge().verdict.gates.front();
    CHECK(gate.verdict == Verdict::inconclusive);
    CHECK(gate.before_control == Verdict::regressed);
    CHECK_THAT(gate.reason, StartsWith("same code: ") && Contains("library of the system"));
    same.now = counts({1'000'000});
    CHECK(same.judge().verdict.verdict == Verdict::unchanged);
}

TEST_CASE("what could not be counted never passes, and says how to count it") {
    CountedCase absent;
    absent.now = InstructionCounts{};
    absent.now->problem = "valgrind was not found in PATH: apt-get install valgrind";
    const ScenarioVerdict verdict = absent.judge().verdict;
    CHECK(verdict.verdict == Verdict::failed);
    CHECK_THAT(verdict.reason, Contains("could not be counted") && Contains("apt-get install valgrind"));

    CountedCase later;
    later.now->problem = "the third run crashed";  // although there are counts
    CHECK(later.judge().verdict.verdict == Verdict::failed);
    CountedCase never;
    never.now.reset();
    CHECK(never.judge().verdict.verdict == Verdict::failed);
    CHECK_THAT(never.judge().verdict.reason, Contains("were not counted in this session"));
}

TEST_CASE("a baseline without counts, or with those of another tool, is told apart from one that agrees") {
    CountedCase without;
    without.baseline.sessions.front().instructions.reset();
    CHECK(without.judge().verdict.verdict == Verdict::no_baseline);
    CHECK_THAT(without.judge().verdict.reason, Contains("record it again"));

    CountedCase other;
    other.now = counts({1'000'000}, "perf_event");
    const ScenarioVerdict verdict = other.judge().verdict;
    CHECK(verdict.verdict == Verdict::incomparable);
    CHECK_THAT(verdict.reason, Contains("counted by callgrind 3.19.0 there and by perf_event here"));
    CHECK(verdict.gates.front().theta == 0.005);

    CountedCase part;
    part.now->scope = MetricScope::whole_process;
    CHECK(part.judge().verdict.verdict == Verdict::incomparable);
    CountedCase different;
    different.request.now.host.cores = 4;
    CHECK(different.judge().verdict.verdict == Verdict::incomparable);
    CountedCase unrecorded;
    unrecorded.request.runs = unrecorded.runs;
    unrecorded.request.instructions = &*unrecorded.now;
    unrecorded.request.no_baseline_reason = "no baseline for class";
    CHECK(judge_scenario(unrecorded.request).verdict.verdict == Verdict::no_baseline);
}

TEST_CASE("of several sessions the first that counted alike was accepted, and later ones do not widen it") {
    CountedCase appended;
    BaselineSession other = appended.baseline.sessions.front();
    other.instructions = counts({900'000}, "perf_event");
    BaselineSession later = appended.baseline.sessions.front();
    later.instructions = counts({1'004'000});
    appended.baseline.sessions.insert(appended.baseline.sessions.begin(), other);
    appended.baseline.sessions.push_back(later);
    CHECK(accepted_counts(appended.baseline, *appended.now)->totals.size() == 3);
    appended.now = counts({1'006'000});
    CHECK(appended.judge().verdict.verdict == Verdict::regressed);
}

TEST_CASE("a limit on instructions is kept by every count, or broken by every one") {
    const auto limited = [](const std::string& gate, const std::vector<std::uint64_t>& totals) {
        CountedCase budget;
        budget.request.gates = {gate};
        budget.now = counts(totals);
        budget.baseline.sessions.front().instructions.reset();
        return budget.judge().verdict.gates.front();
    };
    CHECK(limited("instructions <= 100000", {1'000'000, 999'000}).verdict == Verdict::unchanged);
    CHECK(limited("instructions <= 99999", {1'000'000, 1'000'000}).verdict == Verdict::regressed);
    CHECK(limited("instructions <= 99950", {1'000'000, 999'000}).verdict == Verdict::inconclusive);
    CHECK(limited("instructions >= 99900", {1'000'000, 999'000}).verdict == Verdict::unchanged);
    CHECK(limited("instructions <= 64MiB", {1'000'000}).verdict == Verdict::failed);
    CHECK(limited("instructions <= reference+5", {1'000'000}).verdict == Verdict::failed);
    CHECK(limited("instructions <= 99999", {1'000'000}).reason ==
          "instructions break their budget: 100000 per iteration, the limit is 99999 (counted by callgrind "
          "3.19.0)");
    CHECK_THAT(limited("instructions <= 99950", {1'000'000, 999'000}).reason, Contains("99900 to 100000"));
}

TEST_CASE("a limit relative to the first setting of a grid is added to its count") {
    CountedCase grid;
    grid.request.gates = {"instructions <= reference+100"};
    ReferenceSetting reference{.name = "group/first", .is_this_one = false, .metrics = {}};
    reference.metrics["instructions"] = {99'900, instructions_definition(*grid.now)};
    grid.request.reference = reference;
    CHECK(grid.judge().verdict.verdict == Verdict::unchanged);
    grid.request.reference->metrics["instructions"].median = 99'899;
    CHECK(grid.judge().verdict.verdict == Verdict::regressed);
}

TEST_CASE("the reason of a scenario with both meters ends with what they say together") {
    CountedCase slower;
    slower.request.gates = {"wall_time", "instructions 0.5%"};
    slower.runs = synthetic::timed_runs(synthetic::values(9, 0.12, 0.01));
    const ScenarioVerdict flat = slower.judge().verdict;
    CHECK(flat.verdict == Verdict::regressed);
    CHECK(flat.cause == Cause::layout_or_cache);
    CHECK_THAT(flat.reason, Contains("; diagnosis: as many instructions as before in more time"));
    slower.now = counts({1'200'000});
    const ScenarioVerdict more = slower.judge().verdict;
    CHECK(more.cause == Cause::more_work);
    CHECK_THAT(more.reason, Contains("; diagnosis: more work: +20 % instructions"));
    slower.request.calibration = synthetic::calibration(1.2e-3);
    slower.now = counts({1'000'000});
    const ScenarioVerdict moved = slower.judge().verdict;
    CHECK(moved.verdict == Verdict::inconclusive);
    CHECK(moved.cause == Cause::host);
    CHECK_FALSE(CountedCase().judge().verdict.cause);
}
