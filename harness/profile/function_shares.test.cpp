#include "profile/function_shares.hpp"

#include "catch.hpp"

using namespace ratchet;

namespace {

/// 100 samples: main 10 by itself, search 60, malloc under search 30, of which 10 in a recursion of search.
TakenProfile known_profile() {
    TakenProfile profile;
    Stacks& stacks = profile.stacks;
    const FrameIndex main = stacks.index_of("main", "program");
    const FrameIndex search = stacks.index_of("search", "program");
    const FrameIndex malloc = stacks.index_of("malloc", "libc.so.6");
    stacks.index_of("never", "program");
    stacks.add(std::vector{main}, 10);
    stacks.add(std::vector{main, search}, 60);
    stacks.add(std::vector{main, search, malloc}, 20);
    stacks.add(std::vector{main, search, search, malloc}, 10);
    return profile;
}

}  // namespace

TEST_CASE("self is where the sample was, inclusive is once a stack, recursion or not") {
    const auto shares = function_shares(known_profile());
    REQUIRE(shares.size() == 3);
    CHECK(shares[0].frame == Frame{"search", "program"});
    CHECK(shares[0].self_samples == 60);
    CHECK(shares[0].inclusive_samples == 90);
    CHECK(shares[0].self_share == Approx(0.6));
    CHECK(shares[0].inclusive_share == Approx(0.9));
    CHECK(shares[1].frame.function == "malloc");
    CHECK(shares[1].self_samples == 30);
    CHECK(shares[1].inclusive_samples == 30);
    CHECK(shares[2].frame.function == "main");
    CHECK(shares[2].inclusive_share == 1);
    CHECK(by_inclusive(shares) == std::vector<std::size_t>{2, 0, 1});
}

TEST_CASE("a share's interval is Wilson's") {
    // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662, 15 of 148 gives 0.0624 to 0.1605, 0 of 20
    // gives 0 to 0.1611.
    CHECK(share_interval(81, 263).lower == Approx(0.2553).margin(5e-5));
    CHECK(share_interval(81, 263).upper == Approx(0.3662).margin(5e-5));
    CHECK(share_interval(15, 148).lower == Approx(0.0624).margin(5e-5));
    CHECK(share_interval(15, 148).upper == Approx(0.1605).margin(5e-5));
    CHECK(share_interval(0, 20).lower == 0);
    CHECK(share_interval(0, 20).upper == Approx(0.1611).margin(5e-5));
    CHECK(share_interval(20, 20).upper == 1);
    CHECK(share_interval(20, 20).lower == Approx(1 - 0.1611).margin(5e-5));
    CHECK(share_interval(0, 0) == ShareInterval{0, 1});
}

TEST_CASE("counted instructions have shares without a sampling error") {
    TakenProfile profile = known_profile();
    CHECK(function_shares(profile)[0].self_interval == share_interval(60, 100));
    profile.unit = "instructions";
    CHECK_FALSE(function_shares(profile)[0].self_interval);
    CHECK_FALSE(function_shares(profile)[0].inclusive_interval);
}

TEST_CASE("equals are ordered by name, and nothing gives nothing") {
    TakenProfile profile;
    CHECK(function_shares(profile).empty());
    CHECK(share_of(0, 0) == 0);
    profile.stacks.add(std::vector{profile.stacks.index_of("b", "m")}, 1);
    profile.stacks.add(std::vector{profile.stacks.index_of("a", "n")}, 1);
    profile.stacks.add(std::vector{profile.stacks.index_of("a", "m")}, 1);
    const auto shares = function_shares(profile);
    CHECK(shares[0].frame == Frame{"a", "m"});
    CHECK(shares[1].frame == Frame{"a", "n"});
    CHECK(shares[2].frame == Frame{"b", "m"});
    CHECK(share_of(1, 4) == Approx(0.25));
}

TEST_CASE("a function's name is shown on one line") {
    CHECK(shown_function({"a\nb\x1b[1m", ""}) == "a\\nb\\x1b[1m");
    CHECK(shown_function({"", "m"}) == "[unknown]");
}
