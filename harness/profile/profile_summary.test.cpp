#include "profile/profile_summary.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Contains;

namespace {

TakenProfile summarised_profile(std::string_view folded) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    return profile;
}

}  // namespace

TEST_CASE("frequency and time are told as far as they are known") {
    TakenProfile profile;
    CHECK(sampling_in_words(profile).empty());
    profile.duration_s = 0.0123;
    CHECK(sampling_in_words(profile) == "for 12.3 ms");
    profile.frequency_hz = 999;
    CHECK(sampling_in_words(profile) == "999 Hz for 12.3 ms");
    profile.duration_s.reset();
    profile.frequency_hz = 0.5;
    CHECK(sampling_in_words(profile) == "0.5 Hz");
}

TEST_CASE("what a summary says, whole") {
    TakenProfile profile = summarised_profile("main;a 190\n[truncated];b 10\n");
    profile.rung = ProfileRung::gperftools;
    profile.why_no_better = "EPERM\x1b[2J";
    profile.frequency_hz = 250;
    profile.lost = 50;
    profile.throttled = 1;
    profile.truncated = 10;
    profile.unrooted = 0;
    CHECK(summary_lines(profile) ==
          "200 samples in 2 different stacks; sampled by gperftools' libprofiler.so, user functions alone, "
          "250 Hz\n"
          "lost 50 (20.0 %), truncated 10 (5.0 %), unrooted 0 (0.0 %), throttled 1 times\n"
          "no better profile: EPERM\\x1b[2J\n"
          "note: unreliable: 20.0 % of the samples were lost; a lower frequency, or 'ratchet exec --profile "
          "--stacks fp', loses fewer\n");
}

TEST_CASE("a profile that has seen little of the CPU time says so") {
    TakenProfile profile = summarised_profile("main;a 200\n");
    profile.frequency_hz = 1000;
    profile.cpu_s = 0.4;
    CHECK(doubts_about(profile).empty());
    profile.cpu_s = 0.41;
    REQUIRE(doubts_about(profile).size() == 1);
    CHECK_THAT(doubts_about(profile)[0], Contains("200 ms of 410 ms of CPU time") && Contains("--frequency"));
    profile.lost = 10;
    CHECK_THAT(doubts_about(profile)[0], Contains("were lost"));
    CHECK(doubts_about(profile).size() == 1);
    profile.lost = 0;
    profile.frequency_hz.reset();
    CHECK(doubts_about(profile).empty());
}

TEST_CASE("counted instructions have no losses and no doubts, however few they are") {
    TakenProfile profile = summarised_profile("main 7\n");
    profile.unit = "instructions";
    profile.rung = ProfileRung::callgrind;
    profile.unrooted = 7;
    CHECK(losses_in_words(profile).empty());
    CHECK(doubts_about(profile).empty());
    CHECK(summary_lines(profile) ==
          "7 instructions in 1 different stacks; instructions counted by callgrind, shared out over its call "
          "graph "
          "(an estimate)\n");
    profile.unit = "<b>\n";
    CHECK_THAT(summary_lines(profile), Contains("7 <b>\\n in 1"));
}

TEST_CASE("an empty profile is doubted for that alone") {
    CHECK(doubts_about(TakenProfile{}) ==
          std::vector<std::string>{"there are no samples: the program ran too briefly, or slept"});
    CHECK(summary_lines({}) ==
          "0 samples in 0 different stacks; read from a file\n"
          "note: there are no samples: the program ran too briefly, or slept\n");
}
