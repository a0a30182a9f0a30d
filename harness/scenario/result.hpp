#pragma once

#include "scenario/timeline.hpp"
#include <ratchet/detail/origin.hpp>
#include <ratchet/metric.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ratchet::runtime {

struct Items {
    std::uint64_t count = 0;  ///< per call
    std::string unit;
};

/// A metric that the scenario told.
struct ToldMetric {
    std::string name;
    std::string unit;
    Direction direction = Direction::lower_is_better;
    MetricScope scope = MetricScope::whole_process;
    bool per_iteration = false;  ///< told inside `measure`: one value per timed iteration that told it
    std::vector<double>
        values;  ///< finite; empty when no timed iteration told it, else one if not per iteration
};

struct ComponentTime {
    std::string name;
    std::uint64_t calls = 0;  ///< outermost
    double total_s = 0;
    double self_s = 0;
    double min_s = 0;
    double max_s = 0;
};

struct ComponentTimes {
    double timed_total_s = 0;               ///< of the windows in which components were on
    double timer_cost_s = 0;                ///< estimate, contained in the total
    std::vector<ComponentTime> components;  ///< by name, not empty
};

struct TimedWindow {
    std::int64_t start_ns = 0;  ///< monotonic clock: the first timed iteration begins
    std::int64_t end_ns = 0;    ///< the last one ends
};

/// A scope of a component; monotonic clock.
struct ComponentSpan {
    std::string component;
    std::optional<std::int64_t> thread;  ///< the system's number; absent where it has none
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
};

/// What happened when.
struct Timeline {
    std::optional<std::int64_t> process;  ///< the system's number; absent where it has none
    std::vector<ComponentSpan> spans;     ///< the longest ones, by their beginning
    std::uint64_t spans_left_out = 0;
    std::vector<GaugeValues> gauges;
};

/// One run of one scenario: the content of the result file.
struct Result {
    std::string scenario;
    bool exploration = false;
    bool batchable = true;
    std::uint64_t batch = 1;
    std::uint64_t warmup_iterations = 0;
    std::vector<double> iteration_times_s;  ///< per call; empty when a failed check came before `measure`
    std::optional<Items> items;
    std::optional<std::uint64_t> bytes;
    std::vector<ToldMetric> metrics;
    std::vector<std::string> failed_checks;    ///< each message once
    std::optional<ComponentTimes> components;  ///< absent: none was called
    std::optional<std::int64_t> peak_rss_bytes;
    std::optional<std::uint64_t> instructions;  ///< in all timed iterations; absent: not counted
    std::optional<std::int64_t> ready_ns;       ///< monotonic clock
    std::optional<TimedWindow> timed_window;
    std::optional<Timeline> timeline;  ///< absent: nobody asked
    detail::Build build;
};

/// "address,undefined"; empty: none.
std::string sanitizers_of(const detail::Build& build);

/// The result file, "ratchet/result/1", one line. Throws std::invalid_argument for a number that is not
/// finite.
std::string to_json(const Result& result);

/// What a person who runs a scenario by hand sees; some lines, ending in a newline.
std::string summary_of(const Result& result);

}  // namespace ratchet::runtime
