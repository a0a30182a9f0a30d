#include "measure/run_process.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/fake_launcher.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <fstream>
#include <functional>
#include <iterator>

#include <sys/stat.h>

using namespace ratchet;
using Catch::Matchers::Contains;
using ratchet::testing::FakeLauncher;
using ratchet::testing::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

std::string variable(const LaunchRequest& request, const std::string& wanted) {
    for (const auto& [name, value] : request.environment) {
        if (name == wanted) {
            return value;
        }
    }
    return "";
}

const std::string good_result = R"({"$schema": "ratchet/result/1", "iteration_times_s": [0.25]})";

/// Measures with a program that does nothing but `leave` things behind.
struct Scene {
    TemporaryDirectory session;
    std::function<void(const LaunchRequest&)> leave = [](const LaunchRequest& request) {
        write(variable(request, "RATCHET_RESULT"), good_result);
    };
    LaunchResult ending = FakeLauncher::exited(0)({});
    FakeLauncher launcher{[this](const LaunchRequest& request) {
        write(request.stdout_path, "");
        write(request.stderr_path, "");
        leave(request);
        return ending;
    }};
    RunContext context{launcher, session.path(), {{"PATH", "/bin"}}, {1}, 900};
    ScenarioSpec spec;

    Scene() {
        spec.name = {"tree_search", "wide_tree"};
        spec.command = {"/build/tree_search"};
        spec.working_directory = "/build";
    }

    MeasuredRun run(int index = 3) { return measure_run(context, spec, Plan{}, index, 2); }

    [[nodiscard]] fs::path file(const std::string& name) const {
        return session.path() / "scenarios/tree_search/wide_tree/runs/003" / name;
    }
};

}  // namespace

TEST_CASE("a run is launched with the protocol's arguments, a fixed environment and files of its own") {
    Scene scene;
    const MeasuredRun measured = scene.run();
    REQUIRE(scene.launcher.requests.size() == 1);
    const LaunchRequest& request = scene.launcher.requests.front();
    CHECK(request.argv == std::vector<std::string>{"/build/tree_search", "--ratchet-run", "wide_tree",
                                                   "--ratchet-seed=0", "--ratchet-iterations=1",
                                                   "--ratchet-warmup=0", "--ratchet-batch=1"});
    CHECK(request.working_directory == "/build");
    CHECK(request.cpus == std::vector{1});
    CHECK(request.deadline_ns == 900);
    CHECK(variable(request, "PATH") == "/bin");
    CHECK(variable(request, "LC_ALL") == "C");
    CHECK(variable(request, "RATCHET_RESULT") == scene.file("result.json"));
    CHECK(request.stdout_path == scene.file("main.out"));
    CHECK(request.stderr_path == scene.file("main.err"));
    CHECK_FALSE(measured.record.failure);
    CHECK(measured.record.metrics.at("wall_time").value == 0.25);
    CHECK(measured.record.index == 3);
    CHECK(measured.record.round == 2);
    CHECK(measured.record.cpus == std::vector{1});
    CHECK(measured.warnings.empty());
}

TEST_CASE("only files with content are left, and not the result") {
    Scene scene;
    scene.run();
    CHECK(fs::is_empty(scene.file("")));
    scene.leave = [](const LaunchRequest& request) { write(request.stdout_path, "hello\n"); };
    scene.run();
    CHECK(fs::file_size(scene.file("main.out")) == 6);
    CHECK_FALSE(fs::exists(scene.file("main.err")));
}

TEST_CASE("a result that an earlier attempt left is not taken for this run's") {
    Scene scene;
    fs::create_directories(scene.file(""));
    write(scene.file("result.json"), good_result);
    scene.leave = [](const LaunchRequest&) {};
    const MeasuredRun measured = scene.run();
    REQUIRE(measured.record.failure);
    CHECK(measured.record.failure->kind == FailureKind::unreadable_result);
}

TEST_CASE("long output is cut off with a warning, after its end has been read") {
    Scene scene;
    scene.ending = FakeLauncher::exited(1)({});
    scene.leave = [](const LaunchRequest& request) {
        write(request.stderr_path, std::string(3 << 20, 'x') + "\nlast words\n");
    };
    const MeasuredRun measured = scene.run();
    REQUIRE(measured.record.failure);
    CHECK_THAT(measured.record.failure->message, Contains("last words"));
    CHECK(fs::file_size(scene.file("main.err")) == 1 << 20);
    REQUIRE(measured.warnings.size() == 1);
    CHECK(measured.warnings.front() == Warning{WarningKind::truncated_output,
                                               "scenarios/tree_search/wide_tree/runs/003/main.err",
                                               "1048576"});
}

TEST_CASE("killed descendants are a warning") {
    Scene scene;
    scene.ending.leftover_processes = 2;
    const MeasuredRun measured = scene.run();
    CHECK_FALSE(measured.record.failure);
    REQUIRE(measured.warnings.size() == 1);
    CHECK(measured.warnings.front() ==
          Warning{WarningKind::leftover_processes, "tree_search/wide_tree", "2"});
}

TEST_CASE("a result file of any size or kind is a failed run at worst") {
    Scene scene;
    SECTION("too long") {
        scene.leave = [](const LaunchRequest& request) {
            const std::string path = variable(request, "RATCHET_RESULT");
            write(path, "");
            fs::resize_file(path, (16 << 20) + 1);
        };
    }
    SECTION("a pipe that nobody writes to") {
        scene.leave = [](const LaunchRequest& request) {
            mkfifo(variable(request, "RATCHET_RESULT").c_str(), 0600);
        };
    }
    SECTION("a directory") {
        scene.leave = [](const LaunchRequest& request) {
            fs::create_directories(variable(request, "RATCHET_RESULT") + "/x");
        };
    }
    SECTION("a pipe in place of the output") {
        scene.leave = [](const LaunchRequest& request) {
            fs::remove(request.stderr_path);
            mkfifo(request.stderr_path.c_str(), 0600);
        };
    }
    const MeasuredRun measured = scene.run();
    REQUIRE(measured.record.failure);
    CHECK(measured.record.failure->kind == FailureKind::unreadable_result);
    // What was left does not harm the next attempt in the same place.
    scene.leave = [](const LaunchRequest& request) {
        write(variable(request, "RATCHET_RESULT"), good_result);
    };
    CHECK_FALSE(scene.run().record.failure);
}

TEST_CASE("a time-out tells the time that the run was given") {
    Scene scene;
    scene.context.deadline_ns = 30'000'000'000;
    scene.ending = LaunchResult{};
    scene.ending.timed_out = true;
    scene.ending.signal = 9;
    scene.ending.started_ns = 10'000'000'000;
    const MeasuredRun measured = scene.run();
    REQUIRE(measured.record.failure);
    CHECK(measured.record.failure->kind == FailureKind::timed_out);
    CHECK_THAT(measured.record.failure->message, Contains("20.0 s"));
}

TEST_CASE("an exploration asks for no plan and yields one's ingredients") {
    Scene scene;
    scene.leave = [](const LaunchRequest& request) {
        write(
            variable(request, "RATCHET_RESULT"),
            R"({"$schema": "ratchet/result/1", "exploration": true, "iteration_times_s": [0.25, 0.5], "batch": 4})");
    };
    const MeasuredExploration measured = explore(scene.context, scene.spec, 5, 3);
    CHECK(scene.launcher.requests.front().argv.back() == "--ratchet-explore");
    REQUIRE(measured.outcome.exploration);
    CHECK(measured.outcome.exploration->batch == 4);
    CHECK(measured.outcome.run.index == 3);
    CHECK(fs::is_empty(scene.file("")));
}

TEST_CASE("a session that cannot be written is an error that names the directory") {
    Scene scene;
    write(scene.session.path() / "scenarios", "a file where a directory should be");
    CHECK_THROWS_WITH(scene.run(), Contains("runs/003"));
}

TEST_CASE("what says that a command is ready is looked for, and when it was seen is its start-up time") {
    Scene scene;
    scene.run();
    CHECK(scene.launcher.requests.back().ready_text.empty());
    scene.spec.kind = ScenarioKind::command;
    scene.spec.ready_line = "listening on";
    scene.leave = [](const LaunchRequest&) {};
    scene.ending.started_ns = 1'000'000'000;
    scene.ending.process_time_s = 0.5;
    scene.ending.ready_ns = 1'250'000'000;
    CHECK(scene.run().record.metrics.at("startup_time").value == Approx(0.25));
    CHECK(scene.launcher.requests.back().ready_text == "listening on");
    scene.ending.ready_ns.reset();
    CHECK_THAT(scene.run().record.missing.at("startup_time"), Contains("listening on"));
}
