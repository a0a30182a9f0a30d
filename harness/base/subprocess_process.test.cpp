#include "base/subprocess_process.hpp"

#include "catch.hpp"

#include <array>
#include <csignal>
#include <filesystem>

#include <poll.h>
#include <unistd.h>

using namespace std::chrono_literals;
using ratchet::run_subprocess;
using ratchet::SubprocessOptions;
using ratchet::SubprocessResult;

namespace {

SubprocessResult shell(const std::string& script, std::chrono::milliseconds timeout = 60s,
                       const SubprocessOptions& options = {}) {
    return run_subprocess({"/bin/sh", "-c", script}, "", timeout, options);
}

}  // namespace

TEST_CASE("a program's output, messages and exit code are told apart") {
    const SubprocessResult result = shell("echo out; echo err >&2; exit 3");
    CHECK(result.exit_code == 3);
    CHECK_FALSE(result.succeeded());
    CHECK(result.output == "out\n");
    CHECK(result.error_output == "err\n");
    CHECK_FALSE(result.signal);
    CHECK_FALSE(result.timed_out);
    CHECK(shell("exit 0").succeeded());
}

TEST_CASE("arguments reach the program as they are, with no shell between") {
    const SubprocessResult result =
        run_subprocess({"printf", "%s|", "a b", "$(echo x); `y`", "", "*", "\"'\\"}, "", 60s);
    CHECK(result.output == "a b|$(echo x); `y`||*|\"'\\|");
}

TEST_CASE("a program that cannot be started is told by name") {
    const SubprocessResult missing = run_subprocess({"/nonexistent/program"}, "", 60s);
    REQUIRE(missing.start_error);
    CHECK_THAT(*missing.start_error, Catch::Contains("/nonexistent/program"));
    CHECK_FALSE(missing.exit_code);
    CHECK_FALSE(missing.succeeded());

    CHECK(run_subprocess({"true"}, "/nonexistent/directory", 60s).start_error);
}

TEST_CASE("a program runs in the directory and environment it is given, and in nothing else") {
    SubprocessOptions options;
    options.environment = std::map<std::string, std::string>{{"ONLY", "a=b"}};
    const SubprocessResult result = run_subprocess({"/usr/bin/env"}, "", 60s, options);
    CHECK(result.output == "ONLY=a=b\n");

    const std::string root = std::filesystem::temp_directory_path().root_path();
    CHECK(run_subprocess({"pwd"}, root, 60s).output == root + "\n");
    CHECK(run_subprocess({"cat"}, "", 60s).output.empty());
}

TEST_CASE("the time-out kills the program and its children") {
    std::array<int, 2> witness{};  // open for writing as long as anything of the program's lives
    REQUIRE(::pipe(witness.data()) == 0);
    const SubprocessResult result = shell("trap '' TERM; sleep 1000 & echo started; wait", 300ms);
    ::close(witness[1]);
    pollfd end{witness[0], POLLIN, 0};
    CHECK(::poll(&end, 1, 10'000) == 1);
    ::close(witness[0]);
    CHECK(result.timed_out);
    CHECK(result.signal == SIGKILL);
    CHECK(result.output == "started\n");
}

TEST_CASE("a program that writes for ever is bounded in memory and time") {
    SubprocessOptions options;
    options.max_output = 1000;
    const SubprocessResult result = shell("exec yes", 300ms, options);
    CHECK(result.timed_out);
    CHECK(result.truncated);
    CHECK(result.output.size() == 1000);
}

TEST_CASE("output larger than a pipe is read whole, on both streams at once") {
    const std::string fill = "head -c 300000 /dev/zero | tr '\\0' ";
    const SubprocessResult result = shell(fill + "e >&2; " + fill + "o");
    CHECK(result.succeeded());
    CHECK(result.output == std::string(300000, 'o'));
    CHECK(result.error_output == std::string(300000, 'e'));
}

TEST_CASE("exactly the bytes allowed are not called truncated") {
    SubprocessOptions options;
    options.max_output = 4;
    CHECK_FALSE(shell("printf 1234", 60s, options).truncated);
    const SubprocessResult longer = shell("printf 12345", 60s, options);
    CHECK(longer.truncated);
    CHECK_FALSE(longer.succeeded());
    CHECK(longer.output == "1234");
}

TEST_CASE("a descendant that holds the output open does not delay the result") {
    const SubprocessResult result = shell("sleep 1000 & echo $!", 60s);
    CHECK(result.succeeded());
    ::kill(std::stoi(result.output), SIGKILL);
}

TEST_CASE("a program that closes its output early is waited for") {
    CHECK(shell("exec >&- 2>&-; sleep 0.05; exit 7").exit_code == 7);
}

TEST_CASE("signals that this process ignores are not ignored by the program") {
    const auto previous = std::signal(SIGPIPE, SIG_IGN);
    const SubprocessResult result = shell("kill -PIPE $$; echo survived");
    std::signal(SIGPIPE, previous);
    CHECK(result.signal == SIGPIPE);
    CHECK(result.output.empty());
}

TEST_CASE("a program whose result nobody waits for any more is asked to end") {
    int asked = 0;
    ratchet::SubprocessOptions options;
    options.cancelled = [&] { return ++asked > 2; };
    const ratchet::SubprocessResult result =
        ratchet::run_subprocess({"sleep", "1000"}, "", std::chrono::hours(1), options);
    CHECK(result.cancelled);
    CHECK_FALSE(result.timed_out);
    CHECK(result.signal == SIGTERM);
}
