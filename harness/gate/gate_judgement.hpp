#pragma once

#include "gate/gate_language.hpp"
#include "gate/metric_series.hpp"
#include "model/baseline.hpp"
#include "model/metric.hpp"
#include "model/verdict.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace ratchet {

/// Where fewer runs are asked for, gates report and decide nothing (DESIGN §8, rule 6).
inline constexpr int least_runs_to_gate = 9;

struct GateJudgement {
    GateVerdict verdict;           ///< complete but for `gate`, the text that the gate was written as
    bool needs_more_runs = false;  ///< undecided and a later look exists
};

/// What is known of a verdict before anything is judged: metric, unit, direction, alpha and the number of
/// values.
GateVerdict started_verdict(const MetricSeries& current);

/// A verdict that needs no judging, such as `no_baseline`. Any but `failed` tells the median of the current
/// values, of which there must be at least one.
GateJudgement judge_without_numbers(const MetricSeries& current, Verdict verdict, const std::string& reason);

/// The verdict on a series over `runs` runs that cannot be judged: `failed`, with its fault; `unchanged` for
/// an upper limit that the missing values are known to keep.
GateJudgement judge_faulty_series(const Gate& gate, const MetricSeries& current, std::size_t runs,
                                  const Plan& plan);

/// The setting of a GRID that limits such as "reference-0.01" are added to: its first.
struct ReferenceSetting {
    struct Level {
        double median = 0;
        MetricDefinition definition;
    };

    std::string name;
    bool is_this_one = false;              ///< judged itself: it keeps every limit that is relative to it
    std::map<std::string, Level> metrics;  ///< empty: not measured in this session
};

/// Judges a budget from the current values. `failed` where the limit's unit does not fit the metric's, and
/// for a limit relative to a reference where there is none (null: not a setting of a GRID); `incomparable`
/// where that has no value. The reference's median is taken as it is, without its own uncertainty.
GateJudgement judge_budget_gate(const Budget& budget, const MetricSeries& current, const Plan& plan,
                                const ReferenceSetting* reference = nullptr);

/// What may have caused what a look decided from a shift after so many runs, besides the code: a clause, or
/// nothing.
using OtherCause = std::function<std::optional<std::string>(Verdict verdict, const Shift& shift, int runs)>;

/// What is held against a change besides its interval.
struct Doubt {
    OtherCause other_cause;
    double excused = 0;  ///< slowdowns that may be no larger than this (log scale) are put down to the host
};

/// Judges current values against `baseline`, whose sessions must all be comparable and which must define the
/// metric, on the host as it is now. A look's verdict that has another cause does not stand: later looks
/// are taken, and after the last one the gate is `inconclusive`, with the verdict in `before_control`. Delta
/// `auto` is the baseline's stored one for this boot or another, else found by replay; so is the minimum
/// detectable regression, which is stored for one theta, delta and plan, and raised by what is excused beyond
/// theta. With fewer than two values nothing is compared. Throws as `select_reference`, and `Error(usage)`
/// proposing a budget for a value that is not positive. About 10 ms for 30 baseline values where it takes a
/// replay.
GateJudgement judge_statistical_gate(const StatisticalGate& gate, const MetricSeries& current,
                                     const Baseline& baseline, const HostFingerprint& host, const Plan& plan,
                                     const Doubt& doubt);

}  // namespace ratchet
