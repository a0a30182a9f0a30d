#pragma once

#include "report/session_report.hpp"
#include "report/table.hpp"

namespace ratchet {

// What a reader must know of a session to trust its numbers. Texts are raw: escape them for the medium.

/// What was measured where: name and value in each row, the first one as the head.
Table session_table(const SessionReport& report);

/// What was found of the host's fitness; no rows where nothing was.
Table fitness_table(const SessionRecord& session);

/// Of each calibration kernel the first, the smallest and the largest duration; no rows without calibration.
Table calibration_table(const SessionReport& report);

}  // namespace ratchet
