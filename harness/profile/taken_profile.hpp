#pragma once

#include "model/profile_record.hpp"
#include "profile/stacks.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ratchet {

/// Call stacks of one run, and what must be known to believe them.
struct TakenProfile {
    Stacks stacks;
    std::string unit = "samples";  ///< of what the stacks count: "samples" or "instructions"
    ProfileRung rung = ProfileRung::imported;
    std::string why_no_better;           ///< why no better rung was to be had; empty on the best
    std::optional<double> frequency_hz;  ///< asked for; samples only
    std::optional<double> duration_s;    ///< of the profiled run
    std::uint64_t lost = 0;              ///< samples that the kernel dropped
    std::uint64_t throttled = 0;         ///< how often the kernel slowed the sampling down
    std::uint64_t truncated = 0;         ///< samples whose stack did not fit its copy: under "[truncated]"
    std::uint64_t unrooted = 0;  ///< samples whose outermost function is no thread's or program's first
    /// What it was made of and is to be kept beside it, by file name: callgrind.out.
    std::map<std::string, std::string> sources;
};

}  // namespace ratchet
