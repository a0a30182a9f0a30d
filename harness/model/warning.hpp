#pragma once

#include <string>

namespace ratchet {

/// Something a reader of the numbers should know and that changes no verdict by itself. Stored in the
/// artifact as a value; `report/wording.hpp` is the one place that words it.
enum class WarningKind {
    missing_metric,       ///< subject: metric; detail: why it has no value
    truncated_output,     ///< subject: file; detail: bytes kept
    leftover_processes,   ///< subject: scenario; detail: how many were killed
    stale_binary,         ///< subject: executable; detail: the newer source file
    soft_difference,      ///< subject: field; detail: "baseline -> now"
    host_not_fit,         ///< subject: which check; detail: what was seen and what to do
    host_under_load,      ///< subject: evidence (psi, steal, load); detail: its value
    calibration_missing,  ///< subject: kernel; detail: why it cannot be compared
    few_runs,             ///< subject: metric; detail: n; the gate only reports
    baseline_stale,       ///< subject: metric; an improvement: the baseline should be moved
    tool_missing,         ///< subject: tool; detail: how to get it
    timer_cost,           ///< subject: component; detail: share of the run that is timing itself
    not_pinned,           ///< subject: scenario; detail: why CPUS could not be honoured
};

struct Warning {
    WarningKind kind{};
    std::string subject;
    std::string detail;

    bool operator==(const Warning&) const = default;
};

}  // namespace ratchet
