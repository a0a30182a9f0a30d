#include "profile/baseline_stacks.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"
#include "statistics/random.hpp"
#include "testing/example_stacks.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

using namespace ratchet;

namespace {

Stacks folded(const std::string& text) {
    return read_folded(text, "test");
}

/// 96 samples; hash alone is called in four ways.
constexpr auto hash_of_four_ways =
    "main;go;sort 40\n"
    "main;run;hash 50\n"
    "main;run;x;hash 3\n"
    "main;run;y;hash 2\n"
    "main;run;y;z;hash 1\n";

std::string kept(const std::string& text, std::size_t most, std::size_t bytes = most_kept_bytes) {
    return write_folded(keep_most(folded(text), most, bytes));
}

std::map<std::string, std::uint64_t> self_samples(const Stacks& stacks) {
    std::map<std::string, std::uint64_t> self;
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        self[folded_frame(stacks.frames()[stacks[i].frames.back()])] += stacks[i].samples;
    }
    return self;
}

bool fits(const Stacks& stacks) {
    return stacks.size() <= most_kept_stacks && write_folded(stacks).size() <= most_kept_bytes;
}

/// Stacks of a hundred functions, the inner ones by turns.
Stacks random_stacks(std::size_t count, std::uint64_t seed) {
    statistics::Random random(seed);
    Stacks stacks;
    while (stacks.size() < count) {
        std::vector<FrameIndex> frames{stacks.index_of("main", "program")};
        for (std::size_t depth = 3 + random.index(20); depth > 0; --depth) {
            frames.push_back(
                stacks.index_of(fmt::format("f{}", random.index(1 + random.index(100))), "program"));
        }
        stacks.add(frames, 1 + random.index(1 + random.index(50)));
    }
    return stacks;
}

}  // namespace

TEST_CASE("stacks that fit are kept as they are") {
    CHECK(kept(hash_of_four_ways, 5) == hash_of_four_ways);
    CHECK(kept(hash_of_four_ways, 500, std::string(hash_of_four_ways).size()) == hash_of_four_ways);
    CHECK(kept(hash_of_four_ways, 500, std::string(hash_of_four_ways).size() - 1) != hash_of_four_ways);
    CHECK(kept("", 0, 0).empty());
    CHECK_FALSE(is_cut(folded(hash_of_four_ways)));
}

TEST_CASE("rare stacks lose callers from their middle, the frequent ones last") {
    CHECK(kept(hash_of_four_ways, 4) ==
          "main;go;sort 40\n"
          "main;run;hash 50\n"
          "main;run;x;hash 3\n"
          "main;run;y;[...];hash 3\n");
    CHECK(kept(hash_of_four_ways, 3) ==
          "main;go;sort 40\n"
          "main;run;[...];hash 6\n"
          "main;run;hash 50\n");
    CHECK(kept(hash_of_four_ways, 2) ==
          "main;[...];sort 40\n"
          "main;run;[...];hash 56\n");
    CHECK(kept(hash_of_four_ways, 1) == "[rest] 96\n");
    CHECK(kept(hash_of_four_ways, 0) == "[rest] 96\n");
    CHECK(is_cut(folded(kept(hash_of_four_ways, 4))));
    CHECK(is_cut(folded(kept(hash_of_four_ways, 1))));
}

TEST_CASE("where not even functions fit without their callers, the rarest become one") {
    std::string text;
    for (int i = 1; i <= 9; ++i) {
        text += fmt::format("main;f{} {}\n", i, i);
    }
    CHECK(kept(text, 3) == "[...];f8 8\n[...];f9 9\n[rest] 28\n");
    // Of 35 bytes "[rest] 45" and the end of its line take 10, and each function 11.
    CHECK(kept(text, 500, 35) == "[...];f8 8\n[...];f9 9\n[rest] 28\n");
    CHECK(kept(text, 500, 10) == "[rest] 45\n");
    CHECK(kept(text, 500, 1) == "[rest] 45\n");
}

TEST_CASE("an enormous name takes nothing but itself away") {
    const std::string huge(100'000, 'x');
    CHECK(kept("main;" + huge + ";a 30\nmain;a 70\n", 500) == "main;[...];a 30\nmain;a 70\n");
    CHECK(kept("main;" + huge + " 30\nmain;a 70\n", 500) == "[...];a 70\n[rest] 30\n");
    CHECK(kept(huge + " 1\n", 500) == "[rest] 1\n");
}

TEST_CASE("names that would be lines and separators are kept readable") {
    const Stacks hostile = testing::hostile_stacks();
    for (std::size_t most = 1; most <= hostile.size(); ++most) {
        const Stacks few = keep_most(hostile, most);
        CHECK(few.samples() == hostile.samples());
        const Stacks again = folded(write_folded(few));
        CHECK(again.samples() == hostile.samples());
        CHECK(again.size() <= most);
    }
}

TEST_CASE("ten thousand stacks fit, with every sample and each function's own") {
    const Stacks all = random_stacks(10'000, 1);
    const Stacks few = keep_most(all);
    CHECK(fits(few));
    CHECK(few.size() > 100);  // much room is not left
    CHECK(few.samples() == all.samples());
    CHECK(self_samples(few) == self_samples(all));
}

TEST_CASE("of more functions than lines the frequent ones are exact") {
    const Stacks all = testing::many_stacks(10'000, 2);
    const Stacks few = keep_most(all);
    CHECK(fits(few));
    CHECK(few.samples() == all.samples());
    const auto exact = self_samples(all);
    std::uint64_t least = all.samples();
    auto shown = self_samples(few);
    REQUIRE(shown.contains("[rest]"));
    shown.erase("[rest]");
    CHECK(shown.size() == most_kept_stacks - 1);
    for (const auto& [function, samples] : shown) {
        CHECK(exact.at(function) == samples);
        least = std::min(least, samples);
    }
    for (const auto& [function, samples] : exact) {
        CHECK((shown.contains(function) || samples <= least));
    }
}

TEST_CASE("what is kept does not depend on the order in which stacks were seen") {
    const Stacks all = random_stacks(3000, 3);
    Stacks backwards;
    std::vector<FrameIndex> frames;
    for (std::size_t i = all.size(); i-- > 0;) {
        frames.clear();
        for (const FrameIndex frame : all[i].frames) {
            frames.push_back(backwards.index_of(all.frames()[frame].function, all.frames()[frame].module));
        }
        backwards.add(frames, all[i].samples);
    }
    CHECK(write_folded(keep_most(backwards)) == write_folded(keep_most(all)));
}

TEST_CASE("a profile compared with its own cut is that cut") {
    for (std::size_t most = 1; most <= 5; ++most) {
        const Stacks few = folded(kept(hash_of_four_ways, most));
        CHECK(write_folded(comparable_with(few, folded(hash_of_four_ways))) == write_folded(few));
        CHECK(write_folded(comparable_with(few, few)) == write_folded(few));
    }
    const Stacks all = random_stacks(10'000, 4);
    const Stacks few = folded(write_folded(keep_most(all)));
    CHECK(write_folded(comparable_with(few, all)) == write_folded(few));
    const Stacks many = testing::many_stacks(2000, 5);
    const Stacks of_many = folded(write_folded(keep_most(many)));
    CHECK(write_folded(comparable_with(of_many, many)) == write_folded(of_many));
}

TEST_CASE("against a cut what is rare is cut at the same callers, and what is surely new is not") {
    const Stacks few = folded(kept(hash_of_four_ways, 4));
    CHECK(write_folded(comparable_with(few, folded("main;go;sort 35\n"
                                                   "main;go;few;sort 2\n"
                                                   "main;run;y;hash 4\n"
                                                   "main;run;w;hash 2\n"
                                                   "main;run;new;deep;work 40\n"
                                                   "main;run;new;rare 1\n"))) ==
          "main;go;[...];sort 2\n"
          "main;go;sort 35\n"
          "main;run;[...];hash 2\n"
          "main;run;new;deep;work 40\n"
          "main;run;new;rare 1\n"
          "main;run;y;[...];hash 4\n");
}

TEST_CASE("against functions alone what is not among them is the rest, unless it is surely new") {
    const Stacks few = folded("[...];a 70\n[rest] 3\n");
    CHECK(write_folded(comparable_with(few, folded("main;a 50\nmain;b 60\nmain;c 2\n"))) ==
          "[...];a 50\n[...];b 60\n[rest] 2\n");
}

TEST_CASE("against what was not cut names alone are made alike") {
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of("a;b", "m`n"), stacks.index_of("", "")}, 2);
    const Stacks alike = comparable_with(folded(hash_of_four_ways), stacks);
    CHECK(alike.frames() == std::vector<Frame>{{"a:b", "m'n"}, {"[unknown]", ""}});
    CHECK(comparable_with(folded(hash_of_four_ways), Stacks()).empty());
    CHECK(comparable_with(Stacks(), folded(hash_of_four_ways)).samples() == 96);
}
