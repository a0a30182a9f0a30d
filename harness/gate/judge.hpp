#pragma once

#include "model/verdict.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ratchet {

/// The margins and error rate of a statistical gate. Margins are fractions (0.02), not logs.
struct StatisticalPolicy {
    double theta = 0.02;     ///< a slowdown up to this is accepted
    double delta = 0.05;     ///< a slowdown of this must not end as unchanged
    double alpha = 0.01;     ///< one-sided, shared equally by the looks
    std::vector<int> looks;  ///< cumulative runs at each look, ascending, not empty
};

/// Throws `Error(usage)` unless the margins are not negative, alpha is inside (0, 0.5) and the looks ascend
/// from at least two runs.
void require_valid(const StatisticalPolicy& policy);

/// What a comparison is made against: values on the log scale where up is worse, one vector per session.
struct Reference {
    std::vector<std::vector<double>> sessions;  ///< at least one; each with at least two values
    Tau tau;
};

/// Hodges-Lehmann shift of `current` against each reference session, averaged, with its standard error and
/// one-sided bounds at level `1 - alpha / looks` (DESIGN §8, rules 1, 2 and 4). Needs at least two current
/// values; throws `Error(measurement)` for fewer, and `Error(usage)` for a malformed reference.
/// O(baseline values x current values), about 3 us for 30 x 9.
struct ShiftEstimate {
    Shift shift;
    double standard_error = 0;
    double standard_error_without_tau = 0;
    std::optional<double> degrees_of_freedom;  ///< absent: infinitely many
};
ShiftEstimate estimate_shift(const Reference& reference, const std::vector<double>& current, double alpha,
                             int looks);

/// The shift of `estimate_shift` and its standard error without τ, for where no bounds are wanted:
/// finding them takes half of its time. Throws as it does.
struct UnboundedShift {
    double estimate = 0;
    double standard_error = 0;
};
UnboundedShift estimate_without_bounds(const Reference& reference, const std::vector<double>& current);

/// How far the reference's level lies from that of the code it was recorded with: one standard deviation, of
/// the scatter of its values and of τ between its sessions. Throws `Error(usage)` for a malformed reference.
double level_error(const Reference& reference);

/// The verdict that one look gives, or nothing when the interval decides nothing (rule 5).
std::optional<Verdict> decide(const Shift& shift, double theta, double delta);

/// Whether something speaks against what a look decided from a shift after so many runs.
using Overrules = std::function<bool(Verdict verdict, const Shift& shift, int runs)>;

/// Outcome of looking at a growing series of runs at the policy's looks.
struct Judgement {
    Verdict verdict = Verdict::inconclusive;
    std::optional<Verdict> overruled;  ///< what the last look taken would have decided
    bool needs_more_runs = false;      ///< undecided and a later look exists: measure on
    int looks_taken = 0;
    ShiftEstimate estimate;  ///< at the last look taken
};

/// Takes every look that `current` (all runs so far, in order) has reached and stops at the first decisive
/// one that `overrules`, if given, lets stand: a look overruled is an undecided one, since more runs may show
/// the scenario at its ease. Values beyond the deciding look are ignored, so that appending runs never
/// changes a verdict. Fewer values than the first look: `needs_more_runs`, no look taken and the estimate is
/// of all values there are (at least two, as for `estimate_shift`). Throws `Error(usage)` for a malformed
/// policy.
Judgement judge_series(const StatisticalPolicy& policy, const Reference& reference,
                       const std::vector<double>& current, const Overrules& overrules = nullptr);

}  // namespace ratchet
