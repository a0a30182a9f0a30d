#pragma once

#include "report/session_report.hpp"

#include <string>

namespace ratchet {

/// The content of `report.md`: what was measured where, the verdict table with its reasons, every number
/// behind each verdict that needs attention, the plots, where the time went, how profiles were come by, the
/// host's fitness, calibration, warnings, and links to the session's files (relative to the session's
/// directory, where the report lies). Names, reasons and messages come from outside and are escaped.
std::string markdown_report(const SessionReport& report);

/// The same without the links, for where the session's files are not: the summary of a CI service.
std::string markdown_summary(const SessionReport& report);

}  // namespace ratchet
