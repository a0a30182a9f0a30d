#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Linux gives processes and threads smaller numbers.
inline constexpr std::int64_t process_number_limit = std::int64_t{1} << 22U;

/// A part of the measured code, from one moment to another.
struct ComponentSpan {
    std::string component;
    std::optional<std::int64_t> thread;  ///< the system's number
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;

    bool operator==(const ComponentSpan&) const = default;
};

struct GaugeValue {
    std::int64_t at_ns = 0;
    double value = 0;

    bool operator==(const GaugeValue&) const = default;
};

/// A quantity over time.
struct GaugeSeries {
    std::string name;
    std::string unit = "1";
    std::vector<GaugeValue> values;

    bool operator==(const GaugeSeries&) const = default;
};

/// What a program told of what happened when, asked by the variable RATCHET_TIMELINE. Times are of the
/// system's monotonic clock.
struct ProgramTimeline {
    std::optional<std::int64_t> process = {};  ///< the system's number
    std::vector<ComponentSpan> spans = {};
    std::uint64_t spans_left_out = 0;  ///< shorter ones
    std::vector<GaugeSeries> gauges = {};

    bool operator==(const ProgramTimeline&) const = default;
};

}  // namespace ratchet
