#pragma once

#include "model/cpu_counters.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// Each event that was counted, in the order of reading: how often in the whole run, and for each 1000
/// instructions; instructions per cycle behind the cycles. What was scaled up is marked "scaled".
Table counter_table(const CpuCounters& counters);

/// What must be known to read it, a sentence each: what was counted, how much of the time, what is missing
/// and why. Not escaped for any format; reasons are printable.
std::vector<std::string> counter_notes(const CpuCounters& counters);

}  // namespace ratchet
