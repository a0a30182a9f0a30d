#include "base/error.hpp"
#include "catch.hpp"
#include "measure/interrupt_process.hpp"
#include "measure/leftover_process.hpp"
#include "measure/process_launcher_process.hpp"
#include "testing/launch_workplace.hpp"

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ratchet;
using namespace ratchet::testing;
using Catch::Matchers::Contains;

namespace {

/// Waits until `condition` holds; the limit only bounds a failing test.
bool eventually(const std::function<bool()>& condition) {
    const std::int64_t limit = from_now(10'000 * ms);
    while (!condition()) {
        if (MonotonicClock().now_ns() > limit) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
}

/// The result of a `script` that never ends by itself, cut off at a deadline. A slow host may be cut off
/// before the script is where it should be, which it tells by making the file `ready`: then it gets longer.
LaunchResult overrun(Workplace& here, const std::string& script) {
    for (std::int64_t limit = 100 * ms;; limit *= 2) {
        LaunchRequest request = here.shell(script);
        request.deadline_ns = from_now(limit);
        const LaunchResult result = here.run(request);
        if (std::filesystem::exists(here.path("ready"))) {
            const auto lasted_ns = static_cast<std::int64_t>(result.process_time_s * 1e9);
            CHECK(result.started_ns + lasted_ns + 1 >= request.deadline_ns);
            return result;
        }
    }
}

bool is_gone(pid_t pid) {
    return kill(pid, 0) != 0 && errno == ESRCH;
}

pid_t pid_in(const std::string& path) {
    return static_cast<pid_t>(std::stol(content(path)));
}

}  // namespace

TEST_CASE("a program that outlives its deadline is ended, politely if it heeds TERM") {
    Workplace here;
    const LaunchResult result = overrun(here, "trap 'echo bye; exit 5' TERM; sleep 600 & touch ready; wait");
    CHECK(result.timed_out);
    CHECK(result.exit_code == 5);
    CHECK(content(here.path("out")) == "bye\n");
    CHECK(result.leftover_processes == 0);
    CHECK(child_processes().empty());
}

TEST_CASE("a program that is stopped at its deadline is woken to heed TERM") {
    Workplace here;
    const LaunchResult result = overrun(here, "trap 'exit 5' TERM; touch ready; kill -STOP $$");
    CHECK(result.timed_out);
    CHECK(result.exit_code == 5);
}

TEST_CASE("a program that ignores TERM is killed with its whole group") {
    Workplace here;
    const LaunchResult result = overrun(here, "trap '' TERM; sleep 600 & echo $! > pid; touch ready; wait");
    CHECK(result.timed_out);
    CHECK(result.signal == SIGKILL);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(child_processes().empty());
}

TEST_CASE("of a program's group nothing is left after its deadline, which needs no mention") {
    Workplace here;
    const LaunchResult result = overrun(here,
                                        "trap 'exit 5' TERM; (trap '' TERM; until [ -s pid ]; do :; done; "
                                        "touch ready; exec sleep 600) & echo $! > pid; wait");
    CHECK(result.exit_code == 5);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(result.leftover_processes == 0);
}

TEST_CASE("a deadline that has passed ends the program at once") {
    Workplace here;
    LaunchRequest request = here.request({"sleep", "600"});
    request.deadline_ns = 0;
    CHECK(here.run(request).timed_out);
}

TEST_CASE("a background process that outlives the program is killed and counted") {
    Workplace here;
    const LaunchResult result = here.run(here.shell("sleep 600 & echo $! > pid"));
    CHECK(result.exit_code == 0);
    CHECK(result.leftover_processes == 1);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(child_processes().empty());
}

TEST_CASE("a daemon in a session of its own is found, killed and counted, at the end and at a deadline") {
    Workplace here;
    const bool too_late = GENERATE(false, true);
    const std::string script = RATCHET_LAUNCH_PROBE " daemon pid";
    const LaunchResult result =
        too_late ? overrun(here, script + "; touch ready; sleep 600") : here.run(here.shell(script));
    CHECK(result.timed_out == too_late);
    CHECK(result.leftover_processes == 1);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(child_processes().empty());
}

TEST_CASE("children that the harness had before are not touched") {
    Workplace here;
    const pid_t own = fork();
    if (own == 0) {
        pause();
        _exit(0);
    }
    CHECK(here.run(here.request({"true"})).leftover_processes == 0);
    CHECK(child_processes() == std::vector<pid_t>{own});
    kill(own, SIGKILL);
    CHECK(waitpid(own, nullptr, 0) == own);
}

TEST_CASE("an interrupt ends the program and everything it started, and is an error") {
    Workplace here;
    const InterruptGuard guard;
    std::thread sender([&] {
        eventually([&] { return std::filesystem::exists(here.path("ready")); });
        kill(getpid(), SIGINT);
    });
    CHECK_THROWS_WITH(here.run(here.shell("sleep 600 & echo $! > pid; touch ready; wait")),
                      Contains("interrupted by SIGINT"));
    sender.join();
    CHECK(InterruptGuard::received() == SIGINT);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(child_processes().empty());
    CHECK_THROWS_AS(here.run(here.request({"true"})), Error);
}

TEST_CASE("a clean-up is launched despite an interrupt, which is not forgotten; another one ends it") {
    Workplace here;
    const InterruptGuard guard;
    kill(getpid(), SIGINT);
    LaunchRequest clean_up = here.shell("touch cleaned");
    clean_up.despite_interrupt = true;
    CHECK(here.run(clean_up).exit_code == 0);
    CHECK(std::filesystem::exists(here.path("cleaned")));
    CHECK(InterruptGuard::received() == SIGINT);
    CHECK_THROWS_AS(here.run(here.request({"true"})), Error);

    std::thread sender([&] {
        eventually([&] { return std::filesystem::exists(here.path("ready")); });
        kill(getpid(), SIGTERM);
    });
    clean_up.argv.back() = "touch ready; sleep 600";
    CHECK_THROWS_WITH(here.run(clean_up), Contains("interrupted by SIGTERM"));
    sender.join();
    CHECK(InterruptGuard::received() != 0);
}

TEST_CASE("without a pidfd the end of a program is still seen") {
    Workplace here;
    const LaunchRequest ends = here.shell("exit 3");
    LaunchRequest too_long = here.request({"sleep", "600"});
    too_long.deadline_ns = from_now(300 * ms);
    const pid_t pid = fork();
    if (pid == 0) {
        sock_filter deny[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        const sock_fprog filter{static_cast<unsigned short>(std::size(deny)), deny};
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
            _exit(10);
        }
        ProcessLauncher launcher;
        _exit(launcher.launch(ends).exit_code == 3 && launcher.launch(too_long).timed_out ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(status == 0);
}

TEST_CASE("when the harness is killed no process of the program is left") {
    Workplace here;
    const LaunchRequest request =
        here.shell("sleep 600 & echo $! > background; echo $$ > program; touch ready; wait");
    const pid_t harness = fork();
    if (harness == 0) {
        ProcessLauncher launcher;
        launcher.launch(request);
        _exit(1);
    }
    REQUIRE(eventually([&] { return std::filesystem::exists(here.path("ready")); }));
    kill(harness, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(harness, &status, 0) == harness);
    CHECK(WTERMSIG(status) == SIGKILL);
    // Orphans come to this process, the next subreaper, which has to bury them to see them gone.
    const auto is_dead = [](pid_t pid) {
        waitpid(pid, nullptr, WNOHANG);
        return is_gone(pid);
    };
    const pid_t program = pid_in(here.path("program"));
    const pid_t background = pid_in(here.path("background"));
    CHECK(eventually([&] { return is_dead(program); }));
    CHECK(eventually([&] { return is_dead(background); }));
    CHECK(eventually([&] {
        waitpid(-1, nullptr, WNOHANG);
        return child_processes().empty();
    }));
}
