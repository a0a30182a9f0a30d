#pragma once

#include "report/session_report.hpp"
#include "session/session_store_disk.hpp"

#include <string>

namespace ratchet {

/// Draws the plots of every suite of the report into `suites/<suite>/plots/`, by few gnuplots, and fills in
/// the suites' `artifacts`: `plots/<name>.svg`, `.png`, `.gp` and `.dat`. What was there of an earlier
/// drawing is replaced as a whole, and kept where nothing could be drawn. The report's suites must have their
/// scenarios.
///
/// Nothing is thrown: a plot that cannot be drawn, and a gnuplot that is not there, are warnings of the
/// suite.
///
/// Keeps up to four processors busy, for about 50 ms a plot: not to be called while anything is measured.
void draw_suite_plots(const SessionDirectory& session, SessionReport& report);

}  // namespace ratchet
