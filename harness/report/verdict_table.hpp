#pragma once

#include "report/session_report.hpp"
#include "report/table.hpp"

#include <string>

namespace ratchet {

/// One row for each gate of each scenario, worst scenario first and in it worst gate first: median now and in
/// the baseline, change with its interval, the smallest slowdown that would have been caught, runs. Reasons
/// are notes under the rows; what several scenarios in a row have to say is said once, under the last.
/// A scenario without gates shows its wall time. Texts are raw: escape them for the medium.
Table verdict_table(const SessionReport& report);

/// "suite quick: geometric mean +1.2 % [+0.1, +2.3] over 5 scenarios, unchanged." One line for each suite
/// whose mean is of several scenarios, and one that names the suites of which something did not run.
std::vector<std::string> suite_lines(const SessionReport& report);

struct NextStep {
    std::string what;  ///< "To record the missing baselines:"
    std::string how;   ///< a command or a path, to be shown so that it can be copied

    bool operator==(const NextStep&) const = default;
};

/// What a reader can do now: where to read on, and how to move a baseline when a verdict asks for that.
std::vector<NextStep> next_steps(const SessionReport& report);

/// Table, counts, suites, how profiles were come by, and next steps for a terminal or a log.
std::string render_verdicts(const SessionReport& report, const TextStyle& style);

}  // namespace ratchet
