#pragma once

#include "gate/judge.hpp"
#include "model/baseline.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// How far sessions of one host lie apart when nothing changed (DESIGN §8, rule 3). Everything here is on the
/// log scale.

/// Below this a pooled τ is not believed: few rounds can look alike by luck, and a recording of a minute sees
/// one state of a host that has several. A virtual machine's neighbours hold such a state for minutes: idle
/// ones were seen at two speeds 2.4 % apart, each for longer than a recording takes.
constexpr double tau_floor(bool virtualised) {
    return virtualised ? 0.01 : 0.005;
}
/// What τ is to the spread of a session's rounds. They follow one another and share what drifts slowly, which
/// a later session does not: on simulated hosts that forget half of their level from round to round, the
/// judge errs as often as it claims with this factor, and twice as often without it.
inline constexpr double tau_per_round_spread = 1.3;
/// Used where no τ is known.
inline constexpr double default_tau_virtual = 0.02;
inline constexpr double default_tau_metal = 0.005;

/// One scenario's log values, one vector per group: the rounds of a session, or sessions of different boots.
using GroupedValues = std::vector<std::vector<double>>;

/// Between-group standard deviation, one for all scenarios: what is left of the spread of the groups' medians
/// when the scatter inside the groups has explained its part, `(π/2) s² / (values per group)` of a median's
/// variance with s the robust scale of the scenario's residuals from its groups' medians. Scenarios are
/// pooled by what they can say about it (`statistics::between_variance`), so that one that scatters widely
/// does not blind the rest. At least `floor`, where the degrees of freedom are 0 (known exactly). Groups
/// of fewer than two values are left out, then scenarios of fewer than three groups; nothing when no scenario
/// is left.
std::optional<StoredTau> pooled_tau(const std::vector<GroupedValues>& scenarios, double floor);

/// τ of sessions within one boot, by the rounds of session `session_id`, pooled over all of `baselines` that
/// hold it; a little more than lies between the rounds (`tau_per_round_spread`), and at least the floor of
/// its kind of host. Scenarios whose values are not all positive take no part.
std::optional<StoredTau> tau_over_rounds(const std::vector<Baseline>& baselines,
                                         const std::string& session_id, const std::string& metric);

/// τ between boots, pooled over all of `baselines` (of one host class) that hold sessions of at least three
/// boots; sessions of one boot count as one. At least the floor of the kind of host.
std::optional<StoredTau> tau_between_boots(const std::vector<Baseline>& baselines, const std::string& metric);

/// The boot of the newest session of at least three rounds, in which `tau_same_boot` holds; empty: there is
/// none.
std::string boot_of_rounds(const Baseline& baseline);

/// What current runs are compared with, and the τ that goes with it. When `boot_id` (not empty) is the boot
/// of a baseline session of at least three rounds and the baseline stores a τ over rounds: this boot's
/// sessions alone, and that τ. Else all sessions, those of one boot merged into one, with the stored τ
/// between boots or the default of the kind of host. Sessions with fewer than two values of the metric are
/// left out. Throws `Error(artifact)` when none is left, `Error(usage)` when a value is not positive.
Reference select_reference(const Baseline& baseline, const std::string& metric, Direction direction,
                           const std::string& boot_id, bool virtualised);

}  // namespace ratchet
