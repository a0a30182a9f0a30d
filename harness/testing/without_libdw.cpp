// What a ratchet that was built without libdw says when it is asked to sample. It is linked with the files of
// profile/ that libdw makes a difference to, compiled without it, in place of those of the library.

#include "profile/profiler_process.hpp"

#include <fmt/format.h>

int main() {
    using namespace ratchet;
    const ProfilingOutcome outcome =
        take_profile(ProfilerChoice::sampling, {}, {}, [](const LaunchAdditions&) { return LaunchResult(); });
    fmt::print("{}\n", outcome.why_none);
    return outcome.profile ? 1 : 0;
}
