#pragma once

#include "gate/judge.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// A host that is quiet by turns slows what is measured more than it does its calibration kernels, whose
/// shift then excuses too little. A slowdown of the code is in the runs that nothing disturbed, too: why
/// `found`, the shift of all `logs` (up is worse, one a run) against `reference`, is not taken for the
/// code's, as a clause. Nothing where at most a fifth of the runs were disturbed, or where the others
/// (`undisturbed`, by position) show at least half of it; fewer than two of them show nothing.
std::optional<std::string> cause_in_disturbed_runs(const Shift& found, const std::vector<double>& logs,
                                                   const std::vector<std::size_t>& undisturbed,
                                                   const Reference& reference, bool higher_is_better);

/// What slows a process from outside only ever adds, and comes and goes within seconds; code that became
/// slower is slower in its fastest runs too. Why `found` is not taken for the code's, as a clause: the
/// fastest quarter of `logs` (at least four) lies less than half as far above that of the reference's
/// sessions. Nothing otherwise. It needs no kernel, and so tells of neighbours whom the kernels do not feel.
std::optional<std::string> cause_in_slow_runs(const Shift& found, const std::vector<double>& logs,
                                              const Reference& reference, bool higher_is_better);

}  // namespace ratchet
