#pragma once

#include "profile/taken_profile.hpp"

#include <cstdint>
#include <vector>

namespace ratchet {

/// From one moment to another; monotonic clock.
struct TimeWindow {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
};

/// The part of a profile that lies in the start-ups: windows from launch to where the program said that it is
/// ready, in the order of time, none of which overlaps another. `until_ready_s` is their median, `duration_s`
/// their sum. What the kernel lost or throttled is told of all of the profile, since nobody knows when.
/// Throws `Error(measurement)` where the times of samples are not known for long enough, and without a
/// window.
TakenProfile until_ready(const TakenProfile& profile, const std::vector<TimeWindow>& start_ups);

/// The profiles of several runs as one, in the order of time: stacks and what was counted are added up, times
/// put in a row. What is said of how they were taken is the first one's. Throws `Error(usage)` without any.
TakenProfile joined_profiles(const std::vector<TakenProfile>& profiles);

}  // namespace ratchet
