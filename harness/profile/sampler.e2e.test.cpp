#include "catch.hpp"
#include "profile/profiler_process.hpp"
#include "profile/sampler_linux.hpp"
#include "testing/can_sample.hpp"
#include "testing/launch_workplace.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace ratchet;
using testing::Workplace;

namespace {

TakenProfile profile_of(const std::vector<std::string>& words, const SamplingOptions& options = {}) {
    Workplace here;
    LaunchRequest request = here.request(words);
    Sampler sampler(options);
    const LaunchResult result = here.run(request);
    REQUIRE(!result.start_error);
    REQUIRE(result.exit_code == 0);
    TakenProfile profile = sampler.finish();
    REQUIRE(profile.stacks.samples() > 0);
    return profile;
}

TakenProfile profile_of(const std::string& what, double seconds, const SamplingOptions& options = {}) {
    return profile_of({RATCHET_PROFILED_PROGRAM, what, std::to_string(seconds)}, options);
}

/// The share of samples in whose stacks a function occurs, by the end of its name without arguments; or, with
/// `self`, in which it is the innermost one of user space.
double share(const TakenProfile& profile, std::string_view function, bool self = false) {
    const auto is_it = [&](FrameIndex index) {
        const std::string& name = profile.stacks.frames()[index].function;
        const std::string bare = name.substr(0, name.find('('));
        return bare == function || name.find("::" + std::string(function) + "(") != std::string::npos;
    };
    double found = 0;
    for (std::size_t i = 0; i < profile.stacks.size(); ++i) {
        const StackView stack = profile.stacks[i];
        auto innermost = std::ranges::find_if(
            stack.frames.rbegin(), stack.frames.rend(),
            [&](FrameIndex index) { return profile.stacks.frames()[index].module != "[kernel]"; });
        const bool hit = self ? innermost != stack.frames.rend() && is_it(*innermost)
                              : std::ranges::any_of(stack.frames, is_it);
        found += hit ? static_cast<double>(stack.samples) : 0;
    }
    return found / static_cast<double>(profile.stacks.samples());
}

double unrooted_share(const TakenProfile& profile) {
    return static_cast<double>(profile.unrooted.value()) / static_cast<double>(profile.stacks.samples());
}

void check_split(const TakenProfile& profile) {
    const double thirty = share(profile, "thirty", true);
    const double seventy = share(profile, "seventy", true);
    CHECK(thirty + seventy > 0.95);
    // Two points, or what so few samples may scatter by: three standard errors.
    const double scatter = 3 * std::sqrt(0.3 * 0.7 / static_cast<double>(profile.stacks.samples()));
    CHECK(thirty / (thirty + seventy) == Approx(0.3).margin(std::max(0.02, scatter)));
    CHECK(share(profile, "split") > 0.97);
    CHECK(share(profile, "_start") + share(profile, "clone3") + share(profile, "__clone3") +
              share(profile, "__clone") + share(profile, "clone") >
          0.97);
    CHECK(unrooted_share(profile) < 0.01);
#if !defined(__SANITIZE_ADDRESS__)  // whose own frames are larger than what is copied of a stack
    CHECK(profile.truncated == 0);
#endif
}

}  // namespace

TEST_CASE("a program that spends 30 and 70 % in two functions reads back so, of plain -O2 -g") {
    if (!testing::can_sample()) {
        return;
    }
    const TakenProfile profile = profile_of("split", 4);
    // Three standard errors of a share of 0.3 are 2 points at 4700 samples; steal takes some.
    REQUIRE(profile.stacks.samples() > 2000);
    check_split(profile);
    CHECK(profile.lost == 0);
    CHECK(profile.unit == "samples");
    CHECK(profile.frequency_hz.value() == Approx(999));
}

TEST_CASE("threads, forks and exec chains through a shell are all seen") {
    if (!testing::can_sample()) {
        return;
    }
    check_split(profile_of("threads", 3));
    const TakenProfile processes = profile_of("processes", 4);
    check_split(processes);
    CHECK(share(processes, "in_processes") > 0.2);
    CHECK(share(processes, "in_processes") < 0.8);
    CHECK(processes.stacks.samples() > 2000);
}

TEST_CASE("stacks lead through the system's libraries and signal handlers") {
    if (!testing::can_sample()) {
        return;
    }
    const TakenProfile libraries = profile_of("libraries", 1);
    CHECK(share(libraries, "main") > 0.97);
    CHECK(share(libraries, "compare") > 0.05);
    CHECK(unrooted_share(libraries) < 0.01);
    const TakenProfile handler = profile_of("handler", 1);
    CHECK(share(handler, "main") > 0.97);
    CHECK(share(handler, "handle") > 0.7);
    CHECK(unrooted_share(handler) < 0.01);
}

TEST_CASE("the kernel's own functions and those that it lends are told apart") {
    if (!testing::can_sample()) {
        return;
    }
    const TakenProfile profile = profile_of("kernel", 1);
    CHECK(share(profile, "in_kernel") > 0.97);
    CHECK(unrooted_share(profile) < 0.01);
    const auto in_module = [&](std::string_view module) {
        return std::ranges::any_of(profile.stacks.frames(),
                                   [&](const Frame& frame) { return frame.module == module; });
    };
    CHECK(in_module("[vdso]"));
    CHECK(in_module("[kernel]") == (profile.rung == ProfileRung::kernel_and_user));
    const TakenProfile user_alone = profile_of("kernel", 0.5, {.kernel = false});
    CHECK(user_alone.rung == ProfileRung::user_only);
    CHECK(std::ranges::none_of(user_alone.stacks.frames(),
                               [](const Frame& frame) { return frame.module == "[kernel]"; }));
}

TEST_CASE("a stack that is deeper than its copy is truncated, and says so") {
    if (!testing::can_sample()) {
        return;
    }
    SamplingOptions options;
    for (const char* size : {"8", "64"}) {
        set_stacks(options, size);
        const TakenProfile deep = profile_of("deep", 0.5, options);
        CHECK(static_cast<double>(deep.truncated.value()) >
              0.95 * static_cast<double>(deep.stacks.samples()));
        CHECK(share(deep, "[truncated]") > 0.95);
        CHECK(share(deep, "split") > 0.95);
        CHECK(unrooted_share(deep) < 0.02);
        for (std::size_t i = 0; i < deep.stacks.size(); ++i) {
            const auto of_user = std::ranges::count_if(deep.stacks[i].frames, [&](FrameIndex frame) {
                return deep.stacks.frames()[frame].module != "[kernel]";
            });
            CHECK(static_cast<std::size_t>(of_user) <= most_frames + 1);
        }
    }
}

TEST_CASE("callers beyond pages of a stack that were never touched are found") {
    if (!testing::can_sample()) {
        return;
    }
    SamplingOptions options;
    set_stacks(options, "32");
    const TakenProfile gap = profile_of("gap", 1, options);
    CHECK(share(gap, "behind_a_gap") > 0.97);
    CHECK(share(gap, "main") > 0.7);  // before the sampler has looked at the first one they are not
    CHECK(unrooted_share(gap) < 0.02);
}

TEST_CASE("what did not fit its copies is launched again with larger ones, unless their size was asked for") {
    if (!testing::can_sample()) {
        return;
    }
    Workplace here;
    const LaunchRequest request = here.request({RATCHET_PROFILED_PROGRAM, "gap", "0.4"});
    int launches = 0;
    const auto main_share = [&](const SamplingOptions& options, int runs) {
        launches = 0;
        const ProfilingOutcome outcome =
            take_profile(ProfilerChoice::sampling, options, {.cpu_s = 0.3, .wall_s = 60, .runs = runs},
                         [&](const LaunchAdditions&) {
                             ++launches;
                             return here.run(request);
                         });
        REQUIRE(outcome.profile);
        CHECK(outcome.runs == 1);
        CHECK(outcome.wall_s == outcome.profile->duration_s);
        return share(*outcome.profile, "main");
    };
    SamplingOptions usual;
    CHECK(main_share(usual, 20) > 0.7);
    CHECK(launches == 2);
    CHECK(main_share(usual, 1) < 0.1);
    CHECK(launches == 1);
    set_stacks(usual, "8");
    CHECK(main_share(usual, 20) < 0.1);
    CHECK(launches == 1);
}

TEST_CASE("frame pointers can be followed instead, and a binary without them shows it") {
    if (!testing::can_sample()) {
        return;
    }
    SamplingOptions options;
    set_stacks(options, "fp");
    const TakenProfile profile = profile_of("split", 0.5, options);
    CHECK(share(profile, "seventy", true) > 0.5);
    CHECK(unrooted_share(profile) > 0.5);
}
