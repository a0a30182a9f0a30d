#include "profile/hot_functions.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;

TEST_CASE("self time is the innermost function's, and a recursion counts once in the inclusive one") {
    const Stacks stacks = read_folded(
        "main;walk;walk;walk 5\n"
        "main;walk;leaf 4\n"
        "main;b 1\n"
        "main;a 1\n",
        "test");
    const auto functions = hot_functions(stacks, 10);
    REQUIRE(functions.size() == 4);
    CHECK(functions[0].frame.function == "walk");
    CHECK(functions[0].self == 5);
    CHECK(functions[0].inclusive == 9);
    CHECK(functions[1].frame.function == "leaf");
    CHECK(functions[2].frame.function == "a");
    CHECK(functions[3].frame.function == "b");
    CHECK(hot_functions(stacks, 1).size() == 1);
    CHECK(hot_functions(Stacks(), 5).empty());
}

TEST_CASE("a profile says how it was come by and what it lacks") {
    TakenProfile profile;
    profile.stacks = read_folded("main 90\n[truncated];main 9\nx 1\n", "test");
    profile.rung = ProfileRung::user_only;
    profile.frequency_hz = 999;
    profile.lost = 100;
    profile.throttled = 2;
    profile.truncated = 9;
    profile.unrooted = 1;
    profile.why_no_better = "why";
    CHECK(
        describe_profile(profile) ==
        "100 samples at 999 Hz by perf events, without the kernel's functions; lost 50.0 %, truncated 9.0 %, "
        "unrooted 1.0 %; slowed down by the kernel 2 times (why)");
    profile.unit = "instructions";
    profile.rung = ProfileRung::callgrind;
    profile.why_no_better.clear();
    profile.frequency_hz.reset();
    profile.throttled = 0;
    CHECK(describe_profile(profile) ==
          "100 instructions by callgrind; stacks are an estimate from its call graph, each function's own "
          "count is exact");
    CHECK(describe_profile({}) == "0 samples by another tool; lost 0.0 %, truncated 0.0 %, unrooted 0.0 %");
}
