#pragma once

#include "model/run_record.hpp"

#include <optional>
#include <vector>

namespace ratchet::artifacts {

/// The components of several runs as those of one typical run: medians of the totals, self times, calls
/// (the lower median) and timer cost, the shortest and the longest single call. A component that a run with
/// components does not name was not called in it, so it counts there with no calls and no time. The parts and
/// the residual add up to the total. Nothing when no run has components.
std::optional<ComponentSummary> aggregate_components(const std::vector<RunRecord>& runs);

}  // namespace ratchet::artifacts
