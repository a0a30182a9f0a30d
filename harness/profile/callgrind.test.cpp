#include "profile/callgrind.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <algorithm>
#include <csignal>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

constexpr auto beginning =
    "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npid: 7890\ncmd:  ./t\npart: 1\n\n\n"
    "desc: I1 cache: \ndesc: Timerange: Basic block 0 - 397531\n"
    "desc: Trigger: --dump-before=ratchet_counting_ends\n\npositions: line\nevents: Ir\nsummary: 300090\n\n";
constexpr auto end = "cfn=(1090)\ncalls=0 0 \n58 300090\n\ntotals: 300090\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("a file of callgrind's tells version, total and what it was written at") {
    const CallgrindTotal total = read_callgrind_total(beginning, end, "callgrind.out.7.1");
    CHECK(total.source == "callgrind 3.19.0");
    CHECK(total.instructions == 300'090);
    CHECK(total.of_iterations);
    const std::string at_exit = with(beginning, "--dump-before=ratchet_counting_ends", "Program termination");
    CHECK_FALSE(read_callgrind_total(at_exit, end, "x").of_iterations);
    CHECK(read_callgrind_total(beginning, std::string("totals: 7\n") + end, "x").instructions == 300'090);
    CHECK(read_callgrind_total(beginning, "totals: 18446744073709551615", "x").instructions ==
          18'446'744'073'709'551'615U);
}

TEST_CASE("what is no total of instructions is refused, and never 0") {
    const auto refused = [](const std::string& head, const std::string& tail, const char* why) {
        CHECK_THROWS_WITH(read_callgrind_total(head, tail, "callgrind.out.7"),
                          Contains("callgrind.out.7") && Contains(why));
    };
    refused("", "", "no version");
    refused(with(beginning, "creator: callgrind-3", "creator: cachegrind-3"), end, "no version");
    refused(with(beginning, "events: Ir", "events: Ir Dr"), end, "other events");
    refused(beginning, "", "no total");
    refused(beginning, "totals: \n", "no total");
    refused(beginning, "totals: 12x\n", "no total");
    refused(beginning, "totals: -1\n", "no total");
    refused(beginning, "totals: 99999999999999999999\n", "no total");
}

TEST_CASE("iterations are told apart by functions, and turned on after the toggles that turn them off") {
    const auto arguments = callgrind_arguments(MetricScope::iteration, "/tmp/x/out");
    CHECK(arguments.front() == "valgrind");
    CHECK(std::ranges::find(arguments, "--callgrind-out-file=/tmp/x/out.%p") != arguments.end());
    CHECK(std::ranges::find(arguments, "--cache-sim=no") != arguments.end());
    CHECK(arguments.back() == "--collect-atstart=yes");
    CHECK(std::ranges::find(arguments, "--trace-children=yes") == arguments.end());
}

TEST_CASE("a whole process is followed with its children, each counted once") {
    const auto arguments = callgrind_arguments(MetricScope::whole_process, "/tmp/x/out");
    CHECK(std::ranges::find(arguments, "--trace-children=yes") != arguments.end());
    CHECK(std::ranges::find(arguments, "--dump-before=_Fork") != arguments.end());
    CHECK(std::ranges::none_of(arguments, [](const std::string& argument) {
        return argument.find("ratchet_") != std::string::npos;
    }));
}

TEST_CASE("where counts are to be looked at, one iteration will do, and one to warm up") {
    const Plan plan{.iterations = 40, .warmup_iterations = 7, .batch = 3, .looks = {9, 14}, .seed = 5};
    const Plan shorter = callgrind_plan(plan);
    CHECK(shorter == Plan{.iterations = 1, .warmup_iterations = 1, .batch = 3, .looks = {9, 14}, .seed = 5});
    CHECK(callgrind_plan({.iterations = 1, .looks = {9}}).warmup_iterations == 0);
}

TEST_CASE("an instruction that valgrind does not know has its remedy told") {
    CHECK_THAT(valgrind_hint(SIGILL), Contains("AVX-512"));
    CHECK(valgrind_hint(SIGSEGV).empty());
    CHECK(valgrind_hint(std::nullopt).empty());
}
