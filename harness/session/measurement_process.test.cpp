#include "session/measurement_process.hpp"

#include "catch.hpp"
#include "session/layout_store_disk.hpp"
#include "testing/measuring_bench.hpp"

#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <vector>

using namespace ratchet;
using Catch::Matchers::Contains;
using Bench = testing::MeasuringBench;

TEST_CASE("a scenario is warmed up once, run up to its first look and calibrated beside each run") {
    Bench bench;
    ScenarioRecord record;
    CHECK(bench.launches_of([&] { record = bench.judged(); }) == 1 + 9);
    CHECK(record.status == ScenarioStatus::finished);
    CHECK(record.runs.size() == 9);
    CHECK(record.verdict->verdict == Verdict::no_baseline);
    CHECK_THAT(record.verdict->reason, Contains("no baseline for class"));
    CHECK(bench.listener.planned == std::vector<int>(9, 9));
    REQUIRE(record.calibration.kernels.size() == 3);
    CHECK(record.calibration.kernels.at("memory").size() == 10);
}

TEST_CASE("measuring stops at the first look that decides and goes on to the last one that does not") {
    Bench bench;
    const Baseline baseline = bench.recorded();
    Baseline other_code = baseline;
    other_code.sessions.front().digests.executable = "another";

    CHECK(bench.judged(other_code).verdict->verdict == Verdict::unchanged);
    bench.level_s = 0.12;
    const ScenarioRecord slower = bench.judged(other_code);
    CHECK(slower.verdict->verdict == Verdict::regressed);
    CHECK(slower.runs.size() == 9);

    bench.level_s = 0.1035;
    bench.scatter = 0.01;
    bench.listener.planned.clear();
    const ScenarioRecord undecided = bench.judged(other_code);
    CHECK(undecided.verdict->verdict == Verdict::inconclusive);
    CHECK(undecided.runs.size() == 20);
    CHECK(undecided.requested_runs == 20);
    std::vector<int> planned(9, 9);
    planned.insert(planned.end(), 5, 14);
    planned.insert(planned.end(), 6, 20);
    CHECK(bench.listener.planned == planned);

    bench.level_s = 0.12;
    bench.scatter = 0.001;
    const ScenarioRecord same_code = bench.judged(baseline);
    CHECK(same_code.verdict->verdict == Verdict::inconclusive);
    CHECK(same_code.verdict->gates.front().before_control == Verdict::regressed);
    CHECK(same_code.runs.size() == 20);
    bench.spec.command.emplace_back("--slower");
    CHECK(bench.judged(baseline).verdict->verdict == Verdict::regressed);
}

TEST_CASE("a program that fails is run to the first look all the same, its warm-up counted as a run") {
    Bench bench;
    bench.exit_code = 3;
    const ScenarioRecord record = bench.judged();
    CHECK(record.runs.size() == 1 + 9);
    CHECK(record.verdict->verdict == Verdict::failed);
    CHECK_THAT(record.verdict->reason, Contains("10 of 10 runs failed"));
}

TEST_CASE("a time-out before the first look is a failed measurement that says what to raise") {
    Bench bench;
    bench.level_s = 100;
    const ScenarioRecord record = bench.judged();
    // Nine tenths of 600 s are used up by the warm-up and five runs.
    CHECK(record.runs.size() == 6);
    CHECK(record.verdict->verdict == Verdict::failed);
    CHECK_THAT(record.runs.back().failure->message, Contains("raise TIMEOUT"));
}

TEST_CASE("a run waits until the host is as quick as when the baseline was recorded") {
    Bench bench;
    const Baseline baseline = bench.recorded();
    constexpr std::int64_t second_ns = 1'000'000'000;
    const std::int64_t start = bench.clock.now_ns();

    bench.host.busy_until_ns = start + 10 * second_ns;
    const ScenarioRecord patient = bench.judged(baseline);
    CHECK(patient.runs.size() == 9);
    CHECK(patient.runs.front().noise.moments_passed_over > 100);
    CHECK(patient.runs.at(1).noise.moments_passed_over == 0);
    CHECK(patient.calibration.kernels.at("memory") == std::vector<double>(10, 1.0));
    CHECK(bench.listener.waits_for_quiet == 1);
}

TEST_CASE("a scenario that keeps one CPU busy runs on one that is quiet, any other where it likes") {
    Bench bench;
    const Baseline baseline = bench.recorded();
    bench.host.busy_cpu = 0;
    const auto cpus_of_runs = [&] {
        bench.launcher.requests.clear();
        CHECK(bench.judged(baseline).runs.size() >= 9);
        CHECK(bench.launcher.requests.front().cpus.empty() != bench.spec.cpus.has_value());  // the warm-up's
        return bench.cpus_launched_on(1);
    };
    CHECK(cpus_of_runs() == std::set<std::vector<int>>{{1}});
    bench.busy_cpus = 1.5;
    CHECK(cpus_of_runs() == std::set<std::vector<int>>{{}});
    bench.busy_cpus = 1;
    bench.spec.cpus = 1;
    CHECK(cpus_of_runs().size() == 1);
}

TEST_CASE("what is seen beside a quiet run also tells that the next may begin") {
    Bench bench;
    const Baseline baseline = bench.recorded();
    const int before = bench.host.calibrations;
    const ScenarioRecord record = bench.judged(baseline);
    const auto runs = static_cast<int>(record.runs.size());
    CHECK(bench.host.calibrations - before == 2 + runs);  // to find a moment, before all runs, after each
}

TEST_CASE("waiting for a quiet moment ends after three sixtieths of the time-out, and is written down") {
    Bench bench;
    const Baseline baseline = bench.recorded();
    bench.host.busy_until_ns = std::numeric_limits<std::int64_t>::max();
    bench.spec.timeout_s = 60;
    const SessionDirectory session = bench.open();
    const ScenarioRecord record = bench.judged_in(session, baseline);
    CHECK(record.runs.size() >= 9);
    CHECK(record.runs.front().noise.moments_passed_over == 150);  // of 20 ms
    CHECK(record.runs.back().noise.moments_passed_over == 0);
    CHECK(record.calibration.kernels.at("memory").front() == 1.5);
    CHECK(session.read_quiet_waits() == std::vector<double>{3});
    // What comes next in the session has a sixtieth left.
    CHECK(bench.judged_in(session, baseline).runs.front().noise.moments_passed_over == 50);
    CHECK(session.read_quiet_waits() == std::vector<double>{3, 1});
}

TEST_CASE("what is known of the layout of this program, or of the baseline's, is part of the record") {
    Bench bench;
    const std::filesystem::path layouts = bench.directory.path() / "layout";
    bench.surroundings.project.layouts_directory = layouts.string();
    const Baseline baseline = bench.recorded();
    const Digests digests = baseline.sessions.front().digests;
    CHECK_FALSE(bench.judged().layout_spread);
    LayoutRecord known;
    known.scenario = bench.spec.name;
    known.host_class = "class";
    known.plan.looks = {9};
    known.spread.reach = 0.03;
    known.digests = digests;
    save_layouts(layouts, known);
    CHECK(bench.judged().layout_spread == known.spread);
    bench.spec.command.emplace_back("--other");
    CHECK_FALSE(bench.judged().layout_spread);
    CHECK(bench.judged(baseline).layout_spread == known.spread);
}

TEST_CASE("a build that must not be measured is refused without a launch") {
    Bench bench;
    bench.spec.build.optimised = false;
    ScenarioRecord record;
    CHECK(bench.launches_of([&] { record = bench.judged(); }) == 0);
    CHECK(record.verdict->verdict == Verdict::incomparable);
    CHECK_THROWS_WITH(bench.recorded(), Contains("without optimisation"));
}

namespace {

/// A bench whose valgrind counts what the test says, and then something else if `then` is set.
struct CountingBench : Bench {
    std::uint64_t total = 1'000'000;
    std::optional<std::uint64_t> then;
    int counted = 0;

    CountingBench() {
        install_valgrind();
        spec.gates = {"wall_time", "instructions 0.5%"};
        launcher = testing::FakeLauncher([this](const LaunchRequest& request) {
            if (request.argv.front() == "valgrind") {
                write_total(request.argv);
            }
            return launched();
        });
    }

    void write_total(const std::vector<std::string>& argv) {
        const std::string key = "--callgrind-out-file=";
        const auto output = std::ranges::find_if(
            argv, [&](const std::string& argument) { return argument.starts_with(key); });
        std::ofstream(output->substr(key.size()))
            << "creator: callgrind-3.19.0\nevents: Ir\n\ntotals: " << (counted++ > 0 && then ? *then : total)
            << "\n";
    }
};

}  // namespace

TEST_CASE("a scenario with a gate on instructions is counted twice before it is timed") {
    CountingBench bench;
    ScenarioRecord record;
    CHECK(bench.launches_of([&] { record = bench.judged(); }) == 1 + 2 + 9);
    CHECK(bench.listener.counts == 2);
    REQUIRE(record.instructions);
    CHECK(record.instructions->totals == std::vector<std::uint64_t>{1'000'000, 1'000'000});
    CHECK(record.instructions->source == "callgrind 3.19.0");
    CHECK(record.runs.size() == 9);
    CHECK_FALSE(record.metrics.contains("instructions"));
    bench.spec.gates = {"wall_time"};
    CHECK(bench.launches_of([&] { record = bench.judged(); }) == 1 + 9);
    CHECK_FALSE(record.instructions);
}

TEST_CASE("what gave the first count gives the second, whatever is to be had by then") {
    CountingBench bench;
    bench.launcher = testing::FakeLauncher([&](const LaunchRequest& request) {
        if (request.argv.front() == "valgrind") {
            bench.write_total(request.argv);
            bench.host.has_counter = true;
        }
        return bench.launched();
    });
    const ScenarioRecord record = bench.judged();
    CHECK(record.instructions->source == "callgrind 3.19.0");
    CHECK(record.instructions->totals.size() == 2);
    CHECK_FALSE(record.instructions->problem);
}

TEST_CASE("counts that differ are taken a third time") {
    CountingBench bench;
    bench.then = 1'002'000;
    CHECK(bench.judged().instructions->totals == std::vector<std::uint64_t>{1'000'000, 1'002'000, 1'002'000});
}

TEST_CASE("a baseline counts once in each of its first rounds, and a growth is found by it") {
    CountingBench bench;
    const Baseline baseline = bench.recorded();
    CHECK(bench.counted == 3);
    REQUIRE(baseline.sessions.front().instructions);
    CHECK(baseline.sessions.front().instructions->totals.size() == 3);
    CHECK_FALSE(baseline.margins.contains("instructions"));
    Baseline other_code = baseline;
    other_code.sessions.front().digests.executable = "another";

    CHECK(bench.judged(other_code).verdict->verdict == Verdict::unchanged);
    bench.total = 1'006'000;
    const ScenarioRecord grown = bench.judged(other_code);
    CHECK(grown.verdict->verdict == Verdict::regressed);
    CHECK(grown.runs.size() == 9);
    CHECK(grown.verdict->cause == Cause::more_work);
}

TEST_CASE("a program that fails is not counted") {
    CountingBench bench;
    bench.exit_code = 3;
    CHECK_FALSE(bench.judged().instructions);
    CHECK(bench.counted == 0);
}

TEST_CASE("without valgrind the scenario fails and says how to get it, and its runs are there") {
    CountingBench bench;
    bench.surroundings.environment["PATH"] = "/nowhere";
    const ScenarioRecord record = bench.judged();
    CHECK(record.verdict->verdict == Verdict::failed);
    CHECK_THAT(record.verdict->reason, Contains("apt-get install valgrind"));
    CHECK(record.runs.size() == 9);
    CHECK_THROWS_WITH(require_counted({record}),
                      Contains("group/name") && Contains("apt-get install valgrind"));
}

TEST_CASE("a profile is taken behind the runs, but before them where a gate is on a share, and never twice") {
    Bench behind;
    behind.spec.profiler = "auto";
    behind.spec.gates = {"wall_time"};
    CHECK(behind.judged().profile);
    CHECK(behind.listener.profiles == 1);
    CHECK(behind.listener.runs_before_profile == 9);

    Bench before;
    before.spec.profiler = "auto";
    before.spec.gates = {"wall_time", "share(a) <= 5%"};
    const ScenarioRecord record = before.judged();
    CHECK(before.listener.profiles == 1);
    CHECK(before.listener.runs_before_profile == 0);
    // Nothing was launched that could have been sampled, which is no pass.
    CHECK(record.runs.size() == 9);
    CHECK(record.verdict->verdict == Verdict::failed);
    CHECK_THAT(record.verdict->gates.at(1).reason, Contains("share(a) "));
    CHECK_FALSE(record.verdict->gates.at(1).budget);
}

TEST_CASE("a share without a profiler fails its gate, and a program that fails is not profiled") {
    Bench bench;
    bench.spec.gates = {"share(a) <= 5%"};
    const ScenarioRecord none = bench.judged();
    CHECK(bench.listener.profiles == 0);
    CHECK_FALSE(none.profile);
    CHECK(none.verdict->verdict == Verdict::failed);
    CHECK_THAT(none.verdict->reason, Contains("PROFILER auto"));

    bench.spec.profiler = "auto";
    bench.exit_code = 3;
    CHECK_FALSE(bench.judged().profile);
    CHECK(bench.listener.profiles == 0);
}
