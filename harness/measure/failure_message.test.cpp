#include "measure/failure_message.hpp"

#include "catch.hpp"

#include <csignal>
#include <string>

using namespace ratchet;
using Catch::Matchers::Contains;
using Catch::Matchers::Equals;

namespace {

Failure failure(const LaunchResult& launch, std::string_view error_output = {}) {
    const std::optional<Failure> result = process_failure(launch, 540, error_output);
    REQUIRE(result);
    return *result;
}

LaunchResult exited(int code) {
    LaunchResult launch;
    launch.exit_code = code;
    return launch;
}

LaunchResult killed(int number) {
    LaunchResult launch;
    launch.signal = number;
    return launch;
}

}  // namespace

TEST_CASE("a program that ends with exit code 0 did not fail, whatever it says") {
    CHECK_FALSE(process_failure(exited(0), 540, "warning\n"));
}

TEST_CASE("a program that was not started tells why") {
    LaunchResult launch;
    launch.start_error = "'x' does not exist";
    CHECK(failure(launch) == Failure{FailureKind::not_started, "'x' does not exist"});
}

TEST_CASE("a non-zero exit quotes the code and the last line of the error output") {
    CHECK(failure(exited(3)) == Failure{FailureKind::exit_code, "ended with exit code 3"});
    CHECK_THAT(failure(exited(3), "one\ntwo\n\n  \n").message,
               Equals("ended with exit code 3; it said last: two"));
    CHECK_THAT(failure(exited(3), "only").message, Equals("ended with exit code 3; it said last: only"));
    CHECK_THAT(failure(exited(3), "a\nb\r\n").message, Equals("ended with exit code 3; it said last: b"));
}

TEST_CASE("a crash is named by its signal") {
    CHECK(failure(killed(SIGSEGV)) ==
          Failure{FailureKind::crashed, "killed by SIGSEGV (Segmentation fault)"});
    CHECK_THAT(failure(killed(SIGKILL)).message, Contains("SIGKILL") && Contains("memory"));
    CHECK_THAT(failure(killed(SIGRTMIN + 3)).message, Contains(std::to_string(SIGRTMIN + 3)));
    CHECK_THAT(failure(killed(SIGABRT), "terminate called\n").message,
               Contains("SIGABRT") && Contains("terminate called"));
}

TEST_CASE("a time-out tells the limit, however the program ended then") {
    LaunchResult launch = killed(SIGKILL);
    launch.timed_out = true;
    CHECK(failure(launch).kind == FailureKind::timed_out);
    CHECK_THAT(failure(launch).message, Contains("540 s") && Contains("TIMEOUT") && !Contains("SIGKILL"));
    launch = exited(0);
    launch.timed_out = true;
    CHECK(failure(launch).kind == FailureKind::timed_out);
}

TEST_CASE("what a program said can neither control the terminal nor flood it") {
    CHECK_THAT(failure(exited(1), "\x1b[31mred\xff").message, !Contains("\x1b") && Contains("red"));
    CHECK(failure(exited(1), std::string(4096, 'x')).message.size() < 300);
}
