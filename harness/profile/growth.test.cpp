#include "profile/growth.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/alike_stacks.hpp"
#include "profile/folded.hpp"

#include <cmath>

#include <fmt/format.h>

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile profile_of(std::string_view folded, ProfileRung rung = ProfileRung::kernel_and_user) {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    profile.rung = rung;
    return profile;
}

GrownFunctions grown(std::string_view now, std::string_view before, const statistics::Ratio& ratio = {}) {
    return grown_functions(profile_of(now), profile_of(before), ratio);
}

}  // namespace

TEST_CASE("a function that takes half of the time more is named with its growth and its interval") {
    // 20 % more time in all, all of it in search: 40 -> 60 of 100, then of 120.
    const GrownFunctions found = grown("p`main;p`search 5000\np`main;p`hash 5000\n",
                                       "p`main;p`search 400\np`main;p`hash 600\n", {1.2, 0});
    REQUIRE(found.functions.size() == 1);
    const FunctionGrowth& search = found.functions.front();
    CHECK(search.function == "search");
    CHECK(search.module == "p");
    CHECK(search.grew_by == Approx(0.2));
    CHECK(search.share_now == 0.5);
    CHECK(search.share_before == 0.4);
    CHECK_FALSE(search.is_new);
    // Two tests, one discovery: z of 0.05 / 2, 2.2414. Wilson: 0.5 ± 0.01120 of 10 000, and of 400 in 1000
    // 0.3659 to 0.4351: 0.2 - sqrt((1.2 · 0.01120)² + 0.0351²), 0.2 + sqrt((1.2 · 0.01120)² + 0.0341²).
    CHECK(search.lower == Approx(0.16237).margin(5e-5));
    CHECK(search.upper == Approx(0.23669).margin(5e-5));
    CHECK(found.time_ratio == 1.2);
    CHECK(found.note.empty());
    CHECK(found.left_out == 0);
}

TEST_CASE("nothing grew in two profiles of the same program") {
    const GrownFunctions found = grown("a 5020\nb 4980\n", "a 500\nb 500\n");
    CHECK(found.functions.empty());
    CHECK_THAT(found.note,
               Contains("the time on the CPU did not grow for certain") && Contains("in no profile"));
}

TEST_CASE("where everything takes a tenth longer every function that is large enough grew") {
    const std::string folded = "a 50000\nb 30000\nc 20000\n";
    const GrownFunctions found = grown(folded, folded, {1.1, 0.002});
    REQUIRE(found.functions.size() == 3);
    CHECK(found.functions[0].function == "a");
    CHECK(found.functions[0].grew_by == Approx(0.05));
    CHECK(found.functions[1].function == "b");
    CHECK(found.functions[1].grew_by == Approx(0.03));
    CHECK(found.functions[2].function == "c");
    CHECK(found.functions[2].grew_by == Approx(0.02));
    // Without the ratio shares are the same, and nothing is to be seen.
    CHECK(grown(folded, folded).functions.empty());
}

TEST_CASE("what is spread over many functions is said to be") {
    std::string folded;
    for (int i = 0; i < 200; ++i) {
        folded += fmt::format("f{} 50\n", i);
    }
    const GrownFunctions found = grown(folded, folded, {1.1, 0.001});
    CHECK(found.functions.empty());
    CHECK(found.note == "no function stands out: 10.0 % more time is spread over 200 functions");
}

TEST_CASE("too few samples are said to be too few, with how much they would show") {
    const GrownFunctions found = grown("a 30\nb 20\n", "a 30\nb 20\n", {1.1, 0});
    CHECK(found.functions.empty());
    CHECK_THAT(found.note, Contains("too few samples (50 now, 50 in the baseline)") &&
                               Contains("all together did by 10.0 %"));
}

TEST_CASE("an uncertain ratio makes every growth uncertain") {
    const std::string folded = "a 50000\nb 50000\n";
    CHECK(grown(folded, folded, {1.1, 0.01}).functions.size() == 2);
    CHECK(grown(folded, folded, {1.1, 0.2}).functions.empty());
}

TEST_CASE("what shrank is no cause") {
    const GrownFunctions found = grown("a 7000\nb 3000\n", "a 5000\nb 5000\n");
    REQUIRE(found.functions.size() == 1);
    CHECK(found.functions[0].function == "a");
}

TEST_CASE("a function that the baseline never saw is new, one that it saw as a caller is not") {
    const GrownFunctions found =
        grown("main;added 3000\nmain;caller 3000\nmain;old 4000\n", "main;caller;old 10000\n", {2, 0});
    REQUIRE(found.functions.size() == 2);
    CHECK(found.functions[0].function == "added");
    CHECK(found.functions[0].is_new);
    CHECK(found.functions[1].function == "caller");
    CHECK_FALSE(found.functions[1].is_new);
    CHECK(found.functions[0].grew_by == Approx(0.6));
}

TEST_CASE("a program of another name has no new functions") {
    const GrownFunctions found = grown("new`main;new`search 6000\nnew`main;new`hash 4000\n",
                                       "old`main;old`search.part.0 4000\nold`main;old`hash 6000\n");
    REQUIRE(found.functions.size() == 1);
    CHECK(found.functions[0].function == "search");
    CHECK(found.functions[0].module == "new");
    CHECK_FALSE(found.functions[0].is_new);
}

TEST_CASE("the profiler's own frames are never named") {
    const GrownFunctions found =
        grown("[unknown] 5000\n[anon]`[unknown] 1000\n[rest] 3000\n[truncated] 1000\n", "main 10000\n");
    CHECK(found.functions.empty());
    CHECK_FALSE(found.note.empty());
}

TEST_CASE("at most twenty are named, the others are counted") {
    std::string now;
    for (int i = 0; i < 30; ++i) {
        now += fmt::format("f{:02} 10000\n", i);
    }
    const GrownFunctions found = grown(now, "main 100000\n");
    CHECK(found.functions.size() == 20);
    CHECK(found.left_out == 10);
    CHECK(found.functions.front().function == "f00");  // of equal ones by name
}

TEST_CASE("where only one profile has the kernel's functions user code is compared") {
    const TakenProfile now = profile_of("p`f 6000\np`g 4000\np`f;[kernel]`page_fault 90000\n");
    const TakenProfile before = profile_of("p`f 500\np`g 500\n", ProfileRung::user_only);
    CHECK_FALSE(both_see_kernel(now, before));
    const GrownFunctions found = grown_functions(now, before, {1, 0});
    REQUIRE(found.functions.size() == 1);
    CHECK(found.functions[0].function == "f");
    CHECK(found.functions[0].share_now == 0.6);

    CHECK(both_see_kernel(now, now));
    const GrownFunctions whole = grown_functions(now, profile_of("p`f 500\np`g 500\n"), {1, 0});
    REQUIRE(whole.functions.size() == 1);
    CHECK(whole.functions[0].function == "page_fault");
    CHECK(whole.functions[0].module == "[kernel]");

    const TakenProfile kernel = profile_of("[kernel]`page_fault 5\n");
    CHECK_THAT(grown_functions(kernel, before, {1, 0}).note, Contains("within the kernel"));
}

TEST_CASE("growths of time are told of samples alone, and of those that can be compared") {
    const TakenProfile profile = profile_of("a 1\n");
    CHECK_FALSE(why_no_growth(profile, profile));
    CHECK_THAT(why_no_growth(profile, profile_of("a 1\n", ProfileRung::gperftools)).value(),
               Contains("different profilers"));
    TakenProfile instructions = profile;
    instructions.unit = "instructions";
    CHECK_THAT(why_no_growth(instructions, instructions).value(), Contains("instructions tell no time"));
    CHECK_THROWS_AS(grown_functions(instructions, profile, {1, 0}), Error);
    CHECK_THROWS_AS(grown_functions(profile, profile, {0, 0}), Error);
    CHECK_THROWS_AS(grown_functions(profile, profile, {1, 0}, 1), Error);
}
