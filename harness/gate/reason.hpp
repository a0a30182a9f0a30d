#pragma once

#include "gate/gate_language.hpp"
#include "model/verdict.hpp"

#include <string>

// Puts numbers of a verdict into plain words. Shifts are shown in the metric's own terms: a slowdown of
// ln(1.064) is "+6.4 %" of a time and "-6.0 %" of a rate.

namespace ratchet {

/// "+6.4 %".
std::string change_text(double shift, bool higher_is_better);

/// "+6.4 % (between +3.1 % and +9.8 %)", the smaller bound first.
std::string shift_text(const Shift& shift, bool higher_is_better);

/// "1 run", "9 runs".
std::string runs_text(double count);

/// The sentence for a verdict reached by comparing with the baseline; `gate` is complete but for its reason.
/// An undecided one says what limits it: too few runs (and about how many more would do, taking the change
/// and the scatter for what they seem to be), the spread between sessions, or the baseline's own scatter.
/// `run_variance` is what the scatter of the current runs adds to the squared standard error. Ends with the
/// minimum detectable regression.
std::string statistical_reason(const GateVerdict& gate, double run_variance);

/// The same for a duet; `estimate` is the shift of its blocks, also where they are too few for bounds. An
/// undecided one says how many more blocks would do, or that the time was up.
std::string duet_reason(const GateVerdict& gate, double estimate);

/// The sentence for a budget's verdict; `gate` is complete but for its reason. `least_runs`: see
/// `least_runs_for_budget`.
std::string budget_reason(const GateVerdict& gate, Comparison comparison, int least_runs);

}  // namespace ratchet
