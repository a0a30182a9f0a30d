#pragma once

#include "model/baseline.hpp"
#include "model/verdict.hpp"
#include "report/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// One metric of one committed baseline, for `ratchet baseline show`.
struct BaselineRow {
    std::string scenario;
    std::string metric;
    std::string unit;
    double median = 0;
    std::optional<double> scatter;  ///< between runs, log scale
    int values = 0;
    int sessions = 0;
    std::optional<double> tau;              ///< between sessions, log scale
    std::optional<double> delta_same_boot;  ///< must-detect slowdown, fraction
    std::optional<double> delta_other_boot;
    std::string recorded_at;      ///< UTC, ISO 8601; of the newest session
    std::optional<double> drift;  ///< of the level by which it was accepted, from the epoch; fraction
};

/// One row for each metric that a gate may judge, by name.
std::vector<BaselineRow> rows_of(const Baseline& baseline);

/// "group/name: stacks of 1077 samples, 3 runs at 999 Hz, from session 2026-01-31T12-30-05Z", or that it has
/// none. On one line, printable.
std::string profile_line(const Baseline& baseline);

/// In the order given. Texts are raw: escape them for the medium.
Table baseline_table(const std::vector<BaselineRow>& rows);

/// What accepting a session did to one metric of one baseline.
struct BaselineChange {
    std::string scenario;
    std::string metric;
    std::string unit;
    bool higher_is_better = false;
    std::optional<double> before;  ///< median; absent: there was no baseline
    double now = 0;                ///< median
    std::optional<Shift> shift;    ///< absent where there was nothing to compare with
    std::string note;              ///< why it was refused or what to review; may be empty
};

/// The changes as lines for a commit message: plain text, no name shortened, in the order given. Ends with
/// the reason where there is one.
std::string baseline_change_text(const std::vector<BaselineChange>& changes, const std::string& reason);

}  // namespace ratchet
