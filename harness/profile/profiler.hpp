#pragma once

#include <string>
#include <string_view>

namespace ratchet {

/// Who takes stacks or counts, as PROFILER, RATCHET_PROFILER and --profiler name it.
enum class ProfilerChoice {
    none,
    best,        ///< "auto": the first of the next two that is to be had; none is no failure
    sampling,    ///< the kernel's perf events
    gperftools,  ///< libprofiler.so, preloaded
    callgrind,   ///< exact counts of instructions and calls, some 50 times as slow as the program alone
    counters,    ///< the CPU's own: a group of events, no stacks
};

/// "auto", "none", "sampling", "gperftools", "callgrind" or "counters". Throws `Error(usage)` for another.
ProfilerChoice profiler_choice(std::string_view name);

/// Whether its absence fails the scenario that asked for it: it was named.
bool must_be_there(ProfilerChoice choice);

/// Why there is no profile of `choice`: `first` is why the one that it names is not to be had, of "auto" why
/// sampling is not, and `gperftools` why gperftools, which stands in for it, is not; empty: it was not tried.
std::string why_no_profile(ProfilerChoice choice, const std::string& first, const std::string& gperftools);

/// Why libprofiler.so.0 is not to be had.
std::string why_no_libprofiler();

/// Why valgrind is not to be had.
std::string why_no_valgrind();

}  // namespace ratchet
