#include "artifacts/baseline_codec.hpp"
#include "catch.hpp"
#include "session/duet_process.hpp"
#include "testing/duet_bench.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

using namespace ratchet;
using Catch::Matchers::Contains;
using testing::DuetBench;

TEST_CASE("a duet clears or confirms what the baseline said, and both stay in the record") {
    DuetBench bench;
    Baseline baseline = bench.recorded();
    baseline.sessions.front().digests.executable = "another";
    baseline = artifacts::baseline_from_json(artifacts::to_json(baseline), "as it is stored, rounded");
    bench.reference_level_s = bench.current_level_s = 0.12;
    const ScenarioRecord cleared = bench.measure(baseline, true);
    CHECK(cleared.runs.size() == 9);
    CHECK(cleared.duet->first_stage->verdict == Verdict::regressed);
    CHECK(cleared.verdict->verdict == Verdict::unchanged);
    CHECK(cleared.duet->reference.runs.front() == 10);

    bench.reference_level_s = 0.1;
    const ScenarioRecord confirmed = bench.measure(baseline, true);
    CHECK(confirmed.duet->first_stage->verdict == Verdict::regressed);
    CHECK(confirmed.verdict->verdict == Verdict::regressed);
    CHECK(confirmed.verdict->gates.front().blocks == 10);

    bench.reference_level_s = bench.current_level_s = 0.08;
    const ScenarioRecord no_faster = bench.measure(baseline, true);
    CHECK(no_faster.duet->first_stage->verdict == Verdict::improved);
    CHECK(no_faster.verdict->verdict == Verdict::unchanged);
    CHECK(std::ranges::find(no_faster.warnings, WarningKind::baseline_stale, &Warning::kind) ==
          no_faster.warnings.end());
    bench.current_level_s = 0.07;
    const ScenarioRecord faster = bench.measure(baseline, true);
    CHECK(faster.verdict->verdict == Verdict::improved);
    CHECK(std::ranges::find(faster.warnings, WarningKind::baseline_stale, &Warning::kind) !=
          faster.warnings.end());
}

namespace {

/// Its valgrind counts a million instructions in the reference, and in this build what the test says.
struct CountedDuetBench : DuetBench {
    std::uint64_t total = 1'000'000;
    int counted = 0;

    CountedDuetBench() {
        install_valgrind();
        spec.gates = {"wall_time", "instructions 0.5%"};
        launcher = testing::FakeLauncher([this](const LaunchRequest& request) {
            const std::vector<std::string>& argv = request.argv;
            const bool reference = std::ranges::find(argv, "/bin/false") != argv.end();
            if (argv.front() == "valgrind") {
                ++counted;
                const std::string key = "--callgrind-out-file=";
                const auto output = std::ranges::find_if(
                    argv, [&](const std::string& argument) { return argument.starts_with(key); });
                std::ofstream(output->substr(key.size()))
                    << "creator: callgrind-3.19.0\nevents: Ir\n\ntotals: " << (reference ? 1'000'000 : total)
                    << "\n";
            }
            level_s = reference ? reference_level_s : current_level_s;
            return launched();
        });
    }
};

}  // namespace

TEST_CASE("a duet on instructions alone counts both builds twice and runs no block") {
    CountedDuetBench bench;
    bench.spec.gates = {"instructions 0.5%"};
    bench.total = 1'006'000;
    const ScenarioRecord grown = bench.measure();
    CHECK(grown.verdict->verdict == Verdict::regressed);
    CHECK(bench.counted == 4);
    CHECK(bench.launcher.requests.size() == 4);
    CHECK(grown.duet->reference.instructions->totals.size() == 2);
    CHECK_THAT(grown.verdict->reason, Contains("+0.6 %") && Contains("side by side with v1.0"));
    bench.total = 1'004'000;
    CHECK(bench.measure().verdict->verdict == Verdict::unchanged);
}

TEST_CASE("time is judged by blocks, instructions by their counts, and both name the cause") {
    CountedDuetBench bench;
    bench.current_level_s = 0.11;
    bench.total = 1'100'000;
    const ScenarioRecord record = bench.measure();
    CHECK(record.duet->current.runs.size() == 20);
    REQUIRE(record.verdict->gates.size() == 2);
    CHECK(record.verdict->verdict == Verdict::regressed);
    CHECK(record.verdict->cause == Cause::more_work);
}

TEST_CASE("a duet that confirms leaves instructions to the first stage, whose counts are as good") {
    CountedDuetBench bench;
    Baseline baseline = bench.recorded();
    baseline.sessions.front().digests.executable = "another";
    baseline = artifacts::baseline_from_json(artifacts::to_json(baseline), "as it is stored, rounded");
    bench.current_level_s = 0.11;
    bench.counted = 0;
    const ScenarioRecord record = bench.measure(baseline, true);
    CHECK(bench.counted == 2);
    CHECK_FALSE(record.duet->current.instructions);
    REQUIRE(record.verdict->gates.size() == 2);
    CHECK(record.verdict->gates.front().blocks == 10);
    CHECK(record.verdict->gates.back().verdict == Verdict::unchanged);
    CHECK(record.verdict->cause.has_value());
}
