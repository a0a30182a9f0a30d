#pragma once

#include "model/verdict.hpp"
#include "statistics/two_proportions.hpp"

#include <optional>

namespace ratchet {

/// How much longer a unit of work takes than it took in the baseline, as the verdict's gates have it: by
/// `wall_time`, else by `throughput`. The standard error is the gate's, and where it has none (a duet) that
/// of a normal distribution with bounds as wide as its own. Nothing where neither was compared, and where a
/// moved host or identical code overruled what was seen: the time is then not known to be the code's.
std::optional<statistics::Ratio> time_ratio(const ScenarioVerdict& verdict);

}  // namespace ratchet
