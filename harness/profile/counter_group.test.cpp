#include "profile/counter_group.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cerrno>
#include <cstdint>
#include <cstring>

using namespace ratchet;
using Catch::Contains;

namespace {

/// As the kernel would write them.
std::string kernel_bytes(const std::vector<std::uint64_t>& numbers) {
    std::string bytes(numbers.size() * sizeof(std::uint64_t), '\0');
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    return bytes;
}

std::string why_group_refused(const std::string& bytes, const std::vector<std::string>& opened) {
    try {
        read_counter_group(bytes, opened);
        return "nothing was thrown";
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::measurement);
        return error.what();
    }
}

const std::vector<std::string> two_events{"instructions", "cycles"};

}  // namespace

TEST_CASE("the kernel's numbers are read in the order in which the events were opened") {
    const CpuCounters counters = read_counter_group(kernel_bytes({2, 1000, 250, 300, 200}), two_events);
    CHECK(counters.counted == std::map<std::string, std::uint64_t>{{"instructions", 300}, {"cycles", 200}});
    CHECK(counters.missing.empty());
    CHECK(counters.enabled_ns == 1000);
    CHECK(counters.running_ns == 250);
    CHECK(event_count(counters, "cycles") == 800.0);
    const std::uint64_t most = ~std::uint64_t{0};
    CHECK(read_counter_group(kernel_bytes({1, 5, 5, most}), {"cycles"}).counted.at("cycles") == most);
}

TEST_CASE("an event that never happened is counted as none, if others did") {
    const CpuCounters counters = read_counter_group(kernel_bytes({2, 10, 10, 300, 0}), two_events);
    CHECK(counters.counted.at("cycles") == 0);
}

TEST_CASE("what tells no count is refused, with what to do") {
    CHECK_THAT(why_group_refused("", two_events), Contains("0 bytes of 2 events"));
    CHECK_THAT(why_group_refused(kernel_bytes({2, 10, 10, 300}), two_events), Contains("32 bytes"));
    CHECK_THAT(why_group_refused(kernel_bytes({2, 10, 10, 300, 200}).substr(1), two_events),
               Contains("39 bytes"));
    CHECK_THAT(why_group_refused(kernel_bytes({3, 10, 10, 300, 200}), two_events),
               Contains("makes no sense"));
    CHECK_THAT(why_group_refused(kernel_bytes({0, 10, 10}), {}), Contains("makes no sense"));
    CHECK_THAT(why_group_refused(kernel_bytes({2, 0, 0, 0, 0}), two_events), Contains("never on a CPU"));
    CHECK_THAT(why_group_refused(kernel_bytes({2, 10, 0, 0, 0}), two_events),
               Contains("kernel.nmi_watchdog=0"));
    CHECK_THAT(why_group_refused(kernel_bytes({2, 10, 10, 0, 0}), two_events),
               Contains("stand still") && Contains("PROFILER callgrind"));
}

TEST_CASE("no counters and no leave to count are told apart") {
    for (const int error : {ENOENT, EOPNOTSUPP, ENODEV, EINVAL}) {
        CHECK_THAT(why_no_counters(error, 2), Contains("no counters of events") && Contains("with a PMU") &&
                                                  Contains("PROFILER callgrind"));
    }
    CHECK_THAT(why_no_counters(ENOENT, 2), Contains("No such file or directory"));
    CHECK_THAT(why_no_counters(EACCES, 3), Contains("kernel.perf_event_paranoid=2"));
    CHECK_THAT(why_no_counters(EPERM, 2), Contains("--cap-add=PERFMON") && !Contains("no counters"));
    CHECK_THAT(why_no_counters(ENOSYS, std::nullopt), Contains("without perf events"));
    CHECK_THAT(why_not_in_group(EINVAL), Contains("not together with the others"));
    CHECK_THAT(why_not_in_group(EMFILE), Contains("Too many open files"));
}
