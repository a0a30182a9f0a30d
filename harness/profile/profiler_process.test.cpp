#include "profile/profiler_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/profiled_run_process.hpp"
#include "testing/fake_launcher.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fcntl.h>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

/// What callgrind would write of a program in which main calls work.
std::string callgrind_text(std::uint64_t of_work, const std::string& trigger) {
    const std::string work = std::to_string(of_work);
    return "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\ndesc: Trigger: " + trigger +
           "\npositions: line\nevents: Ir\n\nob=(1) /bin/p\nfn=(1) main\n5 10\ncfn=(2) work\ncalls=3 20 "
           "\n6 " +
           work + "\n\nfn=(2)\n20 " + work + "\n\ntotals: " + std::to_string(of_work + 10) + "\n";
}

/// The file that the instrument was told to write, without the number of the process.
std::string instrument_output(const std::vector<std::string>& argv) {
    const std::string key = "--callgrind-out-file=";
    for (const std::string& argument : argv) {
        if (argument.starts_with(key)) {
            return argument.substr(key.size(), argument.rfind(".%p") - key.size());
        }
    }
    return "";
}

bool has_argument(const std::vector<std::string>& argv, const std::string& argument) {
    return std::ranges::find(argv, argument) != argv.end();
}

std::string variable_in(const LaunchRequest& request, const std::string& name) {
    const auto found =
        std::ranges::find(request.environment, name, &std::pair<std::string, std::string>::first);
    return found == request.environment.end() ? "" : found->second;
}

/// A kernel with two counters, or none.
CounterCalls counters_that_tell(std::vector<std::uint64_t> numbers, int error = 0) {
    return {[error](std::uint64_t, int leader) {
                const int refused = leader < 0 ? error : ENOENT;
                return refused != 0 ? -refused : ::open("/dev/null", O_RDONLY | O_CLOEXEC);
            },
            [numbers](int) {
                return std::string(reinterpret_cast<const char*>(numbers.data()),
                                   numbers.size() * sizeof(std::uint64_t));
            },
            [] { return std::optional(2); }};
}

LaunchResult a_short_run() {
    LaunchResult result;
    result.exit_code = 0;
    result.process_time_s = 0.25;
    return result;
}

/// A valgrind that is found and never run, and a program's runs.
struct InstrumentBench {
    testing::TemporaryDirectory directory;
    std::map<std::string, std::string> files;  ///< ending -> content, beside callgrind's output
    std::string result =
        R"({"$schema":"ratchet/result/1","scenario":"work","iteration_times_s":[1],"batch":5})";
    LaunchResult ending = a_short_run();
    testing::FakeLauncher launcher{[this](const LaunchRequest& request) {
        for (const auto& [name, text] : files) {
            std::ofstream(instrument_output(request.argv) + name) << text;
        }
        if (!result.empty()) {
            std::ofstream(variable_in(request, "RATCHET_RESULT")) << result;
        }
        return ending;
    }};
    ScenarioSpec spec;
    Plan plan{.iterations = 40, .warmup_iterations = 3, .batch = 5, .looks = {9}};

    InstrumentBench() {
        std::ofstream(directory.path() / "valgrind") << "#!/bin/sh\n";
        std::filesystem::permissions(directory.path() / "valgrind", std::filesystem::perms::owner_all);
        spec.name = {"group", "work"};
        spec.command = {"/build/work"};
        spec.working_directory = directory.path();
    }

    ProfiledScenario profile() {
        return profile_scenario({.launcher = launcher,
                                 .session_directory = directory.path() / "session",
                                 .environment = {{"PATH", directory.path()}},
                                 .cpus = {1},
                                 .deadline_ns = 7},
                                spec, plan, ProfilerChoice::callgrind, {});
    }
};

}  // namespace

TEST_CASE("callgrind sees one timed iteration of a program that marks them, in one run as counts have it") {
    InstrumentBench bench;
    bench.files = {{".8.1", callgrind_text(32, "--dump-before=ratchet_counting_ends")},
                   {".8", callgrind_text(900, "Program termination")}};
    const ProfiledScenario profiled = bench.profile();
    CHECK(profiled.outcome.why_none.empty());
    REQUIRE(profiled.outcome.profile);
    const TakenProfile& profile = *profiled.outcome.profile;
    CHECK(profile.stacks.samples() == 42);
    CHECK(profile.unit == "instructions");
    CHECK(profile.rung == ProfileRung::callgrind);
    CHECK(profile.duration_s == 0.25);
    CHECK_FALSE(profile.frequency_hz);
    CHECK(profile.sources == std::map<std::string, std::string>{{"callgrind.out", bench.files.at(".8.1")}});
    CHECK(profiled.outcome.runs == 1);
    CHECK(profiled.metrics.contains("wall_time"));

    REQUIRE(bench.launcher.requests.size() == 1);
    const LaunchRequest& request = bench.launcher.requests.front();
    CHECK(request.argv.front() == "valgrind");
    CHECK(has_argument(request.argv, "--dump-instr=no"));
    CHECK(has_argument(request.argv, "--zero-before=ratchet_counting_begins"));
    CHECK(has_argument(request.argv, "--ratchet-iterations=1"));
    CHECK(has_argument(request.argv, "--ratchet-warmup=1"));
    CHECK(request.fixed_addresses);
    CHECK(request.cpus == std::vector<int>{1});
    CHECK_FALSE(variable_in(request, "RATCHET_FILLER").empty());
    CHECK_FALSE(std::filesystem::exists(instrument_output(request.argv) + ".8"));
    CHECK_FALSE(std::filesystem::exists(bench.directory.path() / "session"));
}

TEST_CASE("callgrind sees all of a command and its children, merged into one file") {
    InstrumentBench bench;
    bench.spec.kind = ScenarioKind::command;
    bench.result.clear();
    bench.files = {{".8", callgrind_text(32, "Program termination")},
                   {".9", callgrind_text(5, "Program termination")},
                   {".10", ""}};
    const ProfiledScenario profiled = bench.profile();
    REQUIRE(profiled.outcome.profile);
    CHECK(profiled.outcome.profile->stacks.samples() == 57);
    CHECK_THAT(profiled.outcome.profile->sources.at("callgrind.out"), Contains("totals: 57\n"));
    const std::vector<std::string>& argv = bench.launcher.requests.front().argv;
    CHECK(has_argument(argv, "--trace-children=yes"));
    CHECK(argv.back() == "/build/work");
}

TEST_CASE("without valgrind nothing is launched, and the reason says how to get it") {
    InstrumentBench bench;
    std::filesystem::remove(bench.directory.path() / "valgrind");
    const ProfiledScenario profiled = bench.profile();
    CHECK_FALSE(profiled.outcome.profile);
    CHECK(profiled.outcome.why_none == "valgrind was not found in PATH: apt-get install valgrind");
    CHECK(bench.launcher.requests.empty());
}

TEST_CASE("a run under callgrind that fails, or leaves nothing, is why there is no profile") {
    const auto why_none = [](auto change) {
        InstrumentBench bench;
        bench.files = {{".8.1", callgrind_text(32, "--dump-before=ratchet_counting_ends")}};
        change(bench);
        const ProfiledScenario profiled = bench.profile();
        CHECK_FALSE(profiled.outcome.profile);
        return profiled.outcome.why_none;
    };
    CHECK_THAT(why_none([](InstrumentBench& bench) { bench.ending.exit_code = 3; }), Contains("exit code 3"));
    CHECK_THAT(why_none([](InstrumentBench& bench) { bench.ending.timed_out = true; }),
               Contains("raise its TIMEOUT"));
    CHECK_THAT(why_none([](InstrumentBench& bench) {
                   bench.ending.exit_code.reset();
                   bench.ending.signal = SIGILL;
               }),
               Contains("AVX-512"));
    CHECK_THAT(why_none([](InstrumentBench& bench) { bench.files.clear(); }),
               Contains("symbols are stripped"));
    CHECK_THAT(why_none([](InstrumentBench& bench) { bench.files[".8.1"] += "and then it was cut off"; }),
               Contains("callgrind.out"));
}

TEST_CASE("counters are of one run, and there is no profile beside them") {
    int launches = 0;
    const ProfilingOutcome outcome = take_profile(
        ProfilerChoice::counters, {}, {},
        [&](const LaunchAdditions& added) {
            ++launches;
            CHECK(added.environment.empty());
            CHECK(added.instrument.empty());
            return a_short_run();
        },
        counters_that_tell({1, 100, 50, 4000}));
    CHECK(launches == 1);
    CHECK(outcome.runs == 1);
    CHECK(outcome.wall_s == 0.25);
    CHECK_FALSE(outcome.profile);
    CHECK(outcome.why_none.empty());
    REQUIRE(outcome.counters);
    CHECK(outcome.counters->counted == std::map<std::string, std::uint64_t>{{"instructions", 4000}});
    CHECK(outcome.counters->missing.size() == 4);
    CHECK(event_count(*outcome.counters, "instructions") == 8000.0);
}

TEST_CASE(
    "a CPU without counters is told before anything is launched, and so is one that tells none after it") {
    int launches = 0;
    const auto why_none = [&](const CounterCalls& calls) {
        const ProfilingOutcome outcome = take_profile(
            ProfilerChoice::counters, {}, {},
            [&](const LaunchAdditions&) {
                ++launches;
                return a_short_run();
            },
            calls);
        CHECK_FALSE(outcome.counters);
        CHECK_FALSE(outcome.profile);
        return outcome.why_none;
    };
    CHECK_THAT(why_none(counters_that_tell({}, ENOENT)), Contains("with a PMU"));
    CHECK_THAT(why_none(counters_that_tell({}, EPERM)), Contains("--cap-add=PERFMON"));
    CHECK(launches == 0);
    CHECK_THAT(why_none(counters_that_tell({1, 100, 0, 0})), Contains("nmi_watchdog"));
    CHECK_THAT(why_none(counters_that_tell({})), Contains("0 bytes"));
    CHECK(launches == 2);
}

TEST_CASE("what a profiler adds to a launch stands before the program, and in place of what has its name") {
    const testing::TemporaryDirectory directory;
    std::ofstream(directory.path() / "tool") << "#!/bin/sh\n";
    std::filesystem::permissions(directory.path() / "tool", std::filesystem::perms::owner_all);
    LaunchRequest request;
    request.argv = {"program", "-x"};
    request.environment = {{"PATH", directory.path()}, {"A", "1"}, {"LD_PRELOAD", "own.so"}};
    request.working_directory = directory.path();
    add_to_launch(request, {{{"A", "2"}, {"B", "3"}, {"LD_PRELOAD", "added.so"}}, {}});
    CHECK(variable_in(request, "A") == "2");
    CHECK(variable_in(request, "B") == "3");
    CHECK(variable_in(request, "LD_PRELOAD") == "added.so:own.so");
    CHECK(request.argv == std::vector<std::string>{"program", "-x"});
    CHECK_FALSE(request.fixed_addresses);
    add_to_launch(request, {{}, {"tool", "--option"}});
    CHECK(request.argv == std::vector<std::string>{"tool", "--option", "program", "-x"});
    CHECK(request.fixed_addresses);
    CHECK_THROWS_AS(add_to_launch(request, {{}, {"another"}}), Error);
}
