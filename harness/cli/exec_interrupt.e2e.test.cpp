#include "artifacts/exec_codec.hpp"
#include "catch.hpp"
#include "testing/small_project_process.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace ratchet;
using testing::text_of;
using testing::wait_until;

namespace {

/// A `ratchet exec` in a directory of its own, with `tmp` in it for temporary files, that a test interrupts.
class InterruptedExec {
  public:
    explicit InterruptedExec(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {RATCHET_PROGRAM, "exec", "--json", "json"});
        std::vector<char*> pointers;
        for (std::string& word : arguments) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        fs::create_directory(path("tmp"));
        std::string temporary = "TMPDIR=" + path("tmp").string();
        std::string search_path = "PATH=/usr/bin:/bin";
        std::vector<char*> environment{temporary.data(), search_path.data(), nullptr};
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addchdir_np(&actions, directory_.path().c_str());
        for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
            posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
        }
        REQUIRE(posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environment.data()) == 0);
        posix_spawn_file_actions_destroy(&actions);
    }

    [[nodiscard]] fs::path path(const std::string& name) const { return directory_.path() / name; }

    /// Its exit code.
    [[nodiscard]] int interrupt() const {
        kill(pid_, SIGINT);
        int status = 0;
        REQUIRE(waitpid(pid_, &status, 0) == pid_);
        REQUIRE(WIFEXITED(status));
        return WEXITSTATUS(status);
    }

    [[nodiscard]] ExecRecord record() const {
        return artifacts::exec_from_json(text_of(path("json")), "json");
    }

  private:
    testing::TemporaryDirectory directory_;
    pid_t pid_ = -1;
};

}  // namespace

TEST_CASE("Ctrl-C ends exec with what it has, and leaves no process and no file behind") {
    const InterruptedExec exec({"-r", "1", "-L", "t=0.001,600", "--", "sh", "-c",
                                "[ $0 = 0.001 ] || { setsid sh -c 'echo $$ > pid; sleep 600' & sleep 600; }",
                                "@t@"});
    wait_until([&] { return text_of(exec.path("pid")).ends_with("\n"); });
    const auto orphan = static_cast<pid_t>(std::stol(text_of(exec.path("pid"))));
    CHECK(exec.interrupt() == 4);
    wait_until([&] { return kill(orphan, 0) != 0; });
    CHECK(fs::is_empty(exec.path("tmp")));
    CHECK(exec.record().commands.size() == 1);
}

TEST_CASE("Ctrl-C keeps the runs of a command that was not done with, and cleans up after it") {
    const InterruptedExec exec(
        {"-r", "100000", "--cleanup", "touch cleaned", "--", "sh", "-c", "echo run >> trace; sleep 0.01"});
    const std::string three_runs = "run\nrun\nrun\n";
    wait_until([&] { return text_of(exec.path("trace")).size() > three_runs.size(); });
    CHECK(exec.interrupt() == 4);
    CHECK(fs::exists(exec.path("cleaned")));
    const ExecRecord record = exec.record();
    REQUIRE(record.commands.size() == 1);
    CHECK(record.commands[0].runs.size() >= 3);
}
