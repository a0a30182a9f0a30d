#include "report/profile_wording.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

TEST_CASE("every rung has words of its own, and only callgrind does not sample") {
    std::vector<std::string> told;
    for (const ProfileRung rung : {ProfileRung::kernel_and_user, ProfileRung::user_only,
                                   ProfileRung::gperftools, ProfileRung::callgrind, ProfileRung::imported}) {
        for (const std::string& other : told) {
            CHECK(rung_in_words(rung) != other);
        }
        told.push_back(rung_in_words(rung));
        CHECK_FALSE(told.back().empty());
        CHECK(is_sampled(rung) == (rung != ProfileRung::callgrind));
    }
}

TEST_CASE("shares of lost samples are of all that should have been, the others of those in the profile") {
    const SampleFaults faults{.samples = 300, .lost = 100, .throttled = 2, .truncated = 30, .unrooted = 3};
    CHECK(lost_share(faults) == 0.25);
    CHECK(truncated_share(faults) == 0.1);
    CHECK(unrooted_share(faults) == 0.01);
    CHECK(faults_in_words(faults) ==
          "lost 100 (25.0 %), truncated 30 (10.0 %), unrooted 3 (1.0 %), throttled 2 times");
    CHECK(faults_in_words({}) ==
          "lost 0 (0.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times");
    CHECK(lost_share({.lost = 5}) == 1);
}

TEST_CASE("what a record tells of its samples is added up over profiles") {
    ProfileRecord record;
    record.samples = 1;
    record.throttled = record.truncated = record.unrooted = 0;
    record.lost = 2;
    record.throttled = 3;
    record.truncated = 4;
    record.unrooted = 5;
    SampleFaults sum = faults_of(record);
    sum += faults_of(record);
    CHECK(faults_in_words(sum) ==
          "lost 4 (66.7 %), truncated 8 (400.0 %), unrooted 10 (500.0 %), throttled 6 times");
}

TEST_CASE("what is not known is not said, and not known of a sum either") {
    const SampleFaults unknown{.samples = 10, .lost = {}, .throttled = {}, .truncated = {}, .unrooted = 1};
    CHECK(faults_in_words(unknown) == "unrooted 1 (10.0 %)");
    CHECK_FALSE(lost_share(unknown));
    CHECK(doubts_about(unknown).size() == 2);  // few samples, and unrooted ones
    SampleFaults sum{.samples = 10, .lost = 1};
    sum += unknown;
    CHECK_FALSE(sum.lost);
    CHECK(sum.unrooted == 1);
    CHECK(faults_in_words({.samples = 10, .lost = {}, .throttled = {}, .truncated = {}, .unrooted = {}})
              .empty());
}

TEST_CASE("what makes a profile doubtful is said from its limit on") {
    SampleFaults faults{.samples = 1000};
    CHECK(doubts_about(faults).empty());
    faults.lost = 10;  // of 1010: less than 1 %
    CHECK(doubts_about(faults).empty());
    faults.lost = 11;
    CHECK(doubts_about(faults) ==
          std::vector<std::string>{"unreliable: 1.1 % of the samples were lost; a lower frequency, or "
                                   "'ratchet exec --profile --stacks fp', loses fewer"});
    faults = {.samples = 1000, .throttled = 10, .truncated = 50, .unrooted = 50};
    CHECK(doubts_about(faults).empty());
    faults = {.samples = 1000, .throttled = 11, .truncated = 51, .unrooted = 52};
    const auto doubts = doubts_about(faults);
    REQUIRE(doubts.size() == 3);
    CHECK_THAT(doubts[0], Contains("lower frequency"));
    CHECK_THAT(doubts[1], Contains("5.1 %") && Contains("[truncated]"));
    CHECK_THAT(doubts[2], Contains("5.2 %") && Contains("begin in the middle"));
    CHECK(doubts_about({.samples = 100}).empty());
    CHECK_THAT(doubts_about({.samples = 99}).at(0), Contains("99 samples say little"));
}
