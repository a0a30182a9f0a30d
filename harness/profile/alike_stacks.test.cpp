#include "profile/alike_stacks.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile taken(const std::string& folded, ProfileRung rung = ProfileRung::kernel_and_user) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    profile.rung = rung;
    return profile;
}

}  // namespace

TEST_CASE("a renamed program, and clones of a function, are the same in both") {
    const AlikeStacks alike = alike_stacks(taken("slower`main;slower`f(int) [clone .constprop.0] 3\n"),
                                           taken("search`main;search`f(int) 2\nlibc.so`read 1\n"));
    CHECK(write_folded(alike.now) == "slower`main;slower`f(int) 3\n");
    CHECK(write_folded(alike.before) == "slower`main;slower`f(int) 2\nlibc.so`read 1\n");
}

TEST_CASE("what only one of the two can see is in none") {
    const std::string folded = "p`main;[kernel]`read 30\np`main 70\n";
    const TakenProfile whole = taken(folded);
    const TakenProfile user = taken("p`main 70\n", ProfileRung::user_only);
    CHECK_FALSE(why_not_comparable(whole, user));
    for (const AlikeStacks& alike : {alike_stacks(whole, user), alike_stacks(user, whole)}) {
        CHECK(write_folded(alike.now) == "p`main 70\n");
        CHECK(write_folded(alike.before) == "p`main 70\n");
    }
    CHECK(write_folded(alike_stacks(whole, whole).before) == write_folded(whole.stacks));
    CHECK(alike_stacks(taken("[kernel]`read 1\n"), user).now.empty());
}

TEST_CASE("a function that was renamed with its program is found in a profile that was cut") {
    // Before the names were alike all of it was taken for the rest.
    const AlikeStacks alike =
        alike_stacks(taken("p2`main;p2`f 500\np2`main;p2`g 500\n"), taken("[...];p1`f 50\n[rest] 50\n"));
    CHECK_THAT(write_folded(alike.now), Contains("p2`f 500"));
}

TEST_CASE("profiles of different kinds, and empty ones, cannot be compared") {
    const TakenProfile some = taken("p`main 1\n");
    CHECK_THAT(why_not_comparable(some, taken("")).value(), Contains("the baseline has no samples"));
    CHECK_THAT(why_not_comparable(taken(""), some).value(), Contains("this build has no samples"));
    CHECK_THAT(why_not_comparable(some, taken("p`main 1\n", ProfileRung::gperftools)).value(),
               Contains("different profilers"));
    TakenProfile counted = some;
    counted.unit = "instructions";
    CHECK_THAT(why_not_comparable(some, counted).value(), Contains("that of the baseline instructions"));
}
