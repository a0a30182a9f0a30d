#include "profile/top_table.hpp"

#include "catch.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile sampled_profile() {
    TakenProfile profile;
    Stacks& stacks = profile.stacks;
    const FrameIndex main = stacks.index_of("main", "program");
    const FrameIndex search = stacks.index_of("search(Tree&, int)", "program");
    const FrameIndex malloc = stacks.index_of("malloc", "libc.so.6");
    stacks.add(std::vector{main, search}, 750);
    stacks.add(std::vector{main, search, malloc}, 250);
    profile.rung = ProfileRung::user_only;
    profile.why_no_better = "perf_event_paranoid is 2";
    profile.frequency_hz = 999;
    profile.duration_s = 1.5;
    profile.lost = profile.throttled = profile.truncated = profile.unrooted = 0;
    return profile;
}

}  // namespace

TEST_CASE("the table of functions, whole") {
    CHECK(write_top(sampled_profile()) ==
          "1000 samples in 2 different stacks; sampled by the kernel's perf events, user functions alone, "
          "999 Hz for 1.50 s\n"
          "lost 0 (0.0 %), truncated 0 (0.0 %), unrooted 0 (0.0 %), throttled 0 times\n"
          "no better profile: perf_event_paranoid is 2\n"
          "\n"
          "By self: in the function's own code\n"
          "\n"
          "     self             95 %             count  module     function\n"
          "   75.0 %      72.2-77.6 %               750  program    search(Tree&, int)\n"
          "   25.0 %      22.4-27.8 %               250  libc.so.6  malloc\n"
          "\n"
          "By inclusive: in the function and what it calls\n"
          "\n"
          "inclusive             95 %             count  module     function\n"
          "  100.0 %     99.6-100.0 %              1000  program    search(Tree&, int)\n"
          "  100.0 %     99.6-100.0 %              1000  program    main\n"
          "   25.0 %      22.4-27.8 %               250  libc.so.6  malloc\n");
}

TEST_CASE("the table says how many functions it leaves out") {
    const std::string text = write_top(sampled_profile(), 1);
    CHECK_THAT(text, Contains("own code (the first 1 of 2)"));
    CHECK_THAT(text, Contains("what it calls (the first 1 of 3)"));
    CHECK_THAT(text, !Contains("malloc"));
}

TEST_CASE("instructions are exact, and hostile names stay on their line") {
    TakenProfile profile;
    profile.unit = "instructions";
    profile.rung = ProfileRung::callgrind;
    profile.stacks.add(std::vector{profile.stacks.index_of("a\nb\xff<script>", "m\x1b[0m")}, 7);
    const std::string text = write_top(profile);
    CHECK_THAT(text, Contains("7 instructions in 1 different stacks"));
    CHECK_THAT(text, Contains("exact                 7  m\\x1b[0m  a\\nb\\xff<script>\n"));
    CHECK_THAT(text, !Contains("lost"));
}

TEST_CASE("a profile without samples says so and has no table") {
    const std::string text = write_top({});
    CHECK_THAT(text, Contains("note: there are no samples"));
    CHECK_THAT(text, !Contains("function\n"));
}
