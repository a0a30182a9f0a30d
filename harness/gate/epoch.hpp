#pragma once

#include "model/baseline.hpp"
#include "model/verdict.hpp"
#include "model/warning.hpp"

#include <optional>
#include <string>
#include <vector>

// Baselines may be moved again and again by less than a gate tolerates, and nightly sessions are appended by
// less than it must detect: small steps that nobody decided on. Each metric therefore keeps the level that
// was last explained, its epoch, and says how far it has drifted since.

namespace ratchet {

/// Growth of `instructions` that needs no explanation, a fraction: what a rebuild may move them by.
inline constexpr double tolerated_growth_of_counts = 0.005;

/// The pinned level of a metric; of a baseline that pins none that of its first session, by which the level
/// was accepted (of `instructions`, the first that counted). Nothing where that has no value.
std::optional<EpochLevel> epoch_of(const Baseline& baseline, const std::string& metric);

/// How a level lies to the epoch.
struct Drift {
    EpochLevel since;
    double shift = 0;     ///< log scale, up is worse
    bool is_far = false;  ///< worse by more than δ, as it is in another boot than the recording's, and for
                          ///< `instructions` than a growth of them that needs no explanation

    bool operator==(const Drift&) const = default;
};

/// The drift of `median` (in the metric's unit) from the baseline's epoch. Nothing without an epoch, for a
/// metric that is not judged, and where one of the two medians is not positive.
std::optional<Drift> drift_of(const Baseline& baseline, const std::string& metric, double median);

/// Of the metrics that a verdict by `baseline` calls unchanged those that lie beyond δ from the epoch, both
/// that of another boot and the gate's own: what no single step showed.
std::vector<Warning> warn_of_drift(const Baseline& baseline, const ScenarioVerdict& verdict);

/// "+6.1 % since 0123456789ab (2026-03-24)", in the metric's own terms.
std::string to_text(const Drift& drift, Direction direction);

}  // namespace ratchet
