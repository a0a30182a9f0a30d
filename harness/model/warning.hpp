#pragma once

#include <string>

namespace ratchet {

/// Something a reader of the numbers should know and that changes no verdict by itself. Stored in the
/// artifact as a value; `report/wording.hpp` is the one place that words it.
enum class WarningKind {
    missing_metric,       ///< subject: metric; detail: "in 3 of 9 runs"
    truncated_output,     ///< subject: file; detail: bytes kept
    leftover_processes,   ///< subject: scenario; detail: how many were killed
    stale_binary,         ///< subject: executable; detail: the newer source file
    soft_difference,      ///< subject: field; detail: "baseline -> now"
    host_under_load,      ///< subject: how it showed; detail: share of a typical run's time
    calibration_missing,  ///< subject: kernel; detail: why it cannot be compared
    few_runs,             ///< subject: metric; detail: n; the gate only reports
    baseline_stale,       ///< subject: metric; an improvement: the baseline should be moved
    tool_missing,         ///< subject: tool; detail: how to get it
    plot_failed,          ///< subject: plot and suite; detail: what gnuplot said
    timer_cost,           ///< subject: "components"; detail: share of the timed work that is timing itself
    trend,                ///< subject: metric; detail: from where to where, and how sure
    autocorrelation,      ///< subject: metric; detail: "0.71 over 9 runs"
    acceptance_ended,     ///< subject: the day; detail: the reason that held until then
    baseline_old,         ///< subject: the day of its newest session; detail: "123 days"
    drifted_from_epoch,   ///< subject: metric; detail: "+6.1 % since 0123456789ab (2026-03-24)"
    common_shift,         ///< subject: suite; detail: by how much its members moved together
    not_confirmed,        ///< subject: commit or scenario; detail: why there was no duet
    not_pinned,           ///< subject: scenario; detail: why CPUS could not be honoured
    ignored_failures,     ///< subject: command; detail: "3 of 10 runs"
    slow_first_run,       ///< subject: command; detail: "20 ms against 11 ms"
    outliers,             ///< subject: command or metric; detail: how many
    stripped,             ///< subject: executable; detail: which section is not there
    no_unwind_tables,     ///< subject: executable; detail: which sections are not there
    no_such_function,     ///< subject: "share(...)" of a gate; detail: which functions are near
    never_ready,          ///< subject: command or "The program"; detail: what was waited for
    waiting,              ///< subject: command; detail: CPU time of wall time
    too_short,            ///< subject: command; detail: its median
    baseline_profile,     ///< subject: file of stacks beside a baseline; detail: why it is not used
    shell_share,          ///< subject: command; detail: the shell's own start of the median
};

struct Warning {
    WarningKind kind{};
    std::string subject;
    std::string detail;

    bool operator==(const Warning&) const = default;
};

}  // namespace ratchet
