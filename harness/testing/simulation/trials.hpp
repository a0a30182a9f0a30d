#pragma once

#include "gate/judge.hpp"
#include "model/verdict.hpp"

#include <optional>
#include <vector>

// What becomes of judgements whose truth is known: simulated, or recorded with a slowdown that was injected.

namespace ratchet::testing {

/// How trials with one true slowdown ended.
struct Outcomes {
    int trials = 0;
    int regressed = 0;
    int improved = 0;
    int unchanged = 0;
    int inconclusive = 0;
    int covered = 0;  ///< trials whose final interval holds the truth

    /// `shift`: absent where the judge saw too little for one, which covers nothing.
    void count(Verdict verdict, const std::optional<Shift>& shift, double slowdown);

    bool operator==(const Outcomes&) const = default;
};

/// What one stage of the judge does on one host. θ is 2 %, δ the stage's own.
struct Characteristics {
    Outcomes no_change;
    Outcomes at_theta;
    Outcomes at_delta;
    Outcomes at_detectable;        ///< each at the minimum detectable regression that another trial printed
    std::vector<double> printed;   ///< minimum detectable regressions, fractions, sorted
    int printed_none = 0;          ///< trials that could not name one
    std::optional<double> oracle;  ///< what the same rule prints when it is given the host's true noise

    bool operator==(const Characteristics&) const = default;
};

}  // namespace ratchet::testing
