#include "profile/stack_copier.hpp"

#include "catch.hpp"
#include "profile/folded.hpp"

using namespace ratchet;

TEST_CASE("copied stacks have the same texts, and add up with those that are there") {
    const Stacks from = read_folded("p`main;p`search 3\np`main;libc.so.6`malloc 2\n", "x");
    Stacks into = read_folded("q`other 1\np`main;p`search 4\n", "y");
    StackCopier copier(from, into);
    for (std::size_t i = 0; i < from.size(); ++i) {
        const std::size_t position = copier.add(from[i].frames, from[i].samples);
        CHECK(into[position].frames.size() == from[i].frames.size());
    }
    CHECK(write_folded(into) == "p`main;libc.so.6`malloc 2\np`main;p`search 7\nq`other 1\n");
    const FrameIndex main = from[0].frames[0];
    CHECK(into.frames()[copier.copy(main)] == from.frames()[main]);
}
