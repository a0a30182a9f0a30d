#include "base/environment_linux.hpp"
#include "catch.hpp"
#include "testing/can_sample.hpp"
#include "testing/small_project_process.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using Catch::Contains;
using namespace ratchet;
using testing::all_output;
using testing::reports_time;
using testing::SmallProject;
using testing::text_of;
using testing::wait_until;

namespace {

/// Starts the program without waiting for it.
pid_t start(const std::vector<std::string>& arguments) {
    std::vector<char*> argv;
    for (const std::string& argument : arguments) {
        argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    posix_spawn_file_actions_t quietly;
    posix_spawn_file_actions_init(&quietly);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {  // its tags are not this test's
        posix_spawn_file_actions_addopen(&quietly, stream, "/dev/null", O_WRONLY, 0);
    }
    pid_t pid = -1;
    REQUIRE(posix_spawn(&pid, argv[0], &quietly, nullptr, argv.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&quietly);
    return pid;
}

int wait_status(pid_t pid) {
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    return status;
}

bool is_running(const fs::path& pid_file) {
    const std::string text = text_of(pid_file);
    return !text.empty() && kill(static_cast<pid_t>(std::stol(text)), 0) == 0;
}

/// A file system of one MiB at `path`, if this process may mount one.
class SmallDisk {
  public:
    explicit SmallDisk(const fs::path& path) : path_(path) {
        fs::create_directories(path);
        mounted_ = mount("tmpfs", path.c_str(), "tmpfs", 0, "size=1m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) {
            umount2(path_.c_str(), MNT_DETACH);
        }
    }
    [[nodiscard]] bool mounted() const { return mounted_; }
    void fill() const {
        std::ofstream stream(path_ / "filler");
        const std::string block(4096, 'x');
        while (stream << block << std::flush) {
        }
    }

  private:
    fs::path path_;
    bool mounted_ = false;
};

}  // namespace

TEST_CASE("a baseline that is cut short is an error that names the file, and is left as it is") {
    SmallProject project;
    project.add_recorded_work();
    const fs::path file = project.baseline_file("work");
    fs::resize_file(file, fs::file_size(file) / 2);
    const std::string broken = text_of(file);
    const SubprocessResult result = project.run({"run", "probe/work"});
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.error_output, Contains(file.string()));
    CHECK(text_of(file) == broken);

    fs::remove(file);
    CHECK(project.run({"run", "probe/work"}).exit_code == 77);
}

TEST_CASE("a lost suite.json is made again from the raw values; a broken scenario.json is named") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    const fs::path session = fs::canonical(project.output() / "latest");
    const fs::path suite = session / "suites/everything/suite.json";
    const std::string original = text_of(suite);
    REQUIRE_FALSE(original.empty());
    std::ofstream(suite) << "not JSON";
    REQUIRE(project.run({"report"}).exit_code == 77);
    CHECK(text_of(suite) == original);

    // On another machine there is no build tree, and no project.
    const testing::TemporaryDirectory elsewhere;
    fs::copy(session, elsewhere.path() / "downloaded", fs::copy_options::recursive);
    fs::remove(elsewhere.path() / "downloaded/suites/everything/suite.json");
    std::ofstream(elsewhere.path() / "downloaded/scenarios/stray");
    const SubprocessResult copy = run_subprocess({RATCHET_PROGRAM, "report", "downloaded"},
                                                 elsewhere.path().string(), std::chrono::minutes(1), {});
    CHECK(copy.exit_code == 77);
    CHECK_THAT(copy.output, Contains("probe/work"));
    CHECK(text_of(elsewhere.path() / "downloaded/suites/everything/suite.json") == original);

    std::ofstream(session / "scenarios/probe/work/scenario.json") << "{";
    const SubprocessResult result = project.run({"report"});
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.error_output, Contains("scenario.json"));
    // The next session is not held up by it.
    CHECK(project.run({"run", "probe/work"}).exit_code == 77);
}

TEST_CASE("closed and full streams cost talk, never a verdict; a lost result is told by the exit code") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    const auto exit_code = [&](std::vector<std::string> arguments, const std::string& redirection) {
        std::vector<std::string> command = project.command_line(std::move(arguments));
        command.insert(command.begin(), {"sh", "-c", "exec \"$@\" " + redirection, "sh"});
        return run_subprocess(command, project.root().string(), std::chrono::minutes(1), {}).exit_code;
    };
    CHECK(exit_code({"run", "probe/work"}, "2>&-") == 77);
    CHECK(exit_code({"run", "probe/work"}, "2>/dev/full") == 77);
    CHECK(exit_code({"run", "probe/wrok"}, "2>&-") == 2);
    CHECK(exit_code({"list"}, ">&-") == 3);
    CHECK(exit_code({"list"}, ">/dev/full") == 3);
    CHECK(exit_code({"run", "probe/work"}, ">/dev/full") == 3);
}

TEST_CASE("a reader that has gone ends the program as it ends others, with nothing left behind") {
    const testing::TemporaryDirectory here;
    fs::create_directory(here.path() / "scratch");
    SubprocessOptions how;
    how.environment = read_environment();
    (*how.environment)["TMPDIR"] = (here.path() / "scratch").string();
    // More than a buffer holds, so that it meets the closed pipe while its temporary files are there.
    std::string many;
    for (int i = 0; i < 60; ++i) {
        many += (many.empty() ? "" : ",") + std::to_string(i);
    }
    const std::string script =
        "mkfifo pipe; true <pipe & \"$1\" exec -r 1 -L n=" + many + " -- echo @n@ >pipe";
    const auto ended = [&](const std::string& before) {
        return run_subprocess({"sh", "-c", before + script, "sh", RATCHET_PROGRAM}, here.path().string(),
                              std::chrono::minutes(1), how);
    };
    const SubprocessResult by_signal = ended("");
    INFO(all_output(by_signal));
    CHECK(by_signal.exit_code == 141);  // 128 + SIGPIPE, as the shell tells it
    CHECK(fs::is_empty(here.path() / "scratch"));
    fs::remove(here.path() / "pipe");
    CHECK(ended("trap '' PIPE; ").exit_code == 3);
    CHECK(fs::is_empty(here.path() / "scratch"));
}

TEST_CASE("a verb that lacks something says what") {
    const SubprocessResult result =
        run_subprocess({RATCHET_PROGRAM, "profile"}, "", std::chrono::minutes(1), {});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error_output, Contains("source is required") && Contains("ratchet profile --help"));
}

TEST_CASE("a misspelt verb is refused with the near ones") {
    const SubprocessResult result = run_subprocess({RATCHET_PROGRAM, "lst"}, "", std::chrono::minutes(1), {});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error_output, Contains("\"lst\" is no verb; did you mean list?"));
}

TEST_CASE("a build tree that was copied is not taken for the one it was configured as") {
    SmallProject project;
    project.add("work", "true");
    fs::copy(project.output(), project.root() / "copied", fs::copy_options::recursive);
    const SubprocessResult result =
        run_subprocess({RATCHET_PROGRAM, "list", "--registry", (project.root() / "copied/registry").string()},
                       "", std::chrono::minutes(1), {});
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error_output, Contains("moved or copied"));
}

TEST_CASE("killing the harness while it records a baseline leaves the old one and no process") {
    SmallProject project;
    project.add_recorded_work();
    const std::string accepted = text_of(project.baseline_file("work"));

    const fs::path pid_file = project.root() / "pid";
    const std::string in_its_group = "sleep 600 & echo $! > '" + pid_file.string() + "'; wait";
    const std::string in_another_session =
        "setsid sh -c 'echo $$ > \"" + pid_file.string() + "\"; sleep 600' & sleep 600";
    project.add("work", GENERATE_COPY(in_its_group, in_another_session));
    const pid_t harness = start(project.command_line({"baseline", "update", "--force"}));
    wait_until([&] { return is_running(pid_file); });
    kill(harness, SIGKILL);
    wait_status(harness);
    wait_until([&] { return !is_running(pid_file); });
    CHECK(text_of(project.baseline_file("work")) == accepted);

    project.add("work", reports_time("0.010"));
    CHECK(project.run({"run", "probe/work"}).exit_code == 0);
}

TEST_CASE("Ctrl-C ends a measurement, says so, and leaves no process") {
    SmallProject project;
    const fs::path pid_file = project.root() / "pid";
    project.add("work", "sleep 600 & echo $! > '" + pid_file.string() + "'; wait");
    const pid_t harness = start(project.command_line({"run", "probe/work"}));
    wait_until([&] { return is_running(pid_file); });
    kill(harness, SIGINT);
    const int status = wait_status(harness);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 4);
    wait_until([&] { return !is_running(pid_file); });
}

TEST_CASE("a ctest that is killed leaves an abandoned session, which the next one closes") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    // A shell stands in for ctest: it owns the session that it begins, and is killed.
    const std::vector<std::string> begin = project.command_line({"session", "begin"});
    const std::vector<std::string> run = project.command_line({"run", "--ctest", "probe/work"});
    std::string script;
    for (const auto& command : {begin, run}) {
        for (const std::string& word : command) {
            script += "'" + word + "' ";
        }
        script += "; ";
    }
    const pid_t shell = start({"/bin/sh", "-c", script + "touch done; kill -KILL $$"});
    wait_status(shell);
    const fs::path abandoned = fs::canonical(project.output() / "latest");
    CHECK_THAT(text_of(abandoned / "session.json"), Contains(R"("status": "open")"));
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 77);
    CHECK_THAT(text_of(abandoned / "session.json"), Contains(R"("status": "abandoned")"));
    fs::remove("done");
}

TEST_CASE("two harnesses at once take turns: no two runs overlap and both finish") {
    SmallProject project;
    const std::string exclusive = "mkdir busy || exit 9; sleep 0.02; rmdir busy; ";
    project.add("one", exclusive + reports_time("0.010"));
    project.add("two", exclusive + reports_time("0.010"));
    const pid_t first = start(project.command_line({"run", "probe/one"}));
    const pid_t second = start(project.command_line({"run", "probe/two"}));
    for (const pid_t harness : {first, second}) {
        const int status = wait_status(harness);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 77);
    }
}

TEST_CASE("a full disk loses no baseline: the old one stays whole and the message names the file") {
    SmallProject project;
    const SmallDisk disk(project.baselines());
    if (!disk.mounted()) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    project.add_recorded_work();
    const fs::path file = project.baseline_file("work");
    const std::string accepted = text_of(file);
    REQUIRE(project.run({"run", "probe/work"}).exit_code == 0);
    disk.fill();
    const SubprocessResult result = project.run({"baseline", "promote", "--force", "--reason", "again"});
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.error_output, Contains(file.string()) && Contains("space"));
    CHECK(text_of(file) == accepted);
    CHECK(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a full disk under the session ends it with a message, not with half a file") {
    SmallProject project;
    project.add("work", reports_time("0.010"));
    const SmallDisk disk(project.root() / "small");
    if (!disk.mounted()) {
        WARN("skipped: mounting a small file system needs root");
        return;
    }
    disk.fill();
    const SubprocessResult result =
        project.run({"run", "probe/work", "--output", (project.root() / "small").string()});
    CHECK(result.exit_code == 3);
    CHECK_THAT(result.error_output, Contains("small") && Contains("space"));
}

TEST_CASE("a disk that fills up while a profile is written leaves the one before as it was") {
    const testing::TemporaryDirectory here;
    const SmallDisk disk(here.path() / "disk");
    if (!disk.mounted() || !testing::can_sample()) {
        WARN("skipped: no file system can be mounted here, or nothing sampled");
        return;
    }
    const auto profile = [&](const std::string& what) {
        return run_subprocess({RATCHET_PROGRAM, "exec", "--profile", "--interactive", "--profile-directory",
                               "disk/p", "--", RATCHET_PROFILED_PROGRAM, what, "0.2"},
                              here.path().string(), std::chrono::minutes(1), {});
    };
    const auto files = [&] {
        std::map<std::string, std::string> texts;
        for (const fs::directory_entry& entry : fs::directory_iterator(here.path() / "disk/p")) {
            texts[entry.path().filename()] = entry.is_directory() ? "" : text_of(entry.path());
        }
        return texts;
    };
    REQUIRE(profile("split").exit_code == 0);
    const std::map<std::string, std::string> before = files();
    CHECK(before.size() > 8);
    disk.fill();
    const fs::path filler = here.path() / "disk/filler";
    constexpr std::uintmax_t room_for_some = 64 << 10U;
    fs::resize_file(filler, fs::file_size(filler) - room_for_some);
    const SubprocessResult full = profile("threads");
    INFO(all_output(full));
    CHECK(full.exit_code == 3);
    CHECK_THAT(full.error_output, Contains("cannot be written"));
    CHECK(files() == before);
}
