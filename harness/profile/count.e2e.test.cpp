#include "catch.hpp"
#include "profile/callgrind.hpp"
#include "profile/callgrind_graph.hpp"
#include "profile/count_process.hpp"
#include "profile/function_shares.hpp"
#include "profile/profiled_run_process.hpp"
#include "testing/launch_workplace.hpp"

#include <cstdlib>

using namespace ratchet;
using testing::from_now;
using testing::ms;
using testing::Workplace;

namespace {

bool valgrind_is_here() {
#if defined(__SANITIZE_ADDRESS__)
    WARN("skipped: valgrind runs no program with a sanitizer");
    return false;
#endif
    if (std::system("command -v valgrind >/dev/null") != 0) {
        WARN("skipped: valgrind is not installed");
        return false;
    }
    return true;
}

struct Counting {
    Workplace here;
    ScenarioSpec spec;
    Plan plan{.iterations = 3, .warmup_iterations = 2, .looks = {9}};
    std::map<std::string, std::string> caller{{"PATH", "/usr/bin:/bin"}};

    explicit Counting(const std::string& scenario) {
        spec.name = {"e2e", scenario};
        spec.command = {RATCHET_E2E_PROGRAM};
        spec.working_directory = here.directory.path();
    }
    InstructionCounts count(bool by_cpu = false) {
        InstructionCounts counts;
        count_once(counts,
                   {.launcher = here.launcher,
                    .session_directory = here.directory.path(),
                    .environment = caller,
                    .cpus = {},
                    .deadline_ns = from_now(60'000 * ms)},
                   spec, plan, by_cpu);
        INFO(counts.problem.value_or(""));
        REQUIRE(counts.totals.size() == 1);
        return counts;
    }
    double per_call() { return instructions_per_call(count()).front(); }
    ProfiledScenario profile() {
        const ProfiledScenario profiled = profile_scenario({.launcher = here.launcher,
                                                            .session_directory = here.directory.path(),
                                                            .environment = caller,
                                                            .cpus = {},
                                                            .deadline_ns = from_now(60'000 * ms)},
                                                           spec, plan, ProfilerChoice::callgrind, {});
        INFO(profiled.outcome.why_none);
        REQUIRE(profiled.outcome.profile);
        return profiled;
    }
};

/// Those of the function with this name, by itself and with what it calls.
FunctionShare function_in(const TakenProfile& profile, const std::string& name) {
    for (const FunctionShare& function : function_shares(profile)) {
        if (function.frame.function.find(name) != std::string::npos) {
            return function;
        }
    }
    FAIL(name << " is not in the profile");
    return {};
}

}  // namespace

TEST_CASE("five runs of a program with one thread count the same, whatever the caller's environment is") {
    if (!valgrind_is_here()) {
        return;
    }
    Counting counting("pure");
    const std::uint64_t first = counting.count().totals.front();
    for (int i = 1; i < 5; ++i) {
        counting.caller["HOME"] = "/home/" + std::string(static_cast<std::size_t>(37 * i), 'h');
        CHECK(counting.count().totals.front() == first);
    }
    // A round is a multiplication, an addition and the loop around them.
    CHECK(static_cast<double>(first) / 3 > 100'000 * 2);
    CHECK(static_cast<double>(first) / 3 < 100'000 * 20);
}

TEST_CASE("what is counted is the timed iterations: no set-up, no warm-up, whatever their number") {
    if (!valgrind_is_here()) {
        return;
    }
    Counting ten("size_10");
    Counting thousand("size_1000");
    const double rounds = (thousand.per_call() - ten.per_call()) / 990;
    CHECK(rounds >= 2);
    CHECK(rounds < 20);
    CHECK(ten.per_call() < 10 * rounds + 150);  // nothing of the runtime's own
    ten.plan.warmup_iterations = 9;
    const double warmed_up = ten.per_call();
    ten.plan.warmup_iterations = 0;
    ten.plan.iterations = 7;
    CHECK(ten.per_call() == Approx(warmed_up));

    // Making a thousand numbers, and freeing them, is the set-up's; adding them up is not.
    if (RATCHET_E2E_OPTIMISED) {
        Counting fresh("set_up");
        CHECK(fresh.per_call() > 100);
        CHECK(fresh.per_call() < 4500);  // four a number at most; filling takes three more
    }
}

TEST_CASE("threads are counted with the iteration that they work for") {
    if (!valgrind_is_here()) {
        return;
    }
    Counting one("everything");
    Counting two("threads");
    CHECK(two.per_call() > 1.8 * one.per_call());
}

TEST_CASE("a command is counted with its children, each once") {
    if (!valgrind_is_here()) {
        return;
    }
    const auto shell = [](const std::string& script) {
        Counting command("command");
        command.spec.kind = ScenarioKind::command;
        command.spec.command = {"/bin/sh", "-c", script};
        const InstructionCounts counts = command.count();
        CHECK(counts.scope == MetricScope::whole_process);
        return static_cast<double>(counts.totals.front());
    };
    const std::string loop = "i=0; while [ $i -lt 300 ]; do i=$((i+1)); done";
    const double nothing = shell(":");
    const double once = shell(loop) - nothing;
    CHECK(once > 100'000);
    CHECK(shell(loop) == once + nothing);
    const double in_child = shell(loop + "; (" + loop + ")") - nothing;
    CHECK(in_child > 1.9 * once);
    CHECK(in_child < 2.5 * once);
}

TEST_CASE("PROFILER callgrind sees the very instructions that are counted, of one timed iteration") {
    if (!valgrind_is_here()) {
        return;
    }
    for (const char* scenario : {"pure", "size_1000", "threads", "set_up"}) {
        CAPTURE(scenario);
        Counting counting(scenario);
        const ProfiledScenario profiled = counting.profile();
        const TakenProfile& profile = *profiled.outcome.profile;
        counting.plan = callgrind_plan(counting.plan);
        CHECK(counting.plan.iterations == 1);
        const auto counted = static_cast<double>(counting.count().totals.front());
        // Threads wait for each other in turns that differ by some percent.
        CHECK(static_cast<double>(profile.stacks.samples()) ==
              Approx(counted).epsilon(scenario == std::string("threads") ? 0.1 : 0));
        CHECK(profile.unit == "instructions");
        CHECK(profile.rung == ProfileRung::callgrind);
        CHECK(profiled.outcome.runs == 1);
        CHECK(read_callgrind_profile(profile.sources.at("callgrind.out"), "kept").stacks.samples() ==
              profile.stacks.samples());
        // What callgrind_annotate takes for the whole.
        CHECK_THAT(profile.sources.at("callgrind.out"),
                   Catch::Contains("\nsummary: " + std::to_string(profile.stacks.samples()) + "\n"));
    }
}

TEST_CASE("PROFILER callgrind counts a command's processes together, in one file, with their calls") {
    if (!valgrind_is_here()) {
        return;
    }
    Counting command("command");
    command.spec.kind = ScenarioKind::command;
    command.spec.command = {RATCHET_PROFILED_PROGRAM, "fixed", "10"};
    const TakenProfile once = *command.profile().outcome.profile;
    command.spec.command = {
        "/bin/sh", "-c", RATCHET_PROFILED_PROGRAM " fixed 10; " RATCHET_PROFILED_PROGRAM " fixed 10; true"};
    const TakenProfile twice = *command.profile().outcome.profile;
    CHECK_THAT(twice.sources.at("callgrind.out"), Catch::Contains("desc: Merged: "));
    const FunctionShare seventy = function_in(once, "seventy");
    CHECK(seventy.self_samples > 0);
    CHECK(function_in(twice, "seventy").self_samples == 2 * seventy.self_samples);
    CHECK(function_in(twice, "thirty").self_samples == 2 * function_in(once, "thirty").self_samples);
    CHECK(twice.stacks.samples() > 2 * once.stacks.samples());
}

TEST_CASE("where the CPU counts, it counts about what callgrind does; where not, it is known") {
    if (!cpu_counts_instructions()) {
        WARN("this CPU, or this virtual machine, offers no counter of instructions");
        Counting counting("pure");
        InstructionCounts counts;
        count_once(counts,
                   {.launcher = counting.here.launcher,
                    .session_directory = counting.here.directory.path(),
                    .environment = counting.caller,
                    .cpus = {},
                    .deadline_ns = from_now(60'000 * ms)},
                   counting.spec, counting.plan, true);
        CHECK(counts.totals.empty());
        CHECK(counts.problem);
        return;
    }
    Counting counting("pure");
    const InstructionCounts by_cpu = counting.count(true);
    CHECK(by_cpu.source == "perf_event");
    CHECK(instructions_per_call(by_cpu).front() == Approx(counting.per_call()).epsilon(0.01));
}
