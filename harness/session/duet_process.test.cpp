#include "session/duet_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "measure/calibration.hpp"
#include "session/layout_store_disk.hpp"
#include "testing/duet_bench.hpp"

#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <sched.h>

using namespace ratchet;
using Catch::Matchers::Contains;
using testing::DuetBench;

namespace {

std::string padding(const LaunchRequest& request) {
    for (const auto& [name, value] : request.environment) {
        if (name == "RATCHET_PADDING") {
            return value;
        }
    }
    return "none";
}

}  // namespace

TEST_CASE("turns of short runs have as many as the budget has room for, and a delayed one does not matter") {
    DuetBench bench;
    bench.reference_level_s = bench.current_level_s = 0.02;
    const ScenarioRecord record = bench.measure();
    CHECK(record.duet->runs_per_turn == 5);
    CHECK(bench.order().substr(0, 2 + 20) ==
          "AB"
          "AAAAABBBBBBBBBBAAAAA");
    CHECK(record.verdict->verdict == Verdict::unchanged);
    CHECK(record.duet->current.runs.size() == std::size_t{2} * 10 * 5);
    CHECK(record.verdict->gates.front().blocks == 10);
}

TEST_CASE("waiting for another harness is not taken from the budget") {
    DuetBench bench;
    bench.launcher = testing::FakeLauncher([&bench](const LaunchRequest&) {
        const auto number = static_cast<double>(bench.launcher.requests.size());
        bench.level_s = 0.01 * std::exp(0.5 * std::sin(number * number));  // so that nothing is decided
        return bench.launched();
    });
    bench.budget_s = 30;
    bench.host.turn_wait_ns = 2'000'000'000;
    CHECK(bench.measure().verdict->gates.front().blocks == 60);
}

TEST_CASE("nothing is run of builds that cannot be compared") {
    DuetBench bench;
    bench.spec.build.compiler = "GNU 13.1.0";
    bench.reference_build = bench.spec.build;
    bench.reference_build->compiler = "Clang 14.0.6";
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::incomparable);
    CHECK_THAT(record.verdict->reason, Contains("Clang 14.0.6"));
    CHECK(bench.order().empty());
}

TEST_CASE("both builds are warmed up, then run in mirrored blocks until the gates are decided") {
    DuetBench bench;
    bench.current_level_s = 0.11;
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::regressed);
    CHECK(record.runs.empty());
    CHECK_FALSE(record.duet->first_stage);
    REQUIRE(bench.order().size() == 2 + 40);
    CHECK(bench.order().substr(0, 14) ==
          "AB"
          "ABBA"
          "BAAB"
          "ABBA");
    CHECK(bench.listener.blocks == 10);
    CHECK(std::abs(bench.listener.change_so_far->estimate - std::log(1.1)) < 0.01);
    CHECK(record.duet->reference.runs.size() == 20);
    CHECK(record.duet->reference.runs.front() == 1);
    CHECK(record.duet->current.runs.front() == 2);
    CHECK(record.duet->current.runs.back() == 40);  // the last block is a mirrored one
    CHECK(record.duet->reference.metrics.at("wall_time").values.size() == 20);
}

TEST_CASE("what keeps one CPU busy runs on one, which is quiet, and anything else where it likes") {
    DuetBench bench;
    const std::vector<double> quiet(5, 1);
    bench.calibration = {calibration::kernel_version,
                         {{"arithmetic", quiet}, {"branches", quiet}, {"memory", quiet}}};
    bench.host.busy_cpu = 0;
    bench.measure();
    CHECK(bench.cpus_launched_on(2) == std::set<std::vector<int>>{{1}});
    bench.busy_cpus = 1.5;
    bench.measure();
    CHECK(bench.cpus_launched_on(2) == std::set<std::vector<int>>{{}});
    bench.busy_cpus = 1;
    bench.spec.cpus = 1;
    bench.measure();
    CHECK(bench.cpus_launched_on(2).size() == 1);
}

TEST_CASE("in parallel both builds run at once, and within a block exchange their CPUs and who begins") {
    cpu_set_t allowed;
    REQUIRE(sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    if (CPU_COUNT(&allowed) < 2) {
        WARN("skipped: this process may use one CPU alone");
        return;
    }
    DuetBench bench;
    bench.parallel = true;
    bench.current_level_s = 0.11;
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::regressed);
    CHECK_THAT(record.verdict->reason, Contains("(side by side with v1.0, at the same time)"));
    CHECK(record.duet->parallel);
    CHECK(record.duet->current.runs.size() == 20);
    CHECK(bench.order().substr(0, 10) ==
          "AB"
          "ABBA"
          "BAAB");
    REQUIRE(bench.launcher.launches.size() == 2 + 20);
    CHECK(bench.launcher.launches[1] == 1);  // caches are warmed by one after the other
    std::map<char, std::set<std::vector<int>>> cpus_of;
    for (std::size_t pair = 1; pair < 21; ++pair) {
        CHECK(bench.launcher.launches[pair + 1] == 2);
        const LaunchRequest& first = bench.launcher.requests[2 * pair];
        const LaunchRequest& second = bench.launcher.requests[2 * pair + 1];
        CHECK(first.argv.front() != second.argv.front());
        CHECK_FALSE(first.cpus.empty());
        CHECK(first.cpus != second.cpus);
        CHECK(padding(first) == padding(second));
        cpus_of[bench.order()[2 * pair]].insert(first.cpus);
        cpus_of[bench.order()[2 * pair + 1]].insert(second.cpus);
    }
    CHECK(cpus_of['A'].size() == 2);
    CHECK(cpus_of['A'] == cpus_of['B']);
}

TEST_CASE("runs of a block have the same environment, and blocks others") {
    DuetBench bench;
    bench.measure();
    std::set<std::string> all;
    for (std::size_t first = 2; first < bench.launcher.requests.size(); first += 4) {
        const std::string length = padding(bench.launcher.requests[first]);
        all.insert(length);
        for (std::size_t i = first; i < first + 4; ++i) {
            CHECK(padding(bench.launcher.requests[i]) == length);
        }
    }
    CHECK(all.size() == 10);
}

TEST_CASE("a drift of the host is no change of the code") {
    DuetBench bench;
    double level_s = 0.1;
    bench.launcher = testing::FakeLauncher([&](const LaunchRequest&) {
        level_s *= 1.01;
        bench.level_s = level_s;
        return bench.launched();
    });
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::unchanged);
    CHECK(std::abs(record.verdict->gates.front().shift->estimate) < 0.002);
}

TEST_CASE("a slowdown that was decided is measured on until its bounds are as near as was asked") {
    DuetBench bench;
    bench.scatter = 0.03;
    bench.current_level_s = 0.15;
    const ScenarioRecord decided = bench.measure();
    bench.precision = 0.001;
    const ScenarioRecord precise = bench.measure();
    CHECK(precise.verdict == decided.verdict);  // what decided is what counts
    CHECK(decided.duet->current.runs.size() == 20);
    CHECK(precise.duet->current.runs.size() == 120);
    bench.precision = 5;
    CHECK(bench.measure().duet->current.runs.size() == 20);
    bench.precision = 0.001;
    bench.current_level_s = 0.1;  // no slowdown: as soon as that is decided
    CHECK(bench.measure().duet->current.runs.size() < 120);
}

TEST_CASE("the budget ends a duet that is undecided") {
    DuetBench bench;
    bench.scatter = 0.2;
    bench.budget_s = 6;  // a block takes 0.4 s
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::inconclusive);
    CHECK(record.verdict->gates.front().blocks == 14);
    CHECK_THAT(record.verdict->reason, Contains("the time was up"));
}

TEST_CASE("a deadline is no failure of the program, and no block is begun that it would end") {
    DuetBench bench;
    bench.scatter = 0.2;
    bench.spec.timeout_s = 10;  // nine tenths of it, and a block takes 0.4 s
    bench.budget_s = 1000;
    const ScenarioRecord record = bench.measure();
    CHECK(record.verdict->verdict == Verdict::inconclusive);
    CHECK_FALSE(record.duet->current.failure);
    CHECK(record.duet->current.runs.size() % 2 == 0);
    CHECK(bench.clock.now_ns() < 9'500'000'000);

    DuetBench late;
    late.reference_level_s = late.current_level_s = 30;
    late.spec.timeout_s = 100;
    const ScenarioRecord none = late.measure();
    CHECK(none.verdict->verdict == Verdict::inconclusive);
    CHECK_FALSE(none.duet->reference.failure);
}

TEST_CASE("a run that hangs is a failure of its build, and no matter of the deadline") {
    for (const bool reference_hangs : {false, true}) {
        DuetBench bench;
        bench.launcher = testing::FakeLauncher([&](const LaunchRequest& request) {
            const bool reference = request.argv.front() == "/bin/false";
            if (reference == reference_hangs && bench.launcher.requests.size() > 10) {
                LaunchResult killed;
                killed.timed_out = true;
                killed.process_time_s = 60;
                bench.clock.advance(60'000'000'000);
                return killed;
            }
            return bench.launched();
        });
        const ScenarioRecord record = bench.measure();
        const DuetRecord& duet = *record.duet;
        CHECK((reference_hangs ? duet.reference : duet.current).failure);
        CHECK_FALSE((reference_hangs ? duet.current : duet.reference).failure);
        CHECK(record.verdict->verdict == (reference_hangs ? Verdict::incomparable : Verdict::failed));
    }
}

TEST_CASE("what is known of the reference's layout is part of the record") {
    DuetBench bench;
    const std::filesystem::path layouts = bench.directory.path() / "layout";
    bench.surroundings.project.layouts_directory = layouts.string();
    LayoutRecord known;
    known.scenario = bench.spec.name;
    known.host_class = "class";
    known.plan.looks = {9};
    known.spread.reach = 0.03;
    bench.reference_digests.executable = "aa";
    known.digests = bench.reference_digests;
    CHECK_FALSE(bench.measure().layout_spread);
    save_layouts(layouts, known);
    CHECK(bench.measure().layout_spread == known.spread);
}

TEST_CASE("a program that fails ends the duet, whichever it is") {
    DuetBench bench;
    bench.reference_exit = 3;
    const ScenarioRecord record = bench.measure();
    CHECK(bench.order() == "A");
    CHECK(record.verdict->verdict == Verdict::incomparable);
    CHECK_THAT(record.verdict->reason, Contains("v1.0") && Contains("exit code 3"));
}

TEST_CASE("a duet that is killed keeps the blocks that were whole") {
    DuetBench bench;
    constexpr std::size_t in_the_fourth_block = 2 + 3 * 4 + 2;
    bench.launcher = testing::FakeLauncher([&bench](const LaunchRequest&) {
        if (bench.launcher.requests.size() > in_the_fourth_block) {
            throw Error(ErrorCode::measurement, "killed");
        }
        return bench.launched();
    });
    CHECK_THROWS_WITH(bench.measure(), Contains("killed"));
    const SessionDirectory session(bench.directory.path() / "perf" / "2026-03-24T14-32-10Z");
    const ScenarioRecord left = *session.read_scenario(bench.spec.name);
    CHECK(left.status == ScenarioStatus::running);
    CHECK_FALSE(left.verdict);
    REQUIRE(left.duet);
    CHECK(left.duet->reference.runs.size() == 6);
    CHECK(left.duet->current.metrics.at("wall_time").values.size() == 6);
}
