#include "profile/counters_linux.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/counter_group.hpp"

#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

#include <fcntl.h>
#include <linux/perf_event.h>

using namespace ratchet;
using Catch::Contains;

namespace {

/// A kernel that refuses some events and tells the same numbers whenever it is asked.
struct FakeKernel {
    std::map<std::uint64_t, int> refused;  ///< event to error
    std::vector<std::uint64_t> numbers;
    std::vector<std::pair<std::uint64_t, int>> asked;  ///< event and leader, in order
    std::vector<int> opened;
    int read_from = -1;

    CounterCalls calls() {
        return {[this](std::uint64_t event, int leader) {
                    asked.emplace_back(event, leader);
                    if (const auto found = refused.find(event); found != refused.end()) {
                        return -found->second;
                    }
                    opened.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
                    return opened.back();
                },
                [this](int descriptor) {
                    read_from = descriptor;
                    std::string bytes(numbers.size() * sizeof(std::uint64_t), '\0');
                    std::memcpy(bytes.data(), numbers.data(), bytes.size());
                    return bytes;
                },
                [] { return std::optional(3); }};
    }
};

}  // namespace

TEST_CASE("five events are one group: the first leads, and its descriptor tells all of them") {
    FakeKernel kernel;
    kernel.numbers = {5, 1000, 1000, 50, 40, 30, 20, 10};
    const CounterGroup group(kernel.calls());
    const int leader = kernel.opened.front();
    CHECK(kernel.asked ==
          std::vector<std::pair<std::uint64_t, int>>{{PERF_COUNT_HW_INSTRUCTIONS, -1},
                                                     {PERF_COUNT_HW_CPU_CYCLES, leader},
                                                     {PERF_COUNT_HW_BRANCH_INSTRUCTIONS, leader},
                                                     {PERF_COUNT_HW_BRANCH_MISSES, leader},
                                                     {PERF_COUNT_HW_CACHE_MISSES, leader}});
    const CpuCounters counters = group.read();
    CHECK(kernel.read_from == leader);
    CHECK(counters.counted == std::map<std::string, std::uint64_t>{{"instructions", 50},
                                                                   {"cycles", 40},
                                                                   {"branches", 30},
                                                                   {"branch_misses", 20},
                                                                   {"cache_misses", 10}});
    CHECK(counters.missing.empty());
    CHECK_FALSE(is_scaled(counters));
}

TEST_CASE("an event that the CPU lacks is left out, with the reason, and the others are not shifted") {
    FakeKernel kernel;
    kernel.refused = {{PERF_COUNT_HW_BRANCH_INSTRUCTIONS, ENOENT}, {PERF_COUNT_HW_CACHE_MISSES, EINVAL}};
    kernel.numbers = {3, 1000, 500, 50, 40, 20};
    const CpuCounters counters = CounterGroup(kernel.calls()).read();
    CHECK(counters.counted ==
          std::map<std::string, std::uint64_t>{{"instructions", 50}, {"cycles", 40}, {"branch_misses", 20}});
    CHECK(counters.missing.size() == 2);
    CHECK_THAT(counters.missing.at("branches"), Contains("does not count it"));
    CHECK_THAT(counters.missing.at("cache_misses"), Contains("not together with the others"));
    CHECK(event_count(counters, "branch_misses") == 40.0);
}

TEST_CASE("without the first event there is no group: no PMU, or no leave") {
    FakeKernel none;
    none.refused = {{PERF_COUNT_HW_INSTRUCTIONS, ENOENT}};
    CHECK_THROWS_WITH(CounterGroup(none.calls()), Contains("no counters of events"));
    CHECK(none.asked.size() == 1);
    FakeKernel denied;
    denied.refused = {{PERF_COUNT_HW_INSTRUCTIONS, EACCES}};
    CHECK_THROWS_WITH(CounterGroup(denied.calls()), Contains("kernel.perf_event_paranoid=2"));
}

TEST_CASE("descriptors are closed with the group") {
    FakeKernel kernel;
    { const CounterGroup group(kernel.calls()); }
    REQUIRE(kernel.opened.size() == counter_group_events.size());
    for (const int descriptor : kernel.opened) {
        CHECK(fcntl(descriptor, F_GETFD) == -1);
    }
}
