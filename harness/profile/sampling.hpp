#pragma once

#include "profile/perf_records.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ratchet {

/// Of each stack, in bytes. The kernel takes what a record has room for, whose length is a 16-bit number.
inline constexpr std::uint32_t largest_copy = 65528;

/// How a program is sampled.
struct SamplingOptions {
    double frequency_hz = 999;  ///< of each thread while it is on a CPU
    StackSource stacks = StackSource::copies;
    std::uint32_t stack_bytes = 8192;  ///< of each copy; 16, 32 and 64 KiB are for deep stacks
    /// Where stacks did not fit their copies, the program is launched again with the largest ones, if it may
    /// be launched more than once.
    bool may_take_more = true;
    bool kernel = true;  ///< the kernel's own functions too, where it allows that
    std::size_t most_timed =
        20'000;  ///< samples of which the time is kept: 20 s of one CPU at the usual frequency
};

/// Reads how stacks are to be had: "8", "16", "32", "64" (KiB of copies) or "fp". That is then what is taken.
/// Throws `Error(usage)`.
void set_stacks(SamplingOptions& options, const std::string& text);

/// Where sampling met its obstacle.
enum class SamplingStep { open_event, map_ring };

/// Why there are no perf events, and what to do about it. `paranoid`: of kernel.perf_event_paranoid; absent:
/// not known.
std::string why_no_perf_events(SamplingStep step, int error, std::optional<int> paranoid);

/// Why the kernel's own functions are not seen. Short: it stands beside a profile that was taken.
std::string why_no_kernel_functions(std::optional<int> paranoid);

}  // namespace ratchet
