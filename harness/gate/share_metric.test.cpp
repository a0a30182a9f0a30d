#include "gate/share_metric.hpp"

#include "catch.hpp"

using namespace ratchet;

TEST_CASE("a share's metric holds its regular expression, parentheses and all") {
    CHECK(share_metric("malloc|free") == "share(malloc|free)");
    for (const std::string pattern : {"malloc|free", "(a|b)", "", ")"}) {
        CHECK(share_pattern(share_metric(pattern)) == pattern);
    }
    for (const std::string other : {"wall_time", "share", "share(", "share(a", "shares(a)", " share(a)"}) {
        CAPTURE(other);
        CHECK_FALSE(share_pattern(other));
    }
}

TEST_CASE("shares and instructions are taken in runs of their own, times are not") {
    CHECK(is_taken_apart("share(a)"));
    CHECK(is_taken_apart("instructions"));
    CHECK_FALSE(is_taken_apart("wall_time"));
    CHECK_FALSE(is_taken_apart("instructions_per_item"));
}
