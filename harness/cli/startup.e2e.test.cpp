#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using namespace ratchet;
using nlohmann::json;
using testing::all_output;
using testing::SmallProject;
using testing::text_of;
using Words = std::vector<std::string>;

namespace {

SubprocessResult run_exec(const testing::TemporaryDirectory& here, const Words& options,
                          const Words& command) {
    Words words{RATCHET_PROGRAM, "exec"};
    words.insert(words.end(), options.begin(), options.end());
    words.emplace_back("--");
    words.insert(words.end(), command.begin(), command.end());
    SubprocessOptions how;
    how.environment = read_environment();
    (*how.environment)["NO_COLOR"] = "1";
    return run_subprocess(words, here.path().string(), std::chrono::minutes(2), how);
}

/// Starts up for 50 ms and works for 300 ms more.
const std::string server = "sleep 0.05; echo 'listening on port 80'; sleep 0.3";

std::uint64_t samples_in(const std::string& function, const fs::path& folded) {
    const Stacks stacks = read_folded(text_of(folded), folded.string());
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        for (const FrameIndex frame : stacks[i].frames) {
            if (stacks.frames()[frame].function.find(function) != std::string::npos) {
                found += stacks[i].samples;
                break;
            }
        }
    }
    return found;
}

/// How many spans and counters of each name a trace has.
std::map<std::string, int> events_in(const fs::path& trace) {
    std::map<std::string, int> events;
    const json document = json::parse(text_of(trace));
    for (const json& event : document.at("traceEvents")) {
        if (event.at("ph") != "M") {
            ++events[event.at("name")];
        }
    }
    return events;
}

}  // namespace

TEST_CASE("exec --ready measures from launch to the line that says so, while the program works on") {
    const testing::TemporaryDirectory here;
    const SubprocessResult result =
        run_exec(here, {"-r", "3", "--ready", "listening on", "--json", "out.json"}, {"sh", "-c", server});
    INFO(all_output(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("start-up"));
    const json command = json::parse(text_of(here.path() / "out.json")).at("results").at(0);
    const std::vector<double> startup = command.at("metrics").at("startup_time").at("values");
    const std::vector<double> wall = command.at("metrics").at("wall_time").at("values");
    REQUIRE(startup.size() == 3);
    for (std::size_t i = 0; i < startup.size(); ++i) {
        CHECK(startup[i] >= 0.05);
        CHECK(startup[i] <= wall[i] - 0.1);
    }
}

TEST_CASE("exec reads the marker of a program that tells it by itself") {
    const testing::TemporaryDirectory here;
    const SubprocessResult result = run_exec(here, {"-r", "2", "--json", "out.json"},
                                             {RATCHET_E2E_PROGRAM, "--ratchet-run", "everything"});
    INFO(all_output(result));
    REQUIRE(result.exit_code == 0);
    const json metrics = json::parse(text_of(here.path() / "out.json")).at("results").at(0).at("metrics");
    CHECK(metrics.at("startup_time").at("median") > 0);
    CHECK(metrics.at("startup_time").at("median") <= metrics.at("wall_time").at("median"));
}

TEST_CASE(
    "a gate on the start-up time of exec is judged, and fails of a program that never says it is ready") {
    const testing::TemporaryDirectory here;
    const Words quick{"sh", "-c", "sleep 0.01; echo up"};
    const auto judged = [&](const std::string& ready, const std::string& gate) {
        return run_exec(here, {"-r", "9", "--ready", ready, "--gate", gate}, quick);
    };
    CHECK(judged("up", "startup_time <= 60s").exit_code == 0);
    CHECK(judged("up", "startup_time <= 9ms").exit_code == 1);
    const SubprocessResult never = judged("down", "startup_time <= 60s");
    CHECK(never.exit_code == 4);
    CHECK_THAT(never.output, Contains("has no value in 9 of 9 runs") && Contains("holds 'down'") &&
                                 Contains("never said that it is ready"));
    CHECK(run_exec(here, {"--ready", ""}, quick).exit_code == 2);
}

TEST_CASE("a command's start-up time is recorded, judged, and missed where it never says that it is ready") {
    SmallProject project;
    // Brief, for a recording is 130 runs.
    project.add("start", "sleep 0.02; echo 'listening on port 80'; sleep 0.02",
                R"({"ready_line": "listening on", "gate": ["startup_time"], "timeout_s": 20})");
    const SubprocessResult recorded = project.run({"baseline", "update", "--force"});
    INFO(all_output(recorded));
    REQUIRE(recorded.exit_code == 0);
    const json baseline = json::parse(text_of(project.baseline_file("start")));
    CHECK(baseline.at("metrics").at("startup_time").at("unit") == "s");
    project.run({"run", "probe/start"});
    const auto record = [&](const std::string& name) {
        return json::parse(text_of(project.output() / "latest/scenarios/probe" / name / "scenario.json"));
    };
    const json judged = record("start");
    CHECK(judged.at("metrics").at("startup_time").at("min") >= 0.02);
    const json gate = judged.at("verdict").at("gates").at(0);
    CHECK(gate.at("metric") == "startup_time");
    const std::set<std::string> of_numbers{"unchanged", "improved", "regressed", "inconclusive"};
    CHECK(of_numbers.count(gate.at("verdict").get<std::string>()) == 1);

    project.add("never", "echo up; sleep 0.01", R"({"ready_line": "down", "gate": ["startup_time <= 60s"]})");
    project.add("untold", "sleep 0.01", R"({"gate": ["startup_time <= 60s"]})");
    CHECK(project.run({"run", "probe/never"}).exit_code == 4);
    const json never = record("never");
    CHECK(never.at("metrics").count("startup_time") == 0);
    CHECK_THAT(never.at("verdict").at("reason").get<std::string>(),
               Contains("no line of its output holds 'down'"));
    bool warned = false;
    for (const json& warning : never.at("warnings")) {
        warned = warned || warning.at("kind") == "never_ready";
    }
    CHECK(warned);
    CHECK(project.run({"run", "probe/untold"}).exit_code == 4);
    CHECK_THAT(record("untold").at("verdict").at("reason").get<std::string>(), Contains("READY_LINE"));
}

TEST_CASE("--startup profiles until the program is ready, and nothing of what it does then") {
    if (!testing::can_sample()) {
        return;
    }
    const testing::TemporaryDirectory here;
    const SubprocessResult result =
        run_exec(here, {"-r", "3", "--ready", "ready to work", "--profile", "--startup"},
                 {RATCHET_PROFILED_PROGRAM, "startup", "0.2"});
    INFO(all_output(result));
    REQUIRE(result.exit_code == 0);
    CHECK_THAT(result.output, Contains("until ready"));
    const fs::path profile = here.path() / "ratchet-profile";
    const std::uint64_t before = samples_in("thirty", profile / "stacks.folded");
    const std::uint64_t after = samples_in("seventy", profile / "stacks.folded");
    CHECK(before > 200);  // 600 in 3 start-ups, fewer where a host has other things to do
    CHECK(after * 20 < before);
    CHECK_THAT(text_of(profile / "profile.md"), Contains("part: until ready, ") && Contains("trace.json") &&
                                                    Contains("--startup -r 3 --ready"));
    const json told = json::parse(text_of(profile / "profile.json"));
    CHECK(told.at("until_ready_s") >= 0.2);
    const std::map<std::string, int> events = events_in(profile / "trace.json");
    CHECK(events.at("start-up") == 6);
    CHECK(events.at("run 1") == 1);
    CHECK(events.at("profiled run 3") == 1);
    CHECK(events.at("main") >= 3);  // of each start-up
    CHECK(events.at("resident memory (bytes)") > 3);
    CHECK(events.at("CPUs at work (sampled)") > 3);

    const SubprocessResult again =
        run_subprocess({RATCHET_PROGRAM, "profile", "ratchet-profile", "--output", "again"},
                       here.path().string(), std::chrono::minutes(1), {});
    INFO(all_output(again));
    CHECK(text_of(here.path() / "again/trace.json") == text_of(profile / "trace.json"));
    CHECK_THAT(text_of(here.path() / "again/profile.md"), Contains("until ready"));
}

TEST_CASE(
    "--startup without a sign of being ready says so and what to do, as do options that contradict it") {
    const testing::TemporaryDirectory here;
    const auto refused = [&](const Words& options) { return run_exec(here, options, {"true"}); };
    CHECK(refused({"--startup"}).exit_code == 2);
    for (const char* profiler : {"gperftools", "callgrind", "counters"}) {
        CHECK(refused({"--profile", "--startup", "--profiler", profiler}).exit_code == 2);
    }
    CHECK(refused({"--profile", "--interactive", "--json", "x"}).exit_code == 2);
    CHECK_THAT(refused({"--frequency", "99"}).error_output,
               Contains("--frequency: goes together with --profile"));
    CHECK(refused({"--profile", "--interactive", "--ready", "x"}).exit_code == 2);
    CHECK(refused({"--profile", "--interactive", "--input", "x"}).exit_code == 2);
    CHECK(refused({"--profile", "--profiler", "callgrind", "--frequency", "99"}).exit_code == 2);
    CHECK(refused({"--profile", "--profile-directory", RATCHET_PROGRAM}).exit_code == 2);
    CHECK(refused({"--profile", "--profile-directory", ""}).exit_code == 2);
    if (!testing::can_sample()) {
        return;
    }
    const SubprocessResult never = refused({"-r", "2", "--profile", "--startup"});
    CHECK(never.exit_code == 4);
    CHECK_THAT(never.error_output,
               Contains("no start-up to profile") && Contains("--ready") && Contains("RATCHET_RESULT"));
}

TEST_CASE("a scenario's profile has a timeline of its runs, its threads and its memory") {
    if (!testing::can_sample()) {
        return;
    }
    SmallProject project;
    project.add("work", std::string(RATCHET_PROFILED_PROGRAM) + " startup 0.1",
                R"({"repetitions": 9, "gate": ["wall_time <= 60s"], "profiler": "sampling", "timeout_s": 20,
                    "ready_line": "ready to work"})");
    const SubprocessResult result = project.run({"run", "probe/work"});
    INFO(all_output(result));
    const fs::path session = project.output() / "latest";
    const json record = json::parse(text_of(session / "scenarios/probe/work/scenario.json"));
    const std::map<std::string, int> events =
        events_in(session / record.at("artifacts").at("trace.json").get<std::string>());
    const int profiled = record.at("profile").at("runs");
    CHECK(events.at("start-up") == 9 + profiled);
    CHECK(events.at("run 9") == 1);
    CHECK(events.at("profiled run 1") == 1);
    CHECK(events.at("main") >= profiled);  // of every run
    CHECK(events.at("CPUs at work (sampled)") > 1);
    CHECK(record.at("profile").at("profiled_metrics").at("startup_time") >= 0.1);
}

TEST_CASE("what a program tells of its components and gauges is on the timeline, by exec and of a scenario") {
    if (!testing::can_sample()) {
        return;
    }
    const Words program{RATCHET_E2E_PROGRAM, "--ratchet-run", "everything", "--ratchet-iterations=500"};
    const auto check = [](const fs::path& trace) {
        const std::map<std::string, int> events = events_in(trace);
        CHECK(events.at("outer") >= 500);
        CHECK(events.at("inner") >= 500);
        CHECK(events.at("level (rounds)") >= 500);
    };
    const testing::TemporaryDirectory here;
    const SubprocessResult by_exec = run_exec(here, {"-r", "1", "--profile"}, program);
    INFO(all_output(by_exec));
    REQUIRE(by_exec.exit_code == 0);
    check(here.path() / "ratchet-profile/trace.json");

    SmallProject project;
    project.add(
        "everything", fmt::format("{}", fmt::join(program, " ")),
        R"({"repetitions": 9, "gate": ["wall_time <= 60s"], "profiler": "sampling", "timeout_s": 20})");
    const SubprocessResult by_run = project.run({"run", "probe/everything"});
    INFO(all_output(by_run));
    const fs::path session = project.output() / "latest";
    const json record = json::parse(text_of(session / "scenarios/probe/everything/scenario.json"));
    check(session / record.at("artifacts").at("trace.json").get<std::string>());
}

TEST_CASE(
    "a result file that cannot be used is told with the profile, and a run that crashed has a timeline") {
    if (!testing::can_sample()) {
        return;
    }
    const testing::TemporaryDirectory here;
    const SubprocessResult unusable =
        run_exec(here, {"-r", "1", "--profile"}, {"sh", "-c", "echo nonsense >\"$RATCHET_RESULT\""});
    INFO(all_output(unusable));
    CHECK_THAT(unusable.output,
               Contains("components and gauges are missing: its result file cannot be used"));

    const std::string crash = std::string(RATCHET_PROFILED_PROGRAM) + " split 0.2; kill -SEGV $$";
    const SubprocessResult crashed = run_exec(here, {"--profile", "--interactive"}, {"sh", "-c", crash});
    INFO(all_output(crashed));
    CHECK(crashed.exit_code == 4);
    const std::map<std::string, int> events = events_in(here.path() / "ratchet-profile/trace.json");
    CHECK(events.at("profiled run 1") == 1);
    CHECK(events.at("main") >= 1);
}
