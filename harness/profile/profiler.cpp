#include "profile/profiler.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

namespace ratchet {

ProfilerChoice profiler_choice(std::string_view name) {
    if (name == "none") {
        return ProfilerChoice::none;
    }
    if (name == "auto") {
        return ProfilerChoice::best;
    }
    if (name == "sampling") {
        return ProfilerChoice::sampling;
    }
    if (name == "gperftools") {
        return ProfilerChoice::gperftools;
    }
    if (name == "callgrind") {
        return ProfilerChoice::callgrind;
    }
    if (name == "counters") {
        return ProfilerChoice::counters;
    }
    throw Error(
        ErrorCode::usage,
        fmt::format("\"{}\" is no profiler; use auto, none, sampling, gperftools, callgrind or counters",
                    printable(name)));
}

bool must_be_there(ProfilerChoice choice) {
    return choice != ProfilerChoice::none && choice != ProfilerChoice::best;
}

std::string why_no_profile(ProfilerChoice choice, const std::string& first, const std::string& gperftools) {
    if (choice == ProfilerChoice::none) {
        return "nobody asked for one";
    }
    return gperftools.empty() ? first : fmt::format("{}; nor by gperftools: {}", first, gperftools);
}

std::string why_no_libprofiler() {
    return "libprofiler.so.0 was not found: apt-get install libgoogle-perftools4";
}

std::string why_no_valgrind() {
    return "valgrind was not found in PATH: apt-get install valgrind";
}

}  // namespace ratchet
