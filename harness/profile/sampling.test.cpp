#include "profile/sampling.hpp"

#include "base/error.hpp"
#include "catch.hpp"

#include <cerrno>

using namespace ratchet;
using Catch::Contains;

TEST_CASE("stacks are chosen by the size of their copies, or by frame pointers") {
    SamplingOptions options;
    CHECK(options.stack_bytes == 8192);
    CHECK(options.frequency_hz == 999);
    set_stacks(options, "64");
    CHECK(options.stack_bytes == 65536);
    CHECK(options.stacks == StackSource::copies);
    set_stacks(options, "fp");
    CHECK(options.stacks == StackSource::frame_pointers);
    set_stacks(options, "16");
    CHECK(options.stacks == StackSource::copies);
    for (const char* wrong : {"", "7", "-8", "8k", "\x1b[31m", "dwarf"}) {
        CHECK_THROWS_AS(set_stacks(options, wrong), Error);
    }
    CHECK_THROWS_WITH(set_stacks(options, "a\nb"), Contains("a\\nb"));
}

TEST_CASE("a refusal says by what, and what would allow it") {
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, EACCES, 3),
               Contains("perf_event_paranoid is 3") && Contains("sysctl kernel.perf_event_paranoid=2"));
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, EPERM, 2),
               Contains("perf_event_paranoid is 2") && Contains("seccomp") && Contains("--cap-add=PERFMON"));
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, EPERM, std::nullopt), Contains("is not known"));
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, ENOSYS, 2), Contains("without perf events"));
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, EMFILE, 2), Contains("ulimit -n"));
    CHECK_THAT(why_no_perf_events(SamplingStep::open_event, EIO, 2), Contains("failed"));
    CHECK_THAT(why_no_perf_events(SamplingStep::map_ring, EPERM, 2), Contains("perf_event_mlock_kb"));
    CHECK_THAT(why_no_kernel_functions(2), Contains("perf_event_paranoid is 2"));
}
