#pragma once

#include "model/profile_record.hpp"
#include "observe/memory.hpp"
#include "profile/stacks.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One sample, when it was taken, and of whom.
struct TimedSample {
    std::int64_t at_ns = 0;  ///< monotonic clock
    std::uint32_t process = 0;
    std::uint32_t thread = 0;
    std::uint32_t stack = 0;  ///< position in the profile's stacks
    bool truncated = false;   ///< its stack did not fit its copy
    bool unrooted = false;    ///< its stack does not lead to where a program or a thread begins

    friend bool operator==(const TimedSample&, const TimedSample&) = default;
};

/// Call stacks of one run, and what must be known to believe them.
struct TakenProfile {
    Stacks stacks;
    std::string unit = "samples";  ///< of what the stacks count: "samples" or "instructions"
    ProfileRung rung = ProfileRung::imported;
    std::string why_no_better;           ///< why no better rung was to be had; empty on the best
    std::optional<double> frequency_hz;  ///< asked for; samples only
    std::optional<double> duration_s;    ///< of the profiled run
    /// CPU time of the profiled runs, of what could be sampled; absent: not known.
    std::optional<double> cpu_s = {};
    // Absent: not known, of a file that does not tell.
    std::optional<std::uint64_t> lost = {};       ///< samples that the kernel dropped
    std::optional<std::uint64_t> throttled = {};  ///< how often the kernel slowed the sampling down
    std::optional<std::uint64_t> truncated =
        {};  ///< samples whose stack did not fit its copy: under "[truncated]"
    std::optional<std::uint64_t> unrooted =
        {};  ///< samples whose outermost function is no thread's or program's first
    /// Not absent: the stacks are of the start-up alone, from launch to the program's marker `ready`, which
    /// took so long (median of the runs).
    std::optional<double> until_ready_s = {};
    std::vector<TimedSample> timed = {};   ///< in order of time; the first so many, see `SamplingOptions`
    std::uint64_t untimed = 0;             ///< samples behind these, of which no time is known
    std::vector<TimedMemory> memory = {};  ///< of the profiled processes, in order of time
    std::string trace_json = {};  ///< the text of `trace.json`; empty: there is nothing to show over time
    /// Module -> absolute path of the file, as it was mapped; of those that samples lie in. Not in files.
    std::map<std::string, std::string> modules = {};
    /// What it was made of and is to be kept beside it, by file name: callgrind.out.
    std::map<std::string, std::string> sources;
};

}  // namespace ratchet
