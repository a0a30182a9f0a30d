#include "profile/profile_comparison.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"

#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace ratchet;

namespace {

TakenProfile profile_of(const std::string& folded, const std::string& unit = "samples") {
    TakenProfile profile;
    profile.stacks = read_folded(folded, "test");
    profile.unit = unit;
    return profile;
}

constexpr auto before_text = "p`main;p`hash 300\np`main;p`sort 450\np`main;p`gone 250\n";
constexpr auto now_text = "p`main;p`hash 600\np`main;p`sort 500\np`main;p`fresh 100\n";

}  // namespace

TEST_CASE("functions whose own share changed beyond chance are told, the largest change first") {
    const ProfileComparison comparison = compare_profiles(profile_of(before_text), profile_of(now_text));
    CHECK(comparison.samples_before == 1000);
    CHECK(comparison.samples_now == 1200);
    CHECK(comparison.functions == 4);
    // gone 25 -> 0 %, hash 30 -> 50, fresh 0 -> 8.3; sort 45 -> 41.7 is 1.6 standard errors.
    REQUIRE(comparison.changed.size() == 3);
    CHECK(comparison.changed[2].frame == Frame{"fresh", "p"});
    CHECK(comparison.changed[1].frame == Frame{"hash", "p"});
    CHECK(comparison.changed[0].frame == Frame{"gone", "p"});
    CHECK(comparison.changed[0].share_before == 0.25);
    CHECK(comparison.changed[0].share_now == 0);
    CHECK(comparison.changed[1].samples_before == 300);
    CHECK(comparison.changed[1].samples_now == 600);
    for (const ComparedFunction& function : comparison.changed) {
        REQUIRE(function.difference);
        const double difference = function.share_now - function.share_before;
        CHECK(function.difference->lower < difference);
        CHECK(difference < function.difference->upper);
        CHECK(function.difference->lower * function.difference->upper > 0);
    }
}

TEST_CASE("the same program twice has not changed") {
    const ProfileComparison comparison = compare_profiles(profile_of("p`main;p`hash 52\np`main;p`sort 48\n"),
                                                          profile_of("p`main;p`hash 47\np`main;p`sort 53\n"));
    CHECK(comparison.changed.empty());
    CHECK(profile_comparison_summary(comparison) ==
          "100 samples in A, 100 in B, shares of functions' own code. None of 2 functions changed beyond "
          "chance.");
    CHECK(render_table(profile_comparison_table(comparison), {}).empty());
}

TEST_CASE("what a baseline has left out altogether is no function") {
    const ProfileComparison comparison = compare_profiles(profile_of("[...];hash 500\n[rest] 500\n"),
                                                          profile_of("[...];hash 1000\n[rest] 10\n"));
    CHECK(comparison.functions == 1);
    REQUIRE(comparison.changed.size() == 1);
    CHECK(comparison.changed[0].frame.function == "hash");
}

TEST_CASE("instructions are exact: every change is one, without an interval") {
    const ProfileComparison comparison =
        compare_profiles(profile_of("main;a 1000\nmain;b 1000\n", "instructions"),
                         profile_of("main;a 1001\nmain;b 1000\n", "instructions"));
    REQUIRE(comparison.changed.size() == 2);
    CHECK_FALSE(comparison.changed[0].difference);
    CHECK(profile_comparison_summary(comparison) ==
          "2000 instructions in A, 2001 in B, shares of functions' own code. 2 of 2 functions changed.");
}

TEST_CASE("what cannot be compared is refused") {
    CHECK_THROWS_WITH(compare_profiles(profile_of("a 1\n"), profile_of("a 1\n", "instructions")),
                      Catch::Contains("A counts samples and B instructions"));
    CHECK_THROWS_WITH(compare_profiles(profile_of(""), profile_of("a 1\n")),
                      Catch::Contains("A: holds no samples"));
    CHECK_THROWS_WITH(compare_profiles(profile_of("a 1\n"), profile_of("")),
                      Catch::Contains("B: holds no samples"));
}

TEST_CASE("the table has the first twenty and the summary says how many there are") {
    std::string before;
    std::string now = "m`first 100000\n";
    for (int i = 10; i < 35; ++i) {
        before += fmt::format("m`f{} 1000\n", i);
    }
    const ProfileComparison comparison = compare_profiles(profile_of(before), profile_of(now));
    CHECK(comparison.changed.size() == 26);
    CHECK(profile_comparison_table(comparison).rows.size() == 20);
    CHECK_THAT(
        profile_comparison_summary(comparison),
        Catch::Contains("26 of 26 functions changed beyond chance (at 5 % false discoveries); 6 more"));
    const std::string text =
        render_table(profile_comparison_table(comparison, 2), {.columns = 100, .colour = false});
    CHECK_THAT(text, Catch::Contains("first") && Catch::Contains("+100.00") && Catch::Contains("f10") &&
                         Catch::Contains("-4.00") && !Catch::Contains("f11"));
}

TEST_CASE("as JSON all that changed, names made printable") {
    const ProfileComparison comparison =
        compare_profiles(profile_of("main 100\n"), profile_of("a\x1b<b>\xff 100\n"));
    const auto document =
        nlohmann::json::parse(profile_comparison_json(comparison, {"before\n", "now", "out/diff.svg"}));
    CHECK(document.at("$schema") == "ratchet/profile_comparison/1");
    CHECK(document.at("before") == "before\\n");
    CHECK(document.at("picture") == "out/diff.svg");
    REQUIRE(document.at("changed").size() == 2);
    CHECK(document.at("changed").at(0).at("function") == "a\\x1b<b>\\xff");
    CHECK(document.at("changed").at(0).at("share_now") == 1);
    CHECK(document.at("changed").at(1).at("difference") == -1);
}
