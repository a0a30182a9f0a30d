#pragma once

#include "model/session.hpp"

#include <vector>

namespace ratchet::statistics {

/// n, location and spread of `values` (one per run, in run order), each part absent where n does not support
/// it: spreads below n = 2, quartiles below 4, p5 and p95 below 20, the 99 % interval of the median below 8.
/// Throws `Error(measurement)` for no values or one that is not finite.
MetricSummary summarise(const std::vector<double>& values, const MetricDefinition& definition);

}  // namespace ratchet::statistics
