#include "measure/process_launcher_process.hpp"

#include "base/error.hpp"
#include "base/file_descriptor_linux.hpp"
#include "catch.hpp"
#include "measure/leftover_process.hpp"
#include "testing/launch_workplace.hpp"

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace ratchet;
using namespace ratchet::testing;
using Catch::Matchers::Contains;

TEST_CASE("a program that ends tells its exit code, its time and what it used") {
    Workplace here;
    const LaunchResult result = here.run(here.shell("exit 3"));
    CHECK(result.exit_code == 3);
    CHECK_FALSE(result.signal);
    CHECK_FALSE(result.start_error);
    CHECK_FALSE(result.timed_out);
    CHECK(result.process_time_s > 0);
    CHECK(result.process_time_s >= (result.user_time_s + result.system_time_s) * 0.5);
    CHECK(result.minor_faults > 0);
    CHECK(result.leftover_processes == 0);
    CHECK(child_processes().empty());
}

TEST_CASE("a program that a signal ends tells the signal and no exit code") {
    Workplace here;
    const LaunchResult result = here.run(here.shell("kill -SEGV $$"));
    CHECK(result.signal == SIGSEGV);
    CHECK_FALSE(result.exit_code);
}

TEST_CASE("a harness whose own parent ignored the end of children still sees how programs end") {
    std::signal(SIGCHLD, SIG_IGN);
    Workplace here;
    CHECK(here.run(here.shell("exit 3")).exit_code == 3);
}

TEST_CASE("CPU time of the program and of children it waited for is counted") {
    Workplace here;
    const LaunchResult result =
        here.run(here.shell("(i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done); true"));
    CHECK(result.user_time_s > 0.001);
}

TEST_CASE("a program that is missing is a start error that names it and says what to do") {
    Workplace here;
    const LaunchResult by_name = here.run(here.request({"no-such-program"}));
    REQUIRE(by_name.start_error);
    CHECK_THAT(*by_name.start_error,
               Contains("no-such-program") && Contains("/usr/bin:/bin") && Contains("install it"));
    CHECK_FALSE(by_name.exit_code);
    const LaunchResult by_path = here.run(here.request({"./no-such-program"}));
    REQUIRE(by_path.start_error);
    CHECK_THAT(*by_path.start_error, Contains("no-such-program' does not exist"));
    REQUIRE(here.run(here.request({})).start_error);
    CHECK(child_processes().empty());
}

TEST_CASE("a file that cannot be executed is a start error that says why") {
    Workplace here;
    const std::string script = here.path("script");
    std::ofstream(script) << "exit 0\n";
    CHECK_THAT(here.run(here.request({script})).start_error.value(), Contains("is not executable"));
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    CHECK_THAT(here.run(here.request({script})).start_error.value(), Contains("#!"));
    std::ofstream(script) << "#!/no/such/interpreter\n";
    CHECK_THAT(here.run(here.request({script})).start_error.value(), Contains("interpreter"));
    CHECK_THAT(here.run(here.request({here.directory.path()})).start_error.value(),
               Contains("is not a file"));
}

TEST_CASE("a working directory or CPU that is not there is a start error") {
    Workplace here;
    LaunchRequest elsewhere = here.request({"true"});
    elsewhere.working_directory = here.path("missing");
    CHECK_THAT(here.run(elsewhere).start_error.value(), Contains("missing") && Contains("working directory"));
    LaunchRequest pinned = here.request({"true"});
    pinned.cpus = {100'000};
    CHECK_THAT(here.run(pinned).start_error.value(), Contains("100000"));
    CHECK(here.run(here.request({"true"})).exit_code == 0);
}

TEST_CASE("the program is looked for in the request's PATH, never in the caller's") {
    Workplace here;
    const std::string tool = here.path("sub/tool");
    std::filesystem::create_directory(here.path("sub"));
    std::ofstream(tool) << "#!/bin/sh\nexit 7\n";
    LaunchRequest request = here.request({"tool"});
    request.environment = {{"PATH", "/nowhere:sub"}};
    CHECK_THAT(here.run(request).start_error.value(), Contains("sub/tool' is not executable"));
    std::filesystem::permissions(tool, std::filesystem::perms::owner_all);
    CHECK(here.run(request).exit_code == 7);
    request = here.request({"true"});
    request.environment = {};
    CHECK(here.run(request).start_error);
}

TEST_CASE("strings that no process can receive are refused") {
    Workplace here;
    CHECK_THROWS_AS(here.run(here.request({"true", std::string("a\0b", 3)})), Error);
    LaunchRequest request = here.request({"true"});
    request.environment.emplace_back("NAME", std::string("\0", 1));
    CHECK_THROWS_AS(here.run(request), Error);
}

TEST_CASE("output goes to the files asked for, input is empty, old output is gone") {
    Workplace here;
    std::ofstream(here.path("out")) << "old output that is longer than the new one\n";
    CHECK(here.run(here.shell("cat; echo out; echo err >&2")).exit_code == 0);
    CHECK(content(here.path("out")) == "out\n");
    CHECK(content(here.path("err")) == "err\n");
    LaunchRequest silent = here.shell("echo nobody reads this");
    silent.stdout_path.clear();
    CHECK(here.run(silent).exit_code == 0);
}

TEST_CASE("an output file that cannot be created is an error that names it") {
    Workplace here;
    LaunchRequest request = here.request({"true"});
    request.stdout_path = here.path("missing/out");
    CHECK_THROWS_WITH(here.run(request), Contains("missing/out"));
}

TEST_CASE("arguments and environment are exactly what was asked for") {
    Workplace here;
    LaunchRequest request = here.request({"/usr/bin/env"});
    request.environment = {{"A", ""}, {"B", "two words; $(echo no) 'quotes' \n second line"}};
    CHECK(here.run(request).exit_code == 0);
    CHECK(content(here.path("out")) == "A=\nB=two words; $(echo no) 'quotes' \n second line\n");
    CHECK(here.run(here.request({"printf", "%s|", "a b", "", "*", "$HOME"})).exit_code == 0);
    CHECK(content(here.path("out")) == "a b||*|$HOME|");
}

TEST_CASE("a program gets default signal handling, an own group, and dies with its parent") {
    Workplace here;
    sigset_t blocked;
    sigset_t before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    std::signal(SIGPIPE, SIG_IGN);
    const LaunchResult result = here.run(here.request({RATCHET_LAUNCH_PROBE, "state"}));
    std::signal(SIGPIPE, SIG_DFL);
    sigset_t after;
    sigprocmask(SIG_SETMASK, &before, &after);
    CHECK(result.exit_code == 0);
    CHECK(sigismember(&after, SIGUSR1) == 1);
    const std::string state = content(here.path("out"));
    CHECK_THAT(state, Contains("SigBlk:\t0000000000000000"));
    // But for 32 and 33, which the C library keeps for itself.
    CHECK_THAT(state, Catch::Matchers::Matches("[\\s\\S]*SigIgn:\t[0-9a-f]{8}[08]0{7}\n[\\s\\S]*"));
    CHECK_THAT(state, Contains("parent death signal: 9"));
    CHECK_THAT(state, Contains("leads its group: 1"));
}

TEST_CASE("no descriptor of the harness reaches the program, even one that would be inherited") {
    Workplace here;
    const FileDescriptor inheritable(open("/dev/null", O_RDONLY));
    REQUIRE(here.run(here.shell("echo /proc/self/fd/*")).exit_code == 0);
    // The shell's own listing of the directory is the only one beside the three standard ones.
    CHECK_THAT(content(here.path("out")), !Contains("/fd/4"));
}

TEST_CASE("a harness without standard descriptors still gives them to the program") {
    Workplace here;
    const FileDescriptor saved(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10));
    close(STDIN_FILENO);
    const LaunchResult result = here.run(here.shell("cat; echo done; echo error >&2"));
    dup2(saved.get(), STDIN_FILENO);
    CHECK(result.exit_code == 0);
    CHECK(content(here.path("out")) == "done\n");
    CHECK(content(here.path("err")) == "error\n");
}

TEST_CASE("a program is pinned to the CPUs asked for") {
    Workplace here;
    cpu_set_t allowed;
    REQUIRE(sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    int last = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        last = CPU_ISSET(cpu, &allowed) ? cpu : last;
    }
    LaunchRequest request = here.request({RATCHET_LAUNCH_PROBE, "state"});
    request.cpus = {last};
    CHECK(here.run(request).exit_code == 0);
    CHECK_THAT(content(here.path("out")), Contains("Cpus_allowed_list:\t" + std::to_string(last) + "\n"));
    CHECK(here.run(request).last_cpu == last);
    cpu_set_t own;
    sched_getaffinity(0, sizeof own, &own);
    CHECK(CPU_EQUAL(&own, &allowed));
}

TEST_CASE("without address space randomisation a program lies where it lay before, and with it elsewhere") {
    Workplace here;
    const auto stack_of = [&here](bool fixed) {
        LaunchRequest request = here.shell("grep stack /proc/self/maps");
        request.fixed_addresses = fixed;
        const LaunchResult result = here.run(request);
        CAPTURE(result.start_error.value_or(""));
        CHECK(result.exit_code == 0);
        CHECK(result.fixed_addresses == fixed);
        return content(here.path("out"));
    };
    if (content("/proc/sys/kernel/randomize_va_space") == "0\n") {
        WARN("skipped: this host does not randomise addresses at all");
        return;
    }
    std::set<std::string> fixed;
    std::set<std::string> random;
    for (int launch = 0; launch < 5; ++launch) {
        fixed.insert(stack_of(true));
        random.insert(stack_of(false));
    }
    CHECK(fixed.size() == 1);
    CHECK(random.size() > 1);
}

TEST_CASE("a program gets fixed addresses when they are asked for, and the launcher says so") {
    Workplace here;
    LaunchRequest request = here.request({"/bin/cat", "/proc/self/personality"});
    CHECK_FALSE(here.run(request).fixed_addresses);
    CHECK(content(here.path("out")) == "00000000\n");
    request.fixed_addresses = true;
    const LaunchResult result = here.run(request);
    CHECK(result.exit_code == 0);
    CHECK(content(here.path("out")) == (result.fixed_addresses ? "00040000\n" : "00000000\n"));
    if (!result.fixed_addresses) {
        WARN("this system refuses fixed addresses");
    }
    std::ifstream own("/proc/self/personality");
    std::string mine;
    own >> mine;
    CHECK(mine == "00000000");
}

TEST_CASE("peak memory is told only where it must be the program's own") {
    Workplace here;
    const auto peak_rss = [&here](std::size_t mebibytes) {
        const LaunchResult result =
            here.run(here.request({RATCHET_LAUNCH_PROBE, "allocate", std::to_string(mebibytes)}));
        CAPTURE(mebibytes, result.signal.value_or(0), result.timed_out, result.start_error.value_or(""));
        CHECK(result.exit_code == 0);
        CHECK(result.peak_rss_bytes.has_value() != result.peak_rss_at_most_bytes.has_value());
        CHECK(result.peak_rss_at_most_bytes.value_or(INT64_MAX) > static_cast<std::int64_t>(48U << 20U));
        return result.peak_rss_bytes;
    };
    // The kernel's figure for a small program is that of its launcher, however large that was made.
    const std::vector<char> ballast(std::size_t{48} << 20U, 'x');
    CHECK(ballast.back() == 'x');
    CHECK_FALSE(peak_rss(0));
    CHECK_FALSE(peak_rss(20));

    rusage own{};
    getrusage(RUSAGE_SELF, &own);
    const std::size_t more = static_cast<std::size_t>(own.ru_maxrss) / 1024 + 32;
    const std::optional<std::int64_t> large = peak_rss(more);
    REQUIRE(large);
    CHECK(*large > static_cast<std::int64_t>(more << 20U));
    CHECK(*large < static_cast<std::int64_t>((2 * more) << 20U));
}

namespace {

/// Seconds from launch to the moment at which the text was seen.
double ready_after_s(const LaunchResult& result) {
    REQUIRE(result.ready_ns);
    return static_cast<double>(*result.ready_ns - result.started_ns) * 1e-9;
}

LaunchResult run_watched(Workplace& here, const std::string& script) {
    LaunchRequest request = here.shell(script);
    request.ready_text = "listening on";
    return here.run(request);
}

}  // namespace

TEST_CASE("a program is ready when the text is in its output, while it works on") {
    Workplace here;
    const std::string stream = GENERATE("", " >&2");
    const LaunchResult result =
        run_watched(here, "echo starting; sleep 0.05; echo 'now listening on 80'" + stream + "; sleep 1");
    CHECK(ready_after_s(result) >= 0.05);
    CHECK(ready_after_s(result) <= result.process_time_s - 0.5);
    CHECK(content(here.path(stream.empty() ? "out" : "err")).ends_with("now listening on 80\n"));
}

TEST_CASE("a text that is written in parts, last of all, or behind much else is seen") {
    Workplace here;
    CHECK(ready_after_s(run_watched(here, "printf 'listen'; sleep 0.02; printf 'ing on'; sleep 0.1")) < 5);
    const LaunchResult last = run_watched(here, "printf 'listening on'");
    CHECK(ready_after_s(last) <= last.process_time_s);
    CHECK(ready_after_s(
              run_watched(here, "yes | head -c 1000000; echo; echo listening on; yes | head -c 9999")) < 50);
}

TEST_CASE("a program that never says so is never ready, nor is one of which nothing is looked for") {
    Workplace here;
    CHECK_FALSE(run_watched(here, "echo listening; echo on; exit 3").ready_ns);
    CHECK_FALSE(here.run(here.shell("echo listening on")).ready_ns);
    LaunchRequest nowhere = here.shell("echo listening on");
    nowhere.stdout_path = "";
    nowhere.ready_text = "listening on";
    CHECK_FALSE(here.run(nowhere).ready_ns);
    nowhere.argv = {"no-such-program"};
    CHECK_FALSE(here.run(nowhere).ready_ns);
}

TEST_CASE("of two programs each is ready by its own output") {
    Workplace here;
    LaunchRequest early = here.shell("echo up; sleep 1");
    LaunchRequest late = here.shell("sleep 0.6; echo up");
    late.stdout_path = here.path("late");
    early.ready_text = late.ready_text = "up";
    const std::vector<LaunchResult> results = here.launcher.launch_together({early, late});
    CHECK(ready_after_s(results.at(1)) >= 0.6);
    CHECK(*results.at(0).ready_ns < *results.at(1).ready_ns);
}
