#pragma once

#include "model/calibration.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Whether the host itself changed speed, seen by the calibration kernels (DESIGN §8, rule 9). It overrules a
/// verdict and is never a divisor.
struct HostControl {
    /// How far a kernel may have moved at most, in logs: its shift and two standard errors.
    struct Excuse {
        double shift = 0;
        std::string kernel;  ///< empty: no kernel could be compared
        /// The largest change of what is measured that a host which moved may have made this way, in logs:
        /// twice as far as any kernel may have moved this way, as far as one may have moved the other way, or
        /// twice as far as the values of a kernel lie apart whose alternate ones differ. 0 where the host did
        /// not move.
        double explains = 0;
    };
    bool moved = false;
    Excuse slower;                  ///< the largest possible slowdown of any kernel
    Excuse faster;                  ///< the same for speed-ups; negative where every kernel is slower
    std::string reason;             ///< names each kernel that moved and by how much; empty when none did
    std::vector<Warning> warnings;  ///< calibration_missing: kernels that could not be compared, and why
};

/// Compares the kernels of this session with those of the baseline sessions that a scenario is judged
/// against. A kernel moved when its shift (rule 1) is beyond both 3 % and 3 standard errors (rule 2, without
/// tau) in either direction. It also counts as moved when its own even and odd values, an A/A comparison
/// within this session, come out as regressed or improved (2 % tolerated, one look at 0.01, no tau).
///
/// A side that has other kernels, another kernel version, fewer than 5 values or one that is not positive is
/// not compared: a warning, never a move. The A/A comparison needs 10 values and is else left out.
HostControl control_host(const std::vector<Calibration>& baseline, const Calibration& now);

/// Which of `runs` runs met the host as the baseline's did, by position: those with no kernel's value, right
/// before or right after, above Tukey's upper fence of the baseline's values (Q3 + 1.5 IQR) and 10 % above
/// their median. `now` has a value before the first run and one after each. Kernels that cannot be compared
/// (see `control_host`), and values that are not there, say nothing against a run.
std::vector<std::size_t> undisturbed_runs(const std::vector<Calibration>& baseline, const Calibration& now,
                                          std::size_t runs);

/// Rules 9 and 10: what besides the code may have caused `verdict`, reached from `shift`, as a clause. A host
/// that moved may have caused `regressed` and `improved` as far as its `Excuse` explains; so may one
/// whose calibration values scatter so much that a move as large as the change is at least cannot be
/// excluded, as they do where a neighbour comes and goes; and identical code cannot have regressed. Nothing
/// where the verdict stands.
std::optional<std::string> cause_beside_code(Verdict verdict, const Shift& shift, const HostControl& control,
                                             bool same_code);

}  // namespace ratchet
