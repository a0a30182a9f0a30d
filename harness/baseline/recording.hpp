#pragma once

#include "model/baseline.hpp"
#include "model/session.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ratchet {

/// In how many rounds so many scenarios (at least one) are recorded: three, or as many as give τ twelve
/// degrees of freedom (scenarios x (rounds - 1)). With fewer, a project of one or two scenarios would get
/// bounds so wide that its gate sees nothing.
int rounds_for(std::size_t scenarios);

/// How often a round runs each scenario.
inline constexpr int runs_per_round = 10;

/// Turns one session's raw values into the baselines that accept them: one per scenario, in the given order,
/// with τ pooled over all of them and δ `auto` of every metric that a statistical gate may judge. Throws
/// `Error(measurement)` that names the scenario when one has a failed run or fewer than two values of
/// `wall_time`, since a level that was not measured cannot be accepted. Instructions that could not be
/// counted are left out; see `require_counted`.
std::vector<Baseline> record_baselines(const SessionRecord& session,
                                       const std::vector<ScenarioRecord>& scenarios,
                                       const std::string& reason);

/// Throws `Error(measurement)`, which names the scenario and the problem, where instructions that a gate
/// judges could not be counted: its baseline would have no level for them.
void require_counted(const std::vector<ScenarioRecord>& scenarios);

/// Finds anew what the baseline can see under these gates, as written: δ `auto` of every metric that they, or
/// the default ones, may judge, from the sessions and τ that it holds. Some 20 ms a metric.
void store_margins(Baseline& baseline, const std::vector<std::string>& gates);

}  // namespace ratchet
