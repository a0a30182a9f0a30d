#pragma once

#include <string>
#include <string_view>

namespace ratchet {

/// Who takes stacks, as PROFILER, RATCHET_PROFILER and --profiler name it.
enum class ProfilerChoice {
    none,
    best,        ///< "auto": the first of those below that is to be had; none is no failure
    sampling,    ///< the kernel's perf events
    gperftools,  ///< libprofiler.so, preloaded
};

/// "auto", "none", "sampling" or "gperftools". Throws `Error(usage)` for another.
ProfilerChoice profiler_choice(std::string_view name);

/// Whether its absence fails the scenario that asked for it: it was named.
bool must_be_there(ProfilerChoice choice);

/// Why there is no profile of `choice`, out of why each was not to be had; empty where one was not tried.
std::string why_no_profile(ProfilerChoice choice, const std::string& sampling, const std::string& gperftools);

/// Why libprofiler.so.0 is not to be had.
std::string why_no_libprofiler();

}  // namespace ratchet
