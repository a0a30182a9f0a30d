#pragma once

#include "model/warning.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Worst first: of several gates the worst verdict wins. `not_run` is never a gate's verdict.
enum class Verdict {
    failed,
    regressed,
    incomparable,
    inconclusive,
    no_baseline,
    unchanged,
    improved,
    not_run
};

/// A change on the log scale where up is worse: `ln(time)`, or `-ln(rate)` for a higher-is-better metric.
/// `lower` and `upper` are one-sided bounds, each at level `1 - alpha/looks`.
struct Shift {
    double estimate = 0;
    double lower = 0;
    double upper = 0;

    bool operator==(const Shift&) const = default;
};

/// Where the between-session standard deviation came from.
enum class TauSource {
    same_boot,        ///< pooled over the rounds of a baseline session recorded in this boot
    between_boots,    ///< pooled over at least three baseline sessions of different boots
    default_virtual,  ///< 2 %
    default_metal,    ///< 0.5 %
};

struct Tau {
    double value = 0;                          ///< log scale
    std::optional<double> degrees_of_freedom;  ///< absent: a default or a floor, taken as infinitely many
    TauSource source = TauSource::default_virtual;

    bool operator==(const Tau&) const = default;
};

/// A budget's limit against the interval of the current median, in the metric's unit.
struct BudgetResult {
    double limit = 0;
    double median = 0;
    double lower = 0;
    double upper = 0;
    bool at_least = false;  ///< the limit is a lower one

    bool operator==(const BudgetResult&) const = default;
};

/// What one gate decided, with everything needed to check it by hand.
struct GateVerdict {
    std::string gate;  ///< as written, e.g. "wall_time 2%/5%"
    std::string metric;
    std::string unit;
    bool higher_is_better = false;
    Verdict verdict = Verdict::inconclusive;
    std::string reason;                     ///< one sentence; says what limits an inconclusive verdict
    std::optional<Verdict> before_control;  ///< the verdict that a moved host or identical code overruled
    double theta = 0;                       ///< tolerated slowdown, fraction (0.02); 0 for a budget
    double delta = 0;                       ///< must-detect slowdown, fraction
    double alpha = 0.01;                    ///< one-sided, over all looks
    int looks_planned = 0;
    int looks_taken = 0;
    int current_n = 0;
    int baseline_n = 0;
    int baseline_sessions = 0;
    std::optional<double> baseline_median;  ///< metric's unit
    std::optional<double> current_median;   ///< metric's unit
    std::optional<Shift> shift;             ///< absent for a budget and where nothing was compared
    std::optional<double> standard_error;   ///< log scale, tau included
    std::optional<double> standard_error_without_tau;
    std::optional<double> degrees_of_freedom;
    std::optional<Tau> tau;
    std::optional<double> minimum_detectable;  ///< slowdown, fraction: 90 % of replays end regressed
    std::optional<BudgetResult> budget;
    std::optional<int> blocks;  ///< of a duet, whose reference build stands for the baseline

    bool operator==(const GateVerdict&) const = default;
};

/// What wall time and instruction count together say of a change.
enum class Cause {
    more_work,        ///< more instructions
    less_work,        ///< fewer instructions
    layout_or_cache,  ///< as many instructions (or fewer) took another time
    layout,           ///< as many, and the change is no larger than layout alone makes
    host,             ///< as many, and the calibration kernels moved as well
    waiting,          ///< as many, and the time was spent off the CPU: blocked or stolen
};

/// A scenario's verdict: the worst of its gates', or one reason that precedes them all.
struct ScenarioVerdict {
    Verdict verdict = Verdict::not_run;
    std::string reason;
    std::vector<GateVerdict> gates;             ///< in the order written
    std::vector<std::string> hard_differences;  ///< "field: baseline -> now"; why it is incomparable
    bool same_code = false;                     ///< identical digests: a free A/A control
    bool host_moved = false;                    ///< or was too restless for a gate's verdict to stand
    bool advisory = false;                      ///< GATE none: reported, never failing
    std::optional<Cause> cause = std::nullopt;  ///< absent: nothing changed, or one meter alone was read

    bool operator==(const ScenarioVerdict&) const = default;
};

}  // namespace ratchet
