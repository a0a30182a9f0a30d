#include "exec/runner.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "measure/block_series.hpp"
#include "testing/fake_clock.hpp"
#include "testing/fake_launcher.hpp"

#include <algorithm>
#include <csignal>
#include <set>

using namespace ratchet;
using Catch::Matchers::Contains;
using testing::FakeClock;
using testing::FakeLauncher;
using Words = std::vector<std::string>;

namespace {

struct FakeStreams : ProgramStreams {
    void open(LaunchRequest& request, StreamUse use) override {
        request.stderr_path = "errors";
        uses.push_back(use);
    }
    std::string close() override {
        ++closed;
        return "it broke\n";
    }
    ReadyTold ready() override { return told; }
    ReadyTold told;  ///< of every launch
    int closed = 0;
    std::vector<StreamUse> uses;  ///< of the launches, in order
};

PlannedCommand command(const std::string& name) {
    PlannedCommand planned;
    planned.name = name;
    planned.argv = {name};
    return planned;
}

/// A world in which programs take the time that a test says, and time passes only so.
struct World {
    FakeClock clock;
    FakeStreams streams;
    FakeLauncher launcher;
    ExecSettings settings;
    std::vector<GroupProgress> told;

    explicit World(FakeLauncher::Answer answer)
        : launcher([this, answer = std::move(answer)](const LaunchRequest& request) {
              LaunchResult result = answer(request);
              result.started_ns = clock.now_ns();
              clock.advance(static_cast<std::int64_t>(result.process_time_s * 1e9));
              return result;
          }) {}

    MeasuredGroup measure(const CommandGroup& group, const std::vector<int>& looks = {},
                          const NeedsMore& needs_more = nullptr) {
        return measure_group(group, settings, looks, needs_more, {launcher, clock, streams},
                             [this](const GroupProgress& now) { told.push_back(now); });
    }

    /// What was launched, in order.
    [[nodiscard]] Words launched() const {
        Words names;
        for (const LaunchRequest& request : launcher.requests) {
            names.push_back(request.argv.front());
        }
        return names;
    }
};

std::string variable(const LaunchRequest& request, const std::string& wanted) {
    for (const auto& [name, value] : request.environment) {
        if (name == wanted) {
            return value;
        }
    }
    return "(absent)";
}

}  // namespace

TEST_CASE("a command runs as often as asked for, after its warm-up, each run prepared") {
    World world(FakeLauncher::exited(0, 0.25));
    world.settings.repetitions = 3;
    world.settings.warmup = 1;
    PlannedCommand planned = command("work");
    planned.setup = {"setup"};
    planned.prepare = {"prepare"};
    planned.cleanup = {"cleanup"};
    const MeasuredGroup group = world.measure({planned});
    CHECK(world.launched() == Words{"setup", "prepare", "work", "prepare", "work", "prepare", "work",
                                    "prepare", "work", "cleanup"});
    const MeasuredCommand& measured = group.commands.at(0);
    CHECK_FALSE(group.failed());
    REQUIRE(measured.runs.size() == 3);
    CHECK(measured.runs[0].index == 1);
    CHECK(measured.runs[2].index == 3);
    CHECK_FALSE(measured.runs[0].block);
    CHECK(measured.runs[0].exit_code == 0);
    CHECK(measured.values.at("wall_time") == std::vector<double>{0.25, 0.25, 0.25});
    CHECK(measured.values.count("peak_rss") == 0);
    CHECK(world.streams.closed == 10);
    CHECK(std::count(world.streams.uses.begin(), world.streams.uses.end(), StreamUse::measured) == 4);
    CHECK(world.streams.uses[1] == StreamUse::auxiliary);
    CHECK(world.streams.uses[2] == StreamUse::measured);
    CHECK(world.launcher.requests[2].stderr_path == "errors");
}

TEST_CASE("without a number, a command runs 10 times at least and until the time is up") {
    World slow(FakeLauncher::exited(0, 2.0));
    CHECK(slow.measure({command("slow")}).commands[0].runs.size() == 10);
    World fast(FakeLauncher::exited(0, 0.01));
    CHECK(fast.measure({command("fast")}).commands[0].runs.size() == 300);
    fast.settings.time_s = 1;
    CHECK(fast.measure({command("fast")}).commands[0].runs.size() == 100);
}

TEST_CASE("values are those of the launcher, and what a run has not is left out") {
    int run = 0;
    World world([&run](const LaunchRequest&) {
        LaunchResult result;
        result.exit_code = 0;
        result.process_time_s = 0.1 * ++run;
        result.user_time_s = 0.03;
        result.system_time_s = 0.01;
        result.leftover_processes = 1;
        if (run == 2) {
            result.peak_rss_bytes = 4096;
        }
        return result;
    });
    world.settings.repetitions = 2;
    const MeasuredCommand measured = world.measure({command("x")}).commands[0];
    CHECK(measured.values.at("wall_time") == std::vector<double>{0.1, 0.2});
    CHECK(measured.values.at("user_time") == std::vector<double>{0.03, 0.03});
    CHECK(measured.values.at("system_time") == std::vector<double>{0.01, 0.01});
    CHECK(measured.values.at("peak_rss") == std::vector<double>{4096});
    CHECK(measured.leftovers == 2);
}

TEST_CASE("several commands run in blocks to each look, as long as more are needed") {
    World world(FakeLauncher::exited(0, 0.1));
    world.settings.time_s = 1000;
    world.settings.warmup = 1;
    int asked = 0;
    const MeasuredGroup group =
        world.measure({command("a"), command("b")}, {2, 3, 5}, [&](const MeasuredGroup& so_far) {
            ++asked;
            return so_far.commands[0].runs.size() == 4;
        });
    CHECK(world.launched() == Words{"a", "b", "a", "b", "b", "a", "b", "a", "a", "b", "a", "b", "b", "a"});
    CHECK(asked == 2);
    REQUIRE(group.commands[1].runs.size() == 6);
    CHECK(group.commands[1].runs[0].index == 2);
    CHECK(group.commands[1].runs[0].block == 1);
    CHECK(group.commands[1].runs[5].block == 3);
    CHECK(world.told.back().done == 12);
    CHECK(world.told.back().planned == 12);
    CHECK(world.told.back().left_s == 0.0);
}

TEST_CASE("the first look is always taken, and no later one is begun that would end too late") {
    World world(FakeLauncher::exited(0, 1.0));
    world.settings.time_s = 50;
    const auto more = [](const MeasuredGroup&) { return true; };
    const MeasuredGroup group = world.measure({command("a"), command("b")}, {10, 14, 20}, more);
    CHECK(group.commands[0].runs.size() == 20);
    World patient(FakeLauncher::exited(0, 1.0));
    patient.settings.time_s = 57;
    CHECK(patient.measure({command("a"), command("b")}, {10, 14, 20}, more).commands[0].runs.size() == 28);
}

TEST_CASE("a command that fails is given up with its last words, and its group with it") {
    int runs = 0;
    World world([&runs](const LaunchRequest& request) {
        LaunchResult result;
        result.exit_code = request.argv.front() == "b" && ++runs == 3 ? 7 : 0;
        result.process_time_s = 0.1;
        return result;
    });
    world.settings.time_s = 1000;
    PlannedCommand first = command("a");
    first.cleanup = {"cleanup"};
    const MeasuredGroup group = world.measure({first, command("b")}, {10}, nullptr);
    CHECK(group.failed());
    CHECK_FALSE(group.commands[0].failure);
    REQUIRE(group.commands[1].failure);
    CHECK(group.commands[1].failure->kind == FailureKind::exit_code);
    CHECK_THAT(group.commands[1].failure->message, Contains("exit code 7") && Contains("it broke"));
    CHECK(group.commands[1].runs.size() == 2);
    CHECK(world.launched().back() == "cleanup");
}

TEST_CASE("an exit code may be ignored; a signal and a program that cannot start may not") {
    World codes(FakeLauncher::exited(3, 0.1));
    codes.settings.repetitions = 4;
    codes.settings.ignore_failure = true;
    const MeasuredCommand measured = codes.measure({command("x")}).commands[0];
    CHECK_FALSE(measured.failure);
    CHECK(measured.failed_runs == 4);
    CHECK(measured.runs[3].exit_code == 3);

    World killed([](const LaunchRequest&) {
        LaunchResult result;
        result.signal = SIGSEGV;
        return result;
    });
    killed.settings.ignore_failure = true;
    CHECK(killed.measure({command("x")}).commands[0].failure->kind == FailureKind::crashed);

    World missing([](const LaunchRequest&) {
        LaunchResult result;
        result.start_error = "'x' was not found";
        return result;
    });
    missing.settings.ignore_failure = true;
    CHECK(missing.measure({command("x")}).commands[0].failure->kind == FailureKind::not_started);
    CHECK(missing.launcher.requests.size() == 1);
}

TEST_CASE("a set-up or preparation that fails is its command's failure, and is cleaned up after") {
    const auto fails = [](const std::string& name) {
        return [name](const LaunchRequest& request) {
            LaunchResult result;
            result.exit_code = request.argv.front() == name ? 1 : 0;
            return result;
        };
    };
    PlannedCommand planned = command("work");
    planned.setup = {"setup"};
    planned.prepare = {"prepare"};
    planned.cleanup = {"cleanup"};
    for (const std::string& name : Words{"setup", "prepare"}) {
        World world(fails(name));
        const MeasuredGroup group = world.measure({planned});
        REQUIRE(group.failed());
        CHECK_THAT(group.commands[0].failure->message, Contains("--" + name));
        CHECK(world.launched().back() == "cleanup");
        CHECK(group.commands[0].runs.empty());
    }
    World world(fails("cleanup"));
    world.settings.repetitions = 10;
    const MeasuredGroup group = world.measure({planned});
    CHECK_THAT(group.commands[0].failure->message, Contains("--cleanup"));
    CHECK(group.commands[0].runs.size() == 10);
}

TEST_CASE("an interrupt ends a group with what it has, and the clean-ups are run all the same") {
    const auto interrupted_at = [](int wanted, const std::string& name) {
        return [wanted, name, count = 0](const LaunchRequest& request) mutable {
            if (request.argv.front() == name && ++count == wanted) {
                throw Error(ErrorCode::measurement, "interrupted by SIGINT");
            }
            CHECK(request.despite_interrupt == (request.argv.front() == "cleanup"));
            LaunchResult result;
            result.exit_code = 0;
            return result;
        };
    };
    PlannedCommand planned = command("work");
    planned.cleanup = {"cleanup"};
    World world(interrupted_at(3, "work"));
    const MeasuredGroup group = world.measure({planned});
    REQUIRE(group.ended_by);
    CHECK_THAT(group.ended_by->what(), Contains("SIGINT"));
    CHECK(group.commands[0].runs.size() == 2);
    CHECK_FALSE(group.failed());
    CHECK(world.launched() == Words{"work", "work", "work", "cleanup"});

    World impatient(interrupted_at(1, "cleanup"));
    impatient.settings.repetitions = 2;
    const MeasuredGroup done = impatient.measure({planned, planned}, {1});
    REQUIRE(done.ended_by);
    CHECK(done.commands[1].runs.size() == 2);
    CHECK(impatient.launched().back() == "cleanup");
    CHECK(impatient.launched().size() == 5);
}

TEST_CASE("programs get the environment as it is, lengthened alike within a block") {
    World world(FakeLauncher::exited(0, 0.1));
    world.settings.time_s = 1000;
    world.settings.environment = {{"PATH", "/bin"}, {"LANG", "de_DE.UTF-8"}, {"RATCHET_PADDING", "outer"}};
    world.settings.seed = 5;
    world.measure({command("a"), command("b")}, {6}, nullptr);
    std::set<std::size_t> lengths;
    const auto& requests = world.launcher.requests;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        CHECK(variable(requests[i], "LANG") == "de_DE.UTF-8");
        CHECK(requests[i].working_directory.empty());
        CHECK(requests[i].environment.size() == 3);
        const std::string padding = variable(requests[i], "RATCHET_PADDING");
        CHECK(padding.size() == environment_padding(5, static_cast<int>(i / 4) + 1));
        lengths.insert(padding.size());
    }
    CHECK(lengths.size() == 6);
}

namespace {

/// Two runs of half a second, from 1 s on, of which the launcher saw the text after `seen_s`.
MeasuredCommand started_up(const ReadyTold& told, std::optional<double> seen_s, const std::string& text) {
    FakeClock clock;
    FakeStreams streams;
    FakeLauncher launcher([&](const LaunchRequest& request) {
        CHECK(request.ready_text == text);
        LaunchResult result = FakeLauncher::exited(0, 0.5)(request);
        result.started_ns = 1'000'000'000;
        if (seen_s) {
            result.ready_ns = result.started_ns + static_cast<std::int64_t>(*seen_s * 1e9);
        }
        return result;
    });
    streams.told = told;
    ExecSettings settings;
    settings.repetitions = 2;
    settings.ready_text = text;
    return measure_group({command("server")}, settings, {}, nullptr, {launcher, clock, streams},
                         [](const GroupProgress&) {})
        .commands.at(0);
}

}  // namespace

TEST_CASE("the start-up time is by the program's own clock, else by when its text was seen") {
    const auto times = [](const MeasuredCommand& command) { return command.values.at("startup_time"); };
    const MeasuredCommand seen = started_up({}, 0.25, "up");
    CHECK(times(seen) == std::vector<double>{0.25, 0.25});
    CHECK(seen.ready_ns == std::vector<std::optional<std::int64_t>>{1'250'000'000, 1'250'000'000});
    CHECK(seen.why_never_ready.empty());
    CHECK(times(started_up({.seen_ns = 1'125'000'000}, std::nullopt, "up")).front() == 0.125);
    CHECK(times(started_up({.told_ns = 1'062'500'000, .seen_ns = 1'125'000'000}, 0.25, "up")).front() ==
          0.0625);
    CHECK(times(started_up({.told_ns = 1'062'500'000}, std::nullopt, "")).front() == 0.0625);
    // Seen when the program had ended already: at its end at the latest.
    CHECK(times(started_up({.seen_ns = 1'500'000'300}, std::nullopt, "up")).front() == 0.5);
}

TEST_CASE("a program that never says that it is ready has no start-up time, and the reason is kept") {
    const MeasuredCommand silent = started_up({}, std::nullopt, "it is\x1b up");
    CHECK(silent.values.count("startup_time") == 0);
    CHECK(silent.why_never_ready == "no line of its output holds 'it is\\x1b up' (--ready)");
    CHECK(silent.ready_ns == std::vector<std::optional<std::int64_t>>(2));
    CHECK(started_up({}, std::nullopt, "").why_never_ready.empty());
    CHECK(started_up({.problem = "its result: not JSON"}, std::nullopt, "").why_never_ready ==
          "its result: not JSON");
    const std::int64_t outside = GENERATE(999'999'999, 1'500'000'001);
    const MeasuredCommand wrong = started_up({.told_ns = outside}, std::nullopt, "");
    CHECK(wrong.values.count("startup_time") == 0);
    CHECK_THAT(wrong.why_never_ready, Contains("CLOCK_MONOTONIC"));
}
