#pragma once

#include "model/cpu_counters.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How stacks were come by, best first; the last one has none.
enum class ProfileRung {
    kernel_and_user,  ///< sampled by the kernel's perf events, its own functions included
    user_only,        ///< the same without the kernel's functions
    gperftools,       ///< sampled by libprofiler.so, preloaded
    callgrind,        ///< instructions counted by callgrind, and shared out over its call graph
    imported,         ///< read from a file of another tool
    counters,         ///< no stacks: events that the CPU counted
};

/// In how many of a profile's samples a function stands whose name matches: of that a gate on a share is
/// judged.
struct SampledShare {
    std::string pattern;        ///< regular expression, see base/pattern.hpp
    std::uint64_t matched = 0;  ///< samples with such a function in their stack, however often it is in there
    std::uint64_t samples = 0;  ///< all

    bool operator==(const SampledShare&) const = default;
};

/// The share of one component of the measured code, by its timers and by samples of the same runs.
struct ComponentShare {
    std::string component;
    double timed = 0;           ///< of the CPU time of these runs, as a fraction; warm-up calls counted in
    std::uint64_t matched = 0;  ///< samples with a function of its name in their stack
    std::uint64_t samples = 0;  ///< all

    bool operator==(const ComponentShare&) const = default;
};

/// What became of a scenario's profiled runs, which are runs of their own beside the judged ones. The stacks
/// are in a file.
struct ProfileRecord {
    std::string asked_for;            ///< PROFILER: "auto", or one by name
    std::optional<ProfileRung> rung;  ///< absent: there is no profile
    std::string why;                  ///< no better rung, or no profile at all, and what to do; may be empty
    int runs = 0;                     ///< that were profiled
    std::optional<double> frequency_hz;
    std::optional<double> duration_s;  ///< wall time of all these runs
    std::uint64_t samples = 0;
    // Absent: not known.
    std::optional<std::uint64_t> lost = {};       ///< samples that the kernel dropped
    std::optional<std::uint64_t> throttled = {};  ///< how often the kernel slowed the sampling down
    std::optional<std::uint64_t> truncated = {};  ///< samples whose stack did not fit its copy
    std::optional<std::uint64_t> unrooted =
        {};  ///< samples whose stack does not lead to where a program or a thread begins
    /// Of the first of these runs: of a program that was being profiled, so nothing is ever judged by them.
    std::map<std::string, double> profiled_metrics;
    std::vector<SampledShare> shares;        ///< of each regular expression that a gate has
    std::vector<ComponentShare> components;  ///< by name; of what is sampled alone
    /// Module -> absolute path of the program or library that the stacks have functions of.
    std::map<std::string, std::string> modules = {};

    std::optional<CpuCounters> counters;  ///< absent: PROFILER is another than "counters", or there are none

    bool operator==(const ProfileRecord&) const = default;
};

}  // namespace ratchet
