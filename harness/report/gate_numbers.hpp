#pragma once

#include "model/session.hpp"
#include "report/table.hpp"

namespace ratchet {

/// Everything behind a scenario's verdict, to be checked by hand: one column for each gate, one row for each
/// quantity that at least one gate has. Empty without gates.
Table gate_numbers(const ScenarioRecord& scenario);

}  // namespace ratchet
