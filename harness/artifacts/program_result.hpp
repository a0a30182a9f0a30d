#pragma once

#include "model/metric.hpp"
#include "model/program_timeline.hpp"
#include "model/run_record.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ratchet::artifacts {

/// How much work one call of the body does.
struct ProgramItems {
    double count = 0;  ///< per call, not negative
    std::string unit = "items";

    bool operator==(const ProgramItems&) const = default;
};

/// A metric of the program's own, over one run.
struct ProgramMetric {
    std::string name;
    std::vector<double> values;  ///< at least one; a single `value` in the file is read as a list of one
    MetricDefinition definition{.unit = "1", .scope = MetricScope::iteration};

    bool operator==(const ProgramMetric&) const = default;
};

/// A moment that the program marked.
struct ProgramMarker {
    std::string name;        ///< "ready": it has started up
    std::int64_t at_ns = 0;  ///< the system's monotonic clock (CLOCK_MONOTONIC)

    bool operator==(const ProgramMarker&) const = default;
};

struct ProgramCheck {
    bool passed = false;
    std::string message;

    bool operator==(const ProgramCheck&) const = default;
};

/// What a measured program tells about one run of itself: the file that RATCHET_RESULT names, the same for
/// programs in any language. Every key of the file but `$schema` is optional; what a program does not tell
/// keeps the value shown here.
struct ProgramResult {
    std::string scenario;      ///< empty: not told
    bool exploration = false;  ///< the times are those of a search for a plan, from the very first call
    std::uint64_t batch = 1;   ///< calls of the body per timed iteration
    std::uint64_t warmup_iterations = 0;
    bool batchable = false;                 ///< false: set-up before each iteration, or manual timing
    std::vector<double> iteration_times_s;  ///< per call, in order, at most `max_iteration_times`
    std::optional<ProgramItems> items;
    std::optional<double> bytes;  ///< processed per call
    std::vector<ProgramMetric> metrics;
    std::vector<ProgramCheck> checks;  ///< those that passed may be left out
    std::optional<ComponentSummary> components;
    std::optional<std::int64_t> peak_rss_bytes;  ///< of the process, at its end
    /// In all timed iterations together; told when RATCHET_COUNT_INSTRUCTIONS asks for it.
    std::optional<std::uint64_t> instructions;
    std::map<std::string, std::string> facts;  ///< "optimised", "sanitizers", "compiler", …
    std::vector<ProgramMarker> markers;        ///< in the order told
    ProgramTimeline timeline;                  ///< empty: it told nothing of the kind
    std::map<std::string, std::string>
        missing;  ///< metric to why it has no value; told by benchmark libraries alone

    /// When it said that it is ready: the first such marker.
    [[nodiscard]] std::optional<std::int64_t> ready_ns() const;

    bool operator==(const ProgramResult&) const = default;
};

/// More iterations than this in one result file are refused.
inline constexpr std::size_t max_iteration_times = 10'000;

/// Reads the result file `text`; `where` names it in errors. Throws `Error(artifact)` that names the field
/// when it is malformed, negative where that has no meaning, or of an unknown version. Unknown keys are
/// ignored.
ProgramResult result_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
