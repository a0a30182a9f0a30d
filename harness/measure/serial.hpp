#pragma once

#include "model/run_record.hpp"

namespace ratchet {

/// Whether the run kept one CPU busy at most: its user and system time together are no more than 1.1 of the
/// process's time. Of a run that was free to use several, for on one CPU every program is serial. Times that
/// are missing count as none.
bool is_serial(const RunRecord& run);

}  // namespace ratchet
