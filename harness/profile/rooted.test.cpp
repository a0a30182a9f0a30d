#include "profile/rooted.hpp"

#include "catch.hpp"

#include <vector>

using namespace ratchet;

TEST_CASE("what a program, a thread and the kernel begin with") {
    for (const auto* name : {"_start", "main", "clone3", "start_thread", "__libc_start_main@@GLIBC_2.34",
                             "ret_from_fork_asm", "secondary_startup_64_no_verify"}) {
        INFO(name);
        CHECK(is_outermost_function(name));
    }
    CHECK_FALSE(is_outermost_function("mainly"));
    CHECK_FALSE(is_outermost_function("[unknown]"));
    Stacks stacks;
    const FrameIndex comm = stacks.index_of("main", "");
    const FrameIndex inner = stacks.index_of("malloc", "");
    stacks.add(std::vector{comm}, 1);
    stacks.add(std::vector{comm, inner}, 2);
    stacks.add(std::vector{inner, comm}, 4);
    CHECK(unrooted_samples(stacks, 0) == 4);
    CHECK(unrooted_samples(stacks, 1) == 2);
}

TEST_CASE("a name that only looks like a beginning is none") {
    for (const char* name :
         {"", "Main", "main()", "_start_", "clone33", "my__libc_start_main", "start_thread(int)"}) {
        CAPTURE(name);
        CHECK_FALSE(is_outermost_function(name));
    }
    CHECK(unrooted_samples(Stacks(), 0) == 0);
    Stacks stacks;
    stacks.add(std::vector{stacks.index_of("[truncated]", "")}, 3);
    CHECK(unrooted_samples(stacks, 0) == 3);
    CHECK(unrooted_samples(stacks, 5) == 0);
}
