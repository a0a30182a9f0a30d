#include "profile/profile_json.hpp"

#include "base/error.hpp"
#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;
using Catch::Matchers::Contains;

namespace {

TakenProfile written_profile() {
    TakenProfile profile;
    Stacks& stacks = profile.stacks;
    const FrameIndex main = stacks.index_of("main", "program");
    stacks.add(std::vector{main}, 1);
    stacks.add(std::vector{main, stacks.index_of("search", "program")}, 3);
    profile.rung = ProfileRung::kernel_and_user;
    profile.why_no_better = "it is \"the\" best";
    profile.frequency_hz = 999;
    profile.duration_s = 0.25;
    profile.until_ready_s = 0.0625;
    profile.lost = 4;
    profile.throttled = 5;
    profile.truncated = 2;
    profile.unrooted = 1;
    return profile;
}

std::string refused(const std::string& json, const std::string& folded) {
    try {
        profile_from_json(json, folded, "profile.json", "stacks.folded");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::artifact);
        return error.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("profile.json holds what is known of a profile, and its functions with their shares") {
    const std::string text = profile_json(written_profile());
    CHECK_THAT(text, Contains("\"$schema\": \"ratchet/profile/1\""));
    CHECK_THAT(text, Contains("\"rung\": \"kernel_and_user\"") && Contains("\"unit\": \"samples\"") &&
                         Contains("\"why_no_better\": \"it is \\\"the\\\" best\"") &&
                         Contains("\"samples\": 4,") && Contains("\"different_stacks\": 2,"));
    CHECK_THAT(text, Contains("\"lost_share\": 0.5,") && Contains("\"truncated_share\": 0.5,") &&
                         Contains("\"unrooted_share\": 0.25,"));
    CHECK_THAT(text, Contains(R"(      "function": "search",
      "inclusive": 3,
      "inclusive_share": {
        "estimate": 0.75,
        "lower": 0.30)"));
    CHECK(text.find("\"search\"") < text.find("\"main\""));
}

TEST_CASE("what is written reads back the same, stacks from beside it") {
    const TakenProfile profile = written_profile();
    const std::string text = profile_json(profile);
    const TakenProfile read =
        profile_from_json(text, write_folded(profile.stacks), "profile.json", "stacks.folded");
    CHECK(profile_json(read) == text);
    CHECK(read.frequency_hz == 999);
    CHECK(read.duration_s == 0.25);
    CHECK(read.until_ready_s == 0.0625);
    CHECK(read.throttled == 5);
    CHECK(write_folded(read.stacks) == write_folded(profile.stacks));
    const TakenProfile bare = profile_from_json(profile_json({}), "", "profile.json", "stacks.folded");
    CHECK_FALSE(bare.frequency_hz);
    CHECK_FALSE(bare.until_ready_s);
    CHECK(bare.stacks.empty());
}

TEST_CASE("stacks of another profile, and what is no profile, are refused") {
    const std::string text = profile_json(written_profile());
    CHECK_THAT(refused(text, "main 5\n"),
               Contains("stacks.folded") && Contains("holds 5 samples") && Contains("profile.json says 4"));
    CHECK_THAT(refused(text, "main x\n"), Contains("stacks.folded: line 1"));
    CHECK_THAT(refused("{", ""), Contains("profile.json"));
    CHECK_THAT(refused("{\"$schema\": \"ratchet/profile/2\"}", ""), Contains("profile.json"));
    const auto with = [&](std::string from, const std::string& to) {
        std::string changed = text;
        return changed.replace(changed.find(from), from.size(), to);
    };
    CHECK_THAT(refused(with("\"samples\",", "\"cycles\","), ""), Contains("unit"));
    CHECK_THAT(refused(with("kernel_and_user", "best"), ""), Contains("rung"));
    CHECK_THAT(refused(with("\"lost\": 4", "\"lost\": -4"), ""), Contains("lost"));
}

TEST_CASE("counted instructions have no interval") {
    TakenProfile profile = written_profile();
    profile.unit = "instructions";
    CHECK_THAT(profile_json(profile), Contains("\"lower\": null"));
}

TEST_CASE("the list of functions and their names are bounded") {
    TakenProfile profile;
    profile.stacks.add(std::vector{profile.stacks.index_of(std::string(10'000, 'x'), "m")}, 2);
    for (int i = 0; i < 10'000; ++i) {
        profile.stacks.add(std::vector{profile.stacks.index_of("f" + std::to_string(i), "m")}, 1);
    }
    const std::string text = profile_json(profile);
    CHECK_THAT(text, Contains("\"functions_left_out\": 1,"));
    CHECK_THAT(text, !Contains(std::string(4000, 'x')));
    CHECK_THAT(text, Contains(std::string(1900, 'x')));
}
