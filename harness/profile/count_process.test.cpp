#include "profile/count_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/fake_launcher.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

using namespace ratchet;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

std::string value_of(const LaunchRequest& request, const std::string& name) {
    const auto found =
        std::ranges::find(request.environment, name, &std::pair<std::string, std::string>::first);
    return found == request.environment.end() ? "" : found->second;
}

/// Where callgrind was told to write, without the process's number.
std::string output_of(const LaunchRequest& request) {
    for (const std::string& argument : request.argv) {
        if (const std::string key = "--callgrind-out-file="; argument.starts_with(key)) {
            return argument.substr(key.size(), argument.rfind(".%p") - key.size());
        }
    }
    return "";
}

std::string file_of_totals(std::uint64_t total, const std::string& trigger,
                           const std::string& version = "3.19.0") {
    return "version: 1\ncreator: callgrind-" + version + "\ndesc: Trigger: " + trigger +
           "\nevents: Ir\n\ntotals: " + std::to_string(total) + "\n";
}

constexpr auto iterations_end = "--dump-before=ratchet_counting_ends";
constexpr auto exit_of_program = "Program termination";

/// A valgrind that is found and never run, and what would have been left behind.
struct Bench {
    testing::TemporaryDirectory directory;
    std::map<std::string, std::string> files;  ///< ending -> content, beside callgrind's output
    std::string result =
        R"({"$schema":"ratchet/result/1","scenario":"work","iteration_times_s":[1,2],"batch":5})";
    LaunchResult ending;
    testing::FakeLauncher launcher{[this](const LaunchRequest& request) {
        for (const auto& [name, text] : files) {
            std::ofstream(output_of(request) + name) << text;
        }
        if (!result.empty()) {
            std::ofstream(value_of(request, "RATCHET_RESULT")) << result;
        }
        return ending;
    }};
    ScenarioSpec spec;
    Plan plan{.iterations = 2, .warmup_iterations = 1, .batch = 5, .looks = {9}};
    InstructionCounts counts;
    bool by_cpu = false;

    Bench() {
        ending.exit_code = 0;
        ending.fixed_addresses = true;
        std::ofstream(directory.path() / "valgrind") << "#!/bin/sh\n";
        fs::permissions(directory.path() / "valgrind", fs::perms::owner_all);
        spec.name = {"group", "work"};
        spec.command = {"/build/work"};
        spec.working_directory = directory.path();
    }

    const InstructionCounts& count() {
        count_once(counts,
                   {.launcher = launcher,
                    .session_directory = directory.path() / "session",
                    .environment = {{"PATH", directory.path()}, {"HOME", "/home/me"}},
                    .cpus = {1},
                    .deadline_ns = 7},
                   spec, plan, by_cpu);
        return counts;
    }
};

}  // namespace

TEST_CASE("a program's timed iterations are counted: what lies before and after them is another file") {
    Bench bench;
    bench.files = {{".8.1", file_of_totals(4000, iterations_end)},
                   {".8", file_of_totals(77, exit_of_program)}};
    const InstructionCounts& counts = bench.count();
    CHECK_FALSE(counts.problem);
    CHECK(counts.source == "callgrind 3.19.0");
    CHECK(counts.scope == MetricScope::iteration);
    CHECK(counts.calls == 10);
    CHECK(counts.totals == std::vector<std::uint64_t>{4000});
    CHECK(instructions_per_call(counts) == std::vector<double>{400});
    CHECK(counts.fixed_addresses);
    CHECK(bench.count().totals.size() == 2);

    const LaunchRequest& request = bench.launcher.requests.front();
    CHECK(request.argv.front() == "valgrind");
    CHECK(std::ranges::find(request.argv, "--ratchet-iterations=2") != request.argv.end());
    CHECK(std::ranges::find(request.argv, "--ratchet-warmup=1") != request.argv.end());
    CHECK(request.fixed_addresses);
    CHECK(request.cpus == std::vector<int>{1});
    CHECK(request.deadline_ns == 7);
    CHECK(value_of(request, "RATCHET_COUNT_INSTRUCTIONS").empty());
    // One length of everything that a program could see, and nothing of it stays.
    const LaunchRequest& second = bench.launcher.requests.back();
    CHECK(value_of(request, "RATCHET_RESULT").size() == value_of(second, "RATCHET_RESULT").size());
    CHECK_FALSE(fs::exists(fs::path(value_of(request, "RATCHET_RESULT")).parent_path()));
    CHECK_FALSE(fs::exists(bench.directory.path() / "session"));
}

TEST_CASE("a command is counted with all its processes") {
    Bench bench;
    bench.spec.kind = ScenarioKind::command;
    bench.result.clear();
    bench.files = {{".8.1", file_of_totals(4000, "--dump-before=_Fork")},
                   {".8", file_of_totals(77, exit_of_program)},
                   {".9", file_of_totals(500, exit_of_program)},
                   {".10", ""}};
    const InstructionCounts& counts = bench.count();
    CHECK_FALSE(counts.problem);
    CHECK(counts.scope == MetricScope::whole_process);
    CHECK(counts.calls == 1);
    CHECK(counts.totals == std::vector<std::uint64_t>{4577});
}

TEST_CASE("without valgrind nothing is launched, and the problem says how to get it") {
    Bench bench;
    fs::remove(bench.directory.path() / "valgrind");
    CHECK_THAT(bench.count().problem.value(), Contains("apt-get install valgrind"));
    CHECK(bench.counts.totals.empty());
    CHECK(bench.launcher.requests.empty());
}

TEST_CASE("whatever a run that counts ends as but well is a problem and no count") {
    const auto problem = [](auto change) {
        Bench bench;
        bench.files = {{".8.1", file_of_totals(4000, iterations_end)}};
        change(bench);
        const InstructionCounts& counts = bench.count();
        CHECK(counts.totals.empty());
        return counts.problem.value_or("none");
    };
    CHECK_THAT(problem([](Bench& bench) { bench.ending.exit_code = 3; }), Contains("exit code 3"));
    CHECK_THAT(problem([](Bench& bench) {
                   bench.ending.exit_code.reset();
                   bench.ending.signal = SIGILL;
               }),
               Contains("AVX-512"));
    CHECK_THAT(problem([](Bench& bench) { bench.ending.timed_out = true; }), Contains("raise its TIMEOUT"));
    CHECK_THAT(problem([](Bench& bench) { bench.result.clear(); }), Contains("wrote no result"));
    CHECK_THAT(problem([](Bench& bench) { bench.plan.iterations = 3; }), Contains("not the planned 3"));
    CHECK_THAT(problem([](Bench& bench) { bench.files.clear(); }), Contains("symbols are stripped"));
    CHECK_THAT(problem([](Bench& bench) {
                   bench.files = {{".8", file_of_totals(9, exit_of_program)}};
               }),
               Contains("older Ratchet"));
    CHECK_THAT(problem([](Bench& bench) {
                   bench.files = {{".8.1", "creator: callgrind-3.19.0\n"}};
               }),
               Contains("callgrind.out.8.1"));
    CHECK_THAT(problem([](Bench& bench) {
                   bench.files = {{".8.1", file_of_totals(0, iterations_end)}};
               }),
               Contains("not one instruction"));
    CHECK_THAT(problem([](Bench& bench) {
                   bench.spec.kind = ScenarioKind::command;
                   bench.files.clear();
               }),
               Contains("wrote no total"));
    CHECK_THAT(problem([](Bench& bench) { bench.spec.kind = ScenarioKind::google_benchmark; }),
               Contains("Google Benchmark calls a benchmark as often as fits"));
    CHECK_THAT(problem([](Bench& bench) { bench.spec.kind = ScenarioKind::catch2; }), Contains("Catch2"));
}

TEST_CASE("with a CPU that counts, the program is asked and no tool is needed") {
    Bench bench;
    bench.by_cpu = true;
    fs::remove(bench.directory.path() / "valgrind");
    bench.result.insert(bench.result.size() - 1, R"(,"instructions":12340)");
    const InstructionCounts& counts = bench.count();
    CHECK_FALSE(counts.problem);
    CHECK(counts.source == "perf_event");
    CHECK(counts.totals == std::vector<std::uint64_t>{12'340});
    const LaunchRequest& request = bench.launcher.requests.front();
    CHECK(request.argv.front() == "/build/work");
    CHECK(value_of(request, "RATCHET_COUNT_INSTRUCTIONS") == "1");
}

TEST_CASE("a program that is asked and tells no count, as one of an older Ratchet does not, is a problem") {
    Bench bench;
    bench.by_cpu = true;
    CHECK_THAT(bench.count().problem.value(), Contains("older Ratchet"));
}

TEST_CASE("addresses that were not fixed once stay known") {
    Bench bench;
    bench.files = {{".8.1", file_of_totals(4000, iterations_end)}};
    bench.ending.fixed_addresses = false;
    CHECK_FALSE(bench.count().fixed_addresses);
    bench.ending.fixed_addresses = true;
    CHECK_FALSE(bench.count().fixed_addresses);
}
