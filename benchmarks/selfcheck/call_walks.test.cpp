#include "call_walks.hpp"

#include "catch.hpp"
#include "profile/perf_script.hpp"

using namespace selfcheck;

TEST_CASE("walks differ nearly all, and are the same for one seed") {
    const ratchet::Stacks stacks = walked_stacks(1'000, 5);
    CHECK(stacks.samples() == 1'000);
    CHECK(stacks.size() > 990);
    CHECK(walked_stacks(1'000, 5).size() == stacks.size());
    for (std::size_t i = 0; i < stacks.size(); ++i) {
        CHECK(stacks[i].frames.size() >= 8);
        CHECK(stacks[i].frames.size() <= 37);
    }
}

TEST_CASE("the text of walks is one that perf script prints") {
    const std::string text = walked_perf_script(500'000, 5);
    CHECK(text.size() >= 500'000);
    CHECK(text == walked_perf_script(500'000, 5));
    const ratchet::TakenProfile profile = ratchet::read_perf_script(text, "text");
    CHECK(profile.stacks.samples() > 400);
    CHECK(profile.stacks.frames().size() <= 2'001);
}
