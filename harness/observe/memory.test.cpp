#include "observe/memory.hpp"

#include "catch.hpp"
#include "observe/memory_linux.hpp"

#include <limits>

#include <unistd.h>

using namespace ratchet;

TEST_CASE("resident memory is the second number of statm, in pages") {
    CHECK(resident_bytes("5820 1250 1093 5 0 480 0\n", 4096) == 1250 * 4096);
    CHECK(resident_bytes("1 2", 16384) == 32768);
    CHECK_FALSE(resident_bytes("0 0 0 0 0 0 0\n", 4096));  // it is ending
    CHECK_FALSE(resident_bytes("", 4096));
    CHECK_FALSE(resident_bytes("17", 4096));
    CHECK_FALSE(resident_bytes("1 x", 4096));
    CHECK_FALSE(resident_bytes("1 -2", 4096));
    CHECK_FALSE(resident_bytes("1 18446744073709551615", 4096));
    CHECK_FALSE(resident_bytes("1 99999999999999999999", 4096));
}

TEST_CASE("a process that is watched is looked at until it has gone, and nobody twice at a time") {
    const auto self = static_cast<std::uint32_t>(getpid());
    MemoryWatch watch(5);
    watch.look(0);
    watch.see(self);
    watch.see(self);
    watch.see(std::numeric_limits<std::uint32_t>::max());  // no process has this number
    for (const std::int64_t at_ns : {1'000'000'000, 1'001'000'000, 1'100'000'000}) {
        watch.look(at_ns);
    }
    const std::vector<TimedMemory> values = watch.take();
    REQUIRE(values.size() == 2);  // the second look came too early
    CHECK(values[0].at_ns == 1'000'000'000);
    CHECK(values[1].at_ns == 1'100'000'000);
    CHECK(values[0].process == self);
    CHECK(values[0].resident_bytes > 100'000);
}

TEST_CASE("no more values than were asked for are kept") {
    MemoryWatch watch(2);
    watch.see(static_cast<std::uint32_t>(getpid()));
    for (std::int64_t i = 1; i < 10; ++i) {
        watch.look(i * 1'000'000'000);
    }
    CHECK(watch.take().size() == 2);
}
