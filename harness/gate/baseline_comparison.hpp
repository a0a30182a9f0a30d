#pragma once

#include "gate/comparability.hpp"
#include "model/baseline.hpp"
#include "model/calibration.hpp"
#include "model/warning.hpp"

#include <memory>
#include <string>
#include <vector>

namespace ratchet {

/// A baseline seen from now: what of it may be compared with, and the controls on that comparison.
struct BaselineComparison {
    /// With its sessions without hard differences: the baseline itself, which must outlive this, where these
    /// are all of them. Null: none is left.
    std::shared_ptr<const Baseline> comparable;
    /// Of the newest (last) session, where none is left: "field: baseline -> now".
    std::vector<std::string> hard_differences;
    /// Every session left ran the very code of now.
    bool same_code = false;
    /// Of this boot's sessions where there are any, else of all that are left: what the host is controlled
    /// by.
    std::vector<Calibration> calibrations;
    /// Soft differences from the newest session left.
    std::vector<Warning> warnings;
};

/// Those under which the newest session was recorded. `baseline` has at least one.
Conditions newest_conditions(const Baseline& baseline);

/// Splits the sessions of `baseline` (recorded under its one plan) into those comparable with `now` and the
/// others.
BaselineComparison compare_with_baseline(const Baseline& baseline, const Conditions& now);

}  // namespace ratchet
