#include "profile/profile_parts.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "testing/timed_stacks.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;
using testing::ms;
using testing::Sampled;

TEST_CASE("the part until ready has the samples of the windows alone, with what is known of them") {
    Sampled sampled;
    sampled.at(1, "ab").at(2, "ac").at(5, "ab").at(10, "ab").at(11, "ad").at(15, "ab");
    sampled.profile.timed[1].truncated = true;
    sampled.profile.timed[2].truncated = true;
    sampled.profile.timed[4].unrooted = true;
    sampled.profile.throttled = 0;
    sampled.profile.truncated = 2;
    sampled.profile.unrooted = 1;
    sampled.profile.lost = 3;
    sampled.profile.cpu_s = 1;
    sampled.profile.memory = {{2 * ms, 7, 1}, {6 * ms, 7, 2}, {11 * ms, 8, 3}};
    const TakenProfile part = until_ready(sampled.profile, {{0, 2 * ms}, {10 * ms, 14 * ms}});
    CHECK(part.stacks.samples() == 4);
    CHECK(part.stacks.size() == 3);
    CHECK(part.truncated == 1);
    CHECK(part.unrooted == 1);
    CHECK(part.lost == 3);
    CHECK_FALSE(part.cpu_s);
    CHECK(part.until_ready_s == Approx(0.003));
    CHECK(part.duration_s == Approx(0.006));
    CHECK(part.frequency_hz == 1000);
    REQUIRE(part.timed.size() == 4);
    CHECK(part.timed[3].at_ns == 11 * ms);
    CHECK(part.stacks[part.timed[0].stack].samples == 2);
    CHECK(part.stacks.frames()[part.stacks[part.timed[3].stack].frames[1]].function == "d");
    REQUIRE(part.memory.size() == 2);
    CHECK(part.memory[1].process == 8);
}

TEST_CASE("a start-up that no sample lies in has none, and one that outlasts what is known is an error") {
    Sampled sampled;
    sampled.at(5, "a");
    CHECK(until_ready(sampled.profile, {{0, 2 * ms}}).stacks.empty());
    CHECK_THROWS_WITH(until_ready(sampled.profile, {}), Contains("no start-up"));
    sampled.profile.untimed = 1;
    CHECK(until_ready(sampled.profile, {{0, 5 * ms}}).stacks.samples() == 1);
    CHECK_THROWS_WITH(until_ready(sampled.profile, {{0, 6 * ms}}), Contains("--frequency"));
}

TEST_CASE("profiles of several runs are one, with what was counted added up") {
    Sampled first;
    first.profile.truncated = 0;
    first.at(1, "ab").at(2, "ac");
    first.profile.lost = 1;
    first.profile.memory = {{1 * ms, 7, 1}};
    Sampled second;
    second.at(11, "x", 8).at(12, "ab", 8);
    second.profile.lost = 2;
    second.profile.truncated = 3;
    second.profile.memory = {{11 * ms, 8, 2}};
    const TakenProfile all = joined_profiles({first.profile, second.profile});
    CHECK(all.stacks.samples() == 4);
    CHECK(all.stacks.size() == 3);
    CHECK(all.lost == 3);
    CHECK(all.truncated == 3);
    CHECK(all.frequency_hz == 1000);
    REQUIRE(all.timed.size() == 4);
    CHECK(all.timed[3].stack == all.timed[0].stack);
    CHECK(all.stacks[all.timed[3].stack].samples == 2);
    CHECK(all.memory.size() == 2);
    CHECK_THROWS_AS(joined_profiles({}), Error);
}
