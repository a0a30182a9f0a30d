#pragma once

#include "model/run_record.hpp"
#include "report/table.hpp"

namespace ratchet {

/// Time, share of the timed total, calls and time per call of each component, largest share first; then the
/// cost of the timers and the rest, so that the parts add up to the total by construction. The rest is what
/// the components and the timers leave of the total: signed, because a negative one tells that the timers
/// cost less than estimated. Shares are empty when the total is not positive.
Table component_table(const ComponentSummary& summary);

}  // namespace ratchet
