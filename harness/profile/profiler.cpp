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
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is no profiler; use auto, none, sampling or gperftools",
                                              printable(name)));
}

bool must_be_there(ProfilerChoice choice) {
    return choice == ProfilerChoice::sampling || choice == ProfilerChoice::gperftools;
}

std::string why_no_profile(ProfilerChoice choice, const std::string& sampling,
                           const std::string& gperftools) {
    switch (choice) {
        case ProfilerChoice::none:
            return "nobody asked for one";
        case ProfilerChoice::sampling:
            return sampling;
        case ProfilerChoice::gperftools:
            return gperftools;
        case ProfilerChoice::best:
            break;
    }
    return gperftools.empty() ? sampling : fmt::format("{}; nor by gperftools: {}", sampling, gperftools);
}

std::string why_no_libprofiler() {
    return "libprofiler.so.0 was not found: apt-get install libgoogle-perftools4";
}

}  // namespace ratchet
