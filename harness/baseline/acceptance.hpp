#pragma once

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
        other_cause;  ///< what overruled a change: the host moved, or the code is the same

    bool operator==(const LevelChange&) const = default;
};

/// Compares `proposed` with the accepted baseline, metric by metric of those that gates judge, with the
/// judge's own rules (one look, 2 % tolerated): a change that a moved host or identical code explains is
/// `inconclusive`. Instructions, where they were counted, come last; of them 0.5 % is tolerated.
std::vector<LevelChange> review_baseline(const std::optional<Baseline>& accepted, const Baseline& proposed);

/// What stands in the way of accepting, one sentence each; empty: nothing does.
struct AcceptanceRequest {
    std::vector<LevelChange> changes;
    std::vector<std::string> unfit;  ///< blocking findings about the host
    std::vector<std::string> stale;  ///< binaries older than a tracked source, "program: newer source"
    bool dirty_tree = false;         ///< tracked files differ outside the baseline directory
    std::string reason;              ///< explains slowdowns
    bool force = false;              ///< overrides all but an unexplained slowdown
};
std::vector<std::string> objections(const AcceptanceRequest& request);

}  // namespace ratchet
