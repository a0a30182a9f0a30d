#pragma once

#include "model/metric.hpp"

#include <string>
#include <vector>

namespace ratchet::statistics {

/// Values on the scale on which everything is judged, where a difference is a ratio and up is worse:
/// `ln(value)` when lower is better, `-ln(value)` when higher is. Throws `Error(usage)` naming `metric` when
/// a value is not positive: such a metric has no ratios, and a budget is the gate for it.
std::vector<double> log_scale(const std::vector<double>& values, Direction direction,
                              const std::string& metric);

}  // namespace ratchet::statistics
