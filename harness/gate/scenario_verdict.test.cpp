#include "gate/scenario_verdict.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "gate/judged_case.test.hpp"

#include <functional>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using synthetic::Case;
using synthetic::has_warning;

TEST_CASE("a scenario's verdict is that of its only gate") {
    struct Row {
        double level;
        Verdict verdict;
    };
    for (const Row& row :
         {Row{0.1, Verdict::unchanged}, Row{0.11, Verdict::regressed}, Row{0.09, Verdict::improved}}) {
        CAPTURE(row.level);
        const ScenarioJudgement judgement = Case(row.level).judge();
        CHECK(judgement.verdict.verdict == row.verdict);
        REQUIRE(judgement.verdict.gates.size() == 1);
        CHECK(judgement.verdict.gates.front().verdict == row.verdict);
        CHECK(judgement.verdict.gates.front().gate == "wall_time");
        CHECK(judgement.verdict.reason == judgement.verdict.gates.front().reason);
        CHECK_FALSE(judgement.verdict.advisory);
        CHECK_FALSE(judgement.needs_more_runs);
    }
}

TEST_CASE("a failed run comes before everything else and quotes the first failure") {
    Case failed(0.2);
    failed.request.now.build.optimised = false;
    failed.fail_run(3, "killed by signal 11");
    failed.fail_run(7, "something else");
    const ScenarioJudgement judgement = failed.judge();
    CHECK(judgement.verdict.verdict == Verdict::failed);
    CHECK(judgement.verdict.reason == "2 of 9 runs failed; the first, run 4: killed by signal 11");
    CHECK(judgement.verdict.gates.empty());
    CHECK_FALSE(judgement.needs_more_runs);
}

TEST_CASE("a refused build is incomparable before any run, and no run is asked for") {
    Case refused(0.1, 0);
    refused.request.now.build.sanitizers = "address";
    const ScenarioJudgement judgement = refused.judge();
    CHECK(judgement.verdict.verdict == Verdict::incomparable);
    CHECK_THAT(judgement.verdict.reason, Contains("address sanitizer"));
    CHECK_FALSE(judgement.needs_more_runs);
}

TEST_CASE("without any run a scenario is not run and needs runs") {
    const ScenarioJudgement judgement = Case(0.1, 0).judge();
    CHECK(judgement.verdict.verdict == Verdict::not_run);
    CHECK(judgement.needs_more_runs);
}

TEST_CASE("hard differences make gates against the baseline incomparable and are listed") {
    Case different(0.2);
    different.request.now.host.cores = 4;
    different.request.now.build.flags = "-O3";
    const ScenarioVerdict verdict = different.verdict();
    CHECK(verdict.verdict == Verdict::incomparable);
    CHECK(verdict.hard_differences == std::vector<std::string>{"cores: 2 -> 4", "flags: -O2 -g -> -O3"});
    CHECK(verdict.reason == "not comparable with the baseline: cores: 2 -> 4; flags: -O2 -g -> -O3");
    CHECK(verdict.gates.front().theta == 0.02);
}

TEST_CASE("without a baseline its reason is given") {
    Case without(0.2);
    without.request.gates = {"wall_time 3%/10%"};
    without.baseline.reset();
    const ScenarioVerdict verdict = without.verdict();
    CHECK(verdict.verdict == Verdict::no_baseline);
    CHECK(verdict.reason == "no baseline: record one with update-baselines");
    CHECK(verdict.gates.front().current_median.has_value());
    CHECK(verdict.gates.front().theta == 0.03);
    CHECK(verdict.gates.front().delta == 0.1);
}

TEST_CASE("budgets are judged without a baseline and in spite of hard differences") {
    for (const bool has_baseline : {false, true}) {
        Case budgets(0.1);
        budgets.request.gates = {"wall_time", "wall_time <= 50ms", "wall_time <= 1s"};
        if (has_baseline) {
            budgets.request.now.host.cores = 4;
        } else {
            budgets.baseline.reset();
        }
        const ScenarioVerdict verdict = budgets.verdict();
        CHECK(verdict.verdict == Verdict::regressed);
        REQUIRE(verdict.gates.size() == 3);
        CHECK(verdict.gates[0].verdict == (has_baseline ? Verdict::incomparable : Verdict::no_baseline));
        CHECK(verdict.gates[1].verdict == Verdict::regressed);
        CHECK(verdict.gates[2].verdict == Verdict::unchanged);
        CHECK(verdict.reason == verdict.gates[1].reason);
    }
}

TEST_CASE("a baseline without enough values of the metric is no baseline for it") {
    Case other;
    other.request.gates = {"throughput"};
    synthetic::add_metric(other.runs, metric::throughput, synthetic::rate, synthetic::values(9, 1000, 0.01));
    CHECK(other.verdict().verdict == Verdict::no_baseline);
    CHECK_THAT(other.verdict().reason, Contains("too few values of throughput"));

    synthetic::add_metric(*other.baseline, metric::throughput, synthetic::rate, 1000);
    CHECK(other.verdict().verdict == Verdict::unchanged);

    auto& rounds = other.baseline->sessions.front().rounds;
    rounds.resize(1);
    rounds.front()[metric::throughput] = {1000};
    CHECK(other.verdict().verdict == Verdict::no_baseline);
    rounds.front()[metric::throughput] = {1000, 1001};
    CHECK(other.verdict().verdict != Verdict::no_baseline);
}

TEST_CASE("a metric that the baseline defines otherwise is incomparable") {
    Case redefined;
    redefined.baseline->metrics[metric::wall_time].unit = "ms";
    CHECK(redefined.verdict().verdict == Verdict::incomparable);
    CHECK_THAT(redefined.verdict().reason, Contains("another unit, direction or scope for wall_time"));
}

TEST_CASE("a gated metric that was not measured fails and never passes") {
    for (const char* const gate : {"energy", "energy <= 5"}) {
        CAPTURE(gate);
        Case unmeasured;
        unmeasured.request.gates = {gate, "wall_time"};
        unmeasured.runs.front().missing["energy"] = "no sensor";
        const ScenarioJudgement judgement = unmeasured.judge();
        CHECK(judgement.verdict.verdict == Verdict::failed);
        CHECK(judgement.verdict.reason == "energy was not measured: no sensor");
        CHECK(judgement.verdict.gates[1].verdict == Verdict::unchanged);
    }
}

TEST_CASE("a gate against the baseline on a value that is not positive fails and proposes a budget") {
    Case zero;
    zero.runs[2].metrics[metric::wall_time].value = 0;
    CHECK(zero.verdict().verdict == Verdict::failed);
    CHECK_THAT(zero.verdict().reason, Contains("budget such as \"wall_time <= "));

    Case zero_before;
    zero_before.baseline->sessions.front().rounds[1][metric::wall_time][0] = -1;
    CHECK(zero_before.verdict().verdict == Verdict::failed);
}

TEST_CASE("a value too large for statistics fails its gate and no other") {
    Case huge;
    huge.request.gates = {"peak_rss <= 1MiB", "wall_time"};
    synthetic::add_metric(huge.runs, metric::peak_rss, synthetic::bytes, std::vector<double>(9, 1e200));
    const ScenarioVerdict verdict = huge.verdict();
    CHECK(verdict.gates[0].verdict == Verdict::failed);
    CHECK(verdict.gates[1].verdict == Verdict::unchanged);
}

TEST_CASE("a limit against a reference fails where there is no grid") {
    Case relative;
    relative.request.gates = {"wall_time <= reference"};
    CHECK(relative.verdict().verdict == Verdict::failed);
    CHECK_THAT(relative.verdict().reason, Contains("needs a GRID"));
}

TEST_CASE("the worst gate wins, and gates that are equally bad are all told") {
    Case several(0.11);
    several.request.gates = {"wall_time <= 1s", "wall_time", "wall_time <= 50ms"};
    const ScenarioVerdict verdict = several.verdict();
    CHECK(verdict.verdict == Verdict::regressed);
    CHECK(verdict.reason == verdict.gates[1].reason + "; " + verdict.gates[2].reason);
    CHECK(verdict.gates[1].gate == "wall_time");
}

TEST_CASE("default gates include throughput where the number of items varies") {
    Case items;
    synthetic::add_metric(items.runs, metric::throughput, synthetic::rate, synthetic::values(9, 900, 0.01));
    synthetic::add_metric(*items.baseline, metric::throughput, synthetic::rate, 1000);
    CHECK(items.verdict().gates.size() == 1);
    items.request.items_vary = true;
    const ScenarioVerdict verdict = items.verdict();
    REQUIRE(verdict.gates.size() == 2);
    CHECK(verdict.gates[1].gate == "throughput");
    CHECK(verdict.verdict == Verdict::regressed);
}

TEST_CASE("GATE none is judged like wall time and is advisory") {
    Case advisory(0.2);
    advisory.request.gates = {"none"};
    const ScenarioVerdict verdict = advisory.verdict();
    CHECK(verdict.advisory);
    CHECK(verdict.verdict == Verdict::regressed);
    REQUIRE(verdict.gates.size() == 1);
    CHECK(verdict.gates.front().gate == "none");
    CHECK(verdict.gates.front().metric == "wall_time");

    advisory.fail_run(0, "exit code 3");
    CHECK(advisory.verdict().advisory);
    CHECK(advisory.verdict().verdict == Verdict::failed);
}

TEST_CASE("a malformed gate or a plan without looks is the caller's error") {
    Case malformed;
    malformed.request.gates = {"wall_time 3"};
    CHECK_THROWS_AS(malformed.judge(), Error);
    Case lookless;
    lookless.request.now.plan.looks.clear();
    CHECK_THROWS_WITH(lookless.judge(), Contains("plan needs a look"));
    lookless.request.now.plan.looks = {-1};
    CHECK_THROWS_WITH(lookless.judge(), Contains("plan needs a look"));
}

TEST_CASE("runs are needed up to the first look whatever they show, and beyond it while undecided") {
    CHECK(Case(0.2, 8).judge().needs_more_runs);
    CHECK_FALSE(Case(0.2, 9).judge().needs_more_runs);
    CHECK(Case(0.1035, 9).judge().needs_more_runs);
    CHECK(Case(0.1035, 14).judge().needs_more_runs);
    CHECK_FALSE(Case(0.1035, 20).judge().needs_more_runs);

    Case failing(0.1, 3);
    failing.fail_run(0, "exit code 1");
    CHECK(failing.judge().needs_more_runs);

    Case without(0.1, 9);
    without.baseline.reset();
    CHECK_FALSE(without.judge().needs_more_runs);
}

TEST_CASE("an undecided gate asks for no more runs once another has failed or regressed") {
    const auto with = [](const std::string& gate) {
        Case undecided(0.1035, 9);
        undecided.request.gates = {"wall_time", gate};
        return undecided.judge();
    };
    CHECK(with("wall_time <= 1s").needs_more_runs);
    CHECK_FALSE(with("wall_time <= 50ms").needs_more_runs);
    CHECK_FALSE(with("energy").needs_more_runs);
}

TEST_CASE("few runs asked for are reported with a warning and nothing fails") {
    Case few(0.2, 3);
    few.request.now.plan.looks = {3};
    few.request.gates = {"wall_time", "wall_time <= 1ms"};
    const ScenarioJudgement judgement = few.judge();
    CHECK(judgement.verdict.verdict == Verdict::inconclusive);
    CHECK_THAT(judgement.verdict.reason, Contains("a gate needs 9"));
    CHECK_FALSE(judgement.needs_more_runs);
    CHECK(has_warning(judgement, WarningKind::few_runs, "wall_time"));
}

TEST_CASE("an improvement is a warning that the baseline is stale") {
    CHECK(has_warning(Case(0.09).judge(), WarningKind::baseline_stale, "wall_time"));
    CHECK_FALSE(has_warning(Case(0.1).judge(), WarningKind::baseline_stale, "wall_time"));
    CHECK_FALSE(has_warning(Case(0.1).judge(), WarningKind::few_runs, "wall_time"));
}

TEST_CASE("the same request gives the same verdict") {
    CHECK(Case(0.103, 20).verdict() == Case(0.103, 20).verdict());
}
