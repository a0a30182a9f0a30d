#pragma once

#include "report/session_report.hpp"

namespace ratchet::testing {

/// A session with every verdict in it, plausible numbers, two gates on one scenario, a budget, components, a
/// failed run, warnings, fitness findings and calibration.
SessionReport sample_session();

/// A session in which everything that comes from outside tries to break out of its medium.
SessionReport hostile_session();

/// A scenario judged on `wall_time` alone: `shift` in fractions of the baseline's `before_s`.
ScenarioRecord judged_scenario(const std::string& full_name, Verdict verdict, double before_s, double change);

/// A session of all-unchanged scenarios.
SessionReport green_session();

}  // namespace ratchet::testing
