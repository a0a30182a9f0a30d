#pragma once

#include "model/calibration.hpp"

#include <map>
#include <string>

namespace ratchet {

/// Whether this is a quiet moment of the host: no kernel takes over 5 % longer than the lower quartile of its
/// `known` values. What a neighbour does lasts longer than a calibration, so a run that begins in a quiet
/// moment is disturbed less often. Choosing the moment by the host alone favours neither side of a
/// comparison. True where a kernel has fewer than 5 known values.
bool is_quiet(const std::map<std::string, double>& now, const Calibration& known);

}  // namespace ratchet
