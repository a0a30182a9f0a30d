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

/// For this process and those that it starts.
void refuse_system_call(long number, int error) {
    sock_filter deny[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(number), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<unsigned>(error)),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{static_cast<unsigned short>(std::size(deny)), deny};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        _exit(10);
    }
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

TEST_CASE("programs launched together run at the same time, and each tells its own end") {
    Workplace here;
    // Each waits for the other; the second one then until the first is dead, though not yet buried.
    LaunchRequest first = here.shell("echo $$ > one; until [ -e two ]; do :; done; exit 3");
    LaunchRequest second = here.shell(
        "touch two; until [ -s one ]; do :; done; until grep -q '^State:.Z' /proc/$(cat one)/status; do :; "
        "done; "
        "echo done");
    first.stdout_path = first.stderr_path = here.path("other");
    const std::vector<LaunchResult> results = here.launcher.launch_together({first, second});
    REQUIRE(results.size() == 2);
    CHECK(results[0].exit_code == 3);
    CHECK(results[1].exit_code == 0);
    CHECK(content(here.path("out")) == "done\n");
    const auto end_s = [](const LaunchResult& result) {
        return static_cast<double>(result.started_ns) * 1e-9 + result.process_time_s;
    };
    CHECK(results[0].started_ns < results[1].started_ns);
    CHECK(end_s(results[0]) > static_cast<double>(results[1].started_ns) * 1e-9);
    CHECK(end_s(results[0]) < end_s(results[1]));
    CHECK(child_processes().empty());
}

TEST_CASE("of programs launched together one that is ended, or cannot be started, leaves the other alone") {
    Workplace here;
    LaunchRequest too_late = here.shell("trap '' TERM; touch ready; sleep 600 & wait; sleep 600");
    too_late.deadline_ns = 0;
    LaunchRequest other = here.shell("exit 3");
    other.stdout_path = other.stderr_path = here.path("other");
    for (const bool late_first : {true, false}) {
        const std::vector<LaunchResult> results = late_first
                                                      ? here.launcher.launch_together({too_late, other})
                                                      : here.launcher.launch_together({other, too_late});
        const LaunchResult& ended = results[late_first ? 0 : 1];
        const LaunchResult& well = results[late_first ? 1 : 0];
        CHECK(ended.timed_out);
        CHECK(ended.signal);
        CHECK_FALSE(well.timed_out);
        CHECK(well.exit_code == 3);
    }
    const std::vector<LaunchResult> results =
        here.launcher.launch_together({here.request({"no-such-program"}), other});
    CHECK(results[0].start_error);
    CHECK(results[1].exit_code == 3);
    LaunchRequest nowhere = here.request({"true"});
    nowhere.working_directory = here.path("missing");
    CHECK(here.launcher.launch_together({nowhere, other})[1].exit_code == 3);
    CHECK(here.launcher.launch_together({other, nowhere})[0].exit_code == 3);
    CHECK(child_processes().empty());
    CHECK_THROWS_WITH(here.launcher.launch_together({other, other, other}), Contains("at most 2"));
}

TEST_CASE("what programs launched together leave behind is killed when both have ended, and counted once") {
    Workplace here;
    LaunchRequest first = here.shell("sleep 600 & echo $! > pid; exit 0");
    LaunchRequest second = here.shell(RATCHET_LAUNCH_PROBE " daemon daemon_pid");
    second.stdout_path = second.stderr_path = here.path("other");
    const std::vector<LaunchResult> results = here.launcher.launch_together({first, second});
    CHECK(results[0].leftover_processes == 2);
    CHECK(results[1].leftover_processes == 0);
    CHECK(is_gone(pid_in(here.path("pid"))));
    CHECK(is_gone(pid_in(here.path("daemon_pid"))));
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

TEST_CASE("an interrupt ends programs that were launched together") {
    Workplace here;
    const InterruptGuard guard;
    std::thread sender([&] {
        eventually([&] {
            return std::filesystem::exists(here.path("one")) && std::filesystem::exists(here.path("two"));
        });
        kill(getpid(), SIGTERM);
    });
    const LaunchRequest first = here.shell("sleep 600 & echo $! > pid_one; touch one; wait");
    LaunchRequest second = here.shell("sleep 600 & echo $! > pid_two; touch two; wait");
    second.stdout_path = second.stderr_path = here.path("other");
    CHECK_THROWS_WITH(here.launcher.launch_together({first, second}), Contains("interrupted by SIGTERM"));
    sender.join();
    CHECK(is_gone(pid_in(here.path("pid_one"))));
    CHECK(is_gone(pid_in(here.path("pid_two"))));
    CHECK(child_processes().empty());
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
        refuse_system_call(SYS_pidfd_open, ENOSYS);
        ProcessLauncher launcher;
        _exit(launcher.launch(ends).exit_code == 3 && launcher.launch(too_long).timed_out ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(status == 0);
}

TEST_CASE("where randomisation may not be switched off the program runs with it, and that is told") {
    Workplace here;
    LaunchRequest request = here.request({"true"});
    request.fixed_addresses = true;
    const pid_t pid = fork();
    if (pid == 0) {
        refuse_system_call(SYS_personality, EPERM);
        ProcessLauncher launcher;
        const LaunchResult result = launcher.launch(request);
        _exit(result.exit_code == 0 && !result.fixed_addresses ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(pid, &status, 0) == pid);
    CHECK(status == 0);
}

TEST_CASE("when the harness is killed no process of its programs is left") {
    Workplace here;
    const LaunchRequest request =
        here.shell("sleep 600 & echo $! > background; echo $$ > program; touch ready; wait");
    LaunchRequest beside =
        here.shell("sleep 600 & echo $! > other_background; echo $$ > other; touch also_ready; wait");
    beside.stdout_path = beside.stderr_path = here.path("other_out");
    const pid_t harness = fork();
    if (harness == 0) {
        ProcessLauncher launcher;
        launcher.launch_together({request, beside});
        _exit(1);
    }
    REQUIRE(eventually([&] {
        return std::filesystem::exists(here.path("ready")) &&
               std::filesystem::exists(here.path("also_ready"));
    }));
    kill(harness, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(harness, &status, 0) == harness);
    CHECK(WTERMSIG(status) == SIGKILL);
    // Orphans come to this process, the next subreaper, which has to bury them to see them gone.
    const auto is_dead = [](pid_t pid) {
        waitpid(pid, nullptr, WNOHANG);
        return is_gone(pid);
    };
    for (const char* name : {"program", "background", "other", "other_background"}) {
        const pid_t pid = pid_in(here.path(name));
        CHECK(eventually([&] { return is_dead(pid); }));
    }
    CHECK(eventually([&] {
        waitpid(-1, nullptr, WNOHANG);
        return child_processes().empty();
    }));
}
