#include "gate/sensitivity.hpp"

#include "catch.hpp"
#include "gate/duet.hpp"
#include "gate/duet_verdict.hpp"
#include "gate/replay.hpp"
#include "statistics/random.hpp"
#include "statistics/summary.hpp"

#include <cmath>

using namespace ratchet;

namespace {

const MetricDefinition in_seconds{.unit = "s", .direction = Direction::lower_is_better, .scope = {}};

std::vector<double> noisy(std::size_t count, double sd, statistics::Random& random) {
    std::vector<double> values(count);
    for (double& value : values) {
        value = 0.01 * std::exp(sd * random.normal());
    }
    return values;
}

/// Three rounds of ten runs in one boot.
Baseline recorded(double sd) {
    statistics::Random random(1);
    Baseline baseline;
    baseline.scenario = {"host", "work"};
    baseline.plan.looks = {9, 14, 20};
    baseline.plan.seed = 7;
    baseline.metrics["memory"] = in_seconds;
    BaselineSession session;
    session.id = "one";
    session.host.boot_id = "boot";
    session.host.virtualised = true;
    for (int round = 0; round < 3; ++round) {
        session.rounds.push_back({{"memory", noisy(10, sd, random)}});
    }
    baseline.sessions = {session};
    baseline.tau_same_boot["memory"] = {0.005, 0};
    baseline.margins["memory"] = must_detect_margins(baseline, "memory", {.looks = baseline.plan.looks});
    return baseline;
}

DuetRecord with_itself(double sd) {
    statistics::Random random(2);
    DuetRecord duet;
    for (DuetSide* side : {&duet.reference, &duet.current}) {
        side->metrics["memory"] = statistics::summarise(noisy(40, sd, random), in_seconds);
        side->runs.assign(40, 1);
    }
    duet.looks = duet_looks();
    duet.seed = 3;
    duet.verdict = judge_duet(duet, duet_gates({"memory"}, false), {}, {});
    return duet;
}

}  // namespace

TEST_CASE("quiet work needs the fewest runs and blocks, noisy work more, and some none suffice") {
    const Baseline quiet = recorded(0.001);
    const DuetRecord quiet_duet = with_itself(0.001);
    CHECK(blocks_needed(quiet_duet, "memory", 0.01) == 10);
    CHECK(runs_needed(quiet, "memory", 0.05) == 9);
    CHECK_FALSE(runs_needed(quiet, "memory", 0.01));  // tau alone is half of it
    int before = 0;
    for (const double sd : {0.01, 0.02, 0.04}) {
        const std::optional<int> blocks = blocks_needed(with_itself(sd), "memory", 0.05);
        REQUIRE(blocks);
        CHECK(*blocks >= before);
        before = *blocks;
    }
    CHECK(before > 10);
    CHECK_FALSE(blocks_needed(with_itself(0.3), "memory", 0.05));
}

TEST_CASE("what is said to be needed does see the slowdown nine times of ten") {
    statistics::Random random(4);
    constexpr double sd = 0.02;
    constexpr double slowdown = 0.05;
    const int blocks = blocks_needed(with_itself(sd), "memory", slowdown).value();
    const StatisticalPolicy policy{.theta = slowdown / 2, .delta = slowdown, .looks = {blocks}};
    int caught = 0;
    constexpr int trials = 400;
    for (int trial = 0; trial < trials; ++trial) {
        std::vector<double> differences(static_cast<std::size_t>(blocks));
        for (double& difference : differences) {  // half of the sum of four runs' noise
            difference = std::log1p(slowdown) + sd * random.normal();
        }
        caught += judge_duet(policy, differences).verdict == Verdict::regressed ? 1 : 0;
    }
    CHECK(caught > trials * 3 / 4);  // up to how well 20 blocks know their scatter
}

TEST_CASE("a kind of work is told whole") {
    const std::vector<Sensitivity> all = assess_sensitivity(recorded(0.01), with_itself(0.01));
    REQUIRE(all.size() == 1);
    const Sensitivity& memory = all.front();
    CHECK(memory.work == "memory");
    CHECK(std::abs(memory.median_s - 0.01) < 0.001);
    CHECK(memory.scatter > 0.005);
    CHECK(memory.scatter < 0.02);
    CHECK(memory.null == Verdict::unchanged);
    REQUIRE(memory.same_boot);
    REQUIRE(memory.other_boot);
    CHECK(*memory.same_boot < *memory.other_boot);
    CHECK(memory.duet == 0.05);
    REQUIRE(memory.needed.size() == 3);
    CHECK(memory.needed.front().slowdown == 0.01);
    CHECK(memory.needed.back().slowdown == 0.05);
}
