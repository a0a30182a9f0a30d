#include "profile/profiler.hpp"

#include "base/error.hpp"
#include "catch.hpp"

using namespace ratchet;
using Catch::Contains;

TEST_CASE("profilers go by their names, and another name is told what there is") {
    CHECK(profiler_choice("auto") == ProfilerChoice::best);
    CHECK(profiler_choice("none") == ProfilerChoice::none);
    CHECK(profiler_choice("sampling") == ProfilerChoice::sampling);
    CHECK(profiler_choice("gperftools") == ProfilerChoice::gperftools);
    CHECK(profiler_choice("callgrind") == ProfilerChoice::callgrind);
    CHECK(profiler_choice("counters") == ProfilerChoice::counters);
    for (const char* wrong : {"", "AUTO", "perf", "none "}) {
        CHECK_THROWS_AS(profiler_choice(wrong), Error);
    }
    CHECK_THROWS_WITH(profiler_choice("a\nb"), Contains("a\\nb") && Contains("callgrind or counters"));
}

TEST_CASE("only a profiler that was named has to be there") {
    CHECK(must_be_there(ProfilerChoice::sampling));
    CHECK(must_be_there(ProfilerChoice::gperftools));
    CHECK(must_be_there(ProfilerChoice::callgrind));
    CHECK(must_be_there(ProfilerChoice::counters));
    CHECK_FALSE(must_be_there(ProfilerChoice::best));
    CHECK_FALSE(must_be_there(ProfilerChoice::none));
}

TEST_CASE("why there is no profile names what was tried") {
    CHECK(why_no_profile(ProfilerChoice::sampling, "EPERM", "") == "EPERM");
    CHECK(why_no_profile(ProfilerChoice::gperftools, "not found", "") == "not found");
    CHECK(why_no_profile(ProfilerChoice::callgrind, "too slow", "") == "too slow");
    CHECK(why_no_profile(ProfilerChoice::none, "", "") == "nobody asked for one");
    CHECK(why_no_profile(ProfilerChoice::best, "EPERM", "not found") ==
          "EPERM; nor by gperftools: not found");
    CHECK(why_no_profile(ProfilerChoice::best, "EPERM", "") == "EPERM");
    CHECK_THAT(why_no_libprofiler(), Contains("apt-get install"));
    CHECK_THAT(why_no_valgrind(), Contains("apt-get install valgrind"));
}
