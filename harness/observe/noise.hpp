#pragma once

#include "model/run_record.hpp"

#include <optional>
#include <string_view>

namespace ratchet {

/// What the kernel has counted since boot; each absent where it does not tell.
struct NoiseSnapshot {
    std::optional<double> cpu_pressure_s;     ///< time in which some task waited for a CPU
    std::optional<double> io_pressure_s;      ///< the same for input and output
    std::optional<double> memory_pressure_s;  ///< the same for memory
    std::optional<double> steal_s;            ///< time that the hypervisor took, all CPUs together
    std::optional<double> load_average_1m;    ///< not a count: at this moment

    bool operator==(const NoiseSnapshot&) const = default;
};

/// Seconds out of a file of /proc/pressure: `total` (microseconds) of its `some` line. Nothing when the text
/// is not of that form, as it is where pressure stall information is switched off.
std::optional<double> pressure_s(std::string_view text);

/// Seconds out of the first line of /proc/stat, whose eighth number counts stolen ticks. Nothing when the
/// line or the number is not there.
std::optional<double> steal_s(std::string_view text, long ticks_per_second);

/// The first number of /proc/loadavg.
std::optional<double> load_average_1m(std::string_view text);

/// What happened between two snapshots, and the load at the later one. A count that is absent in either or
/// went back is absent.
NoiseEvidence noise_between(const NoiseSnapshot& before, const NoiseSnapshot& after);

}  // namespace ratchet
