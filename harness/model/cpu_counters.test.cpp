#include "model/cpu_counters.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

CpuCounters counted_half_the_time() {
    return {.counted = {{cpu_event::instructions, 3000}, {cpu_event::cycles, 2000}, {cpu_event::branches, 0}},
            .missing = {{cpu_event::cache_misses, "unknown"}},
            .enabled_ns = 1000,
            .running_ns = 500};
}

}  // namespace

TEST_CASE("events that were counted for a part of the time are scaled up to the whole, ratios are not") {
    const CpuCounters counters = counted_half_the_time();
    CHECK(is_scaled(counters));
    CHECK(counted_share(counters) == 0.5);
    CHECK(event_count(counters, cpu_event::instructions) == 6000.0);
    CHECK(event_count(counters, cpu_event::branches) == 0.0);
    CHECK(events_per(counters, cpu_event::instructions, cpu_event::cycles) == 1.5);
    CHECK(event_counts(counters) ==
          std::map<std::string, double>{{"branches", 0}, {"cycles", 4000}, {"instructions", 6000}});
}

TEST_CASE("events that were counted all the time are as they were counted, to the last one") {
    CpuCounters counters = counted_half_the_time();
    counters.counted["instructions"] = 9'007'199'254'740'991;  // 2^53 - 1
    for (const std::uint64_t running : {std::uint64_t{1000}, std::uint64_t{1001}}) {
        counters.running_ns = running;
        CHECK_FALSE(is_scaled(counters));
        CHECK(counted_share(counters) == 1);
        CHECK(event_count(counters, "instructions") == 9'007'199'254'740'991.0);
    }
}

TEST_CASE("what was not counted has no count and no ratio, and nothing is divided by none") {
    const CpuCounters counters = counted_half_the_time();
    CHECK_FALSE(event_count(counters, cpu_event::cache_misses));
    CHECK_FALSE(events_per(counters, cpu_event::cache_misses, cpu_event::instructions));
    CHECK_FALSE(events_per(counters, cpu_event::instructions, cpu_event::cache_misses));
    CHECK_FALSE(events_per(counters, cpu_event::instructions, cpu_event::branches));
}
