#pragma once

#include "gate/epoch.hpp"
#include "model/baseline.hpp"
#include "model/verdict.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// What accepting a new baseline would do to one judged metric of one scenario.
struct LevelChange {
    ScenarioName scenario;
    std::string metric;
    MetricDefinition definition;
    std::optional<double> before;  ///< accepted median so far; absent: there is no baseline
    double after = 0;              ///< median to be accepted
    std::optional<Shift> shift;    ///< absent: no baseline, or incomparable
    Verdict verdict = Verdict::no_baseline;
    std::vector<std::string> hard_differences;  ///< why it is incomparable
    std::optional<std::string>
        other_cause;             ///< what overruled a change: the host moved, or the code is the same
    std::optional<Drift> drift;  ///< of the level to be accepted; absent: nothing comparable is pinned

    bool operator==(const LevelChange&) const = default;
};

/// Compares `proposed` with the accepted baseline, metric by metric of those that gates judge, with the
/// judge's own rules (one look, 2 % tolerated): a change that a moved host or identical code explains is
/// `inconclusive`. Instructions, where they were counted, come last; of them 0.5 % is tolerated.
std::vector<LevelChange> review_baseline(const std::optional<Baseline>& accepted, const Baseline& proposed);

/// Pins what drift is measured from once `proposed` is accepted: a metric keeps its epoch, also by an update
/// that found it unchanged or undecided. It moves to the first session of `proposed` where that is the first
/// level, where a reason was needed to accept it, and where it is improved and better than the epoch.
/// `changes`: by `review_baseline` of the two.
void pin_epoch(Baseline& proposed, const std::optional<Baseline>& accepted,
               const std::vector<LevelChange>& changes);

/// Until when `proposed` is accepted: a level that is worse, or the first one, until `until`. What was
/// accepted for a time stays so, with its reason, until another is given: an improvement may win back a part
/// alone.
void limit_acceptance(Baseline& proposed, const std::optional<Baseline>& accepted,
                      const std::vector<LevelChange>& changes, const std::optional<std::string>& until);

/// What stands in the way of accepting, one sentence each; empty: nothing does.
struct AcceptanceRequest {
    std::vector<LevelChange> changes;
    std::vector<std::string> unfit;  ///< blocking findings about the host
    std::vector<std::string> stale;  ///< binaries older than a tracked source, "program: newer source"
    bool dirty_tree = false;         ///< tracked files differ outside the baseline directory
    std::string reason;              ///< explains slowdowns and drift
    bool force = false;              ///< overrides all but an unexplained slowdown or drift
};
std::vector<std::string> objections(const AcceptanceRequest& request);

}  // namespace ratchet
