#pragma once

#include "model/verdict.hpp"

#include <string>

namespace ratchet {

/// The smallest slowdown that the gate would have caught, as the metric would show it: "+5.0 %", and for a
/// rate, which falls, "-4.8 %". Empty where it is not known.
std::string caught_change(const GateVerdict& gate);

/// One gate's numbers on one line: "wall_time 13.1 ms, baseline 12.3 ms, change +6.4 % [+4.2, +8.6], would
/// have caught +5.0 %, 9 runs", or the interval against the budget. What is not known is left out.
std::string gate_line(const GateVerdict& gate);

}  // namespace ratchet
