#pragma once

#include "model/layout_spread.hpp"
#include "session/measurement_process.hpp"

#include <cstdint>

namespace ratchet {

struct LayoutPlan {
    double budget_s = 60;          ///< for the runs; what two blocks take is taken all the same
    std::int64_t deadline_ns = 0;  ///< by the context's clock: no run outlives it
};

/// Runs a scenario whose plan and digests are known in turns with itself under 12 layouts: without address
/// space randomisation, so that a layout is the same in each of its runs, and with environments whose lengths
/// are spread over a page, which moves the stack. Blocks of two runs of each, in an order drawn anew for each
/// and mirrored; two to five blocks, as the budget allows.
///
/// Throws `Error(measurement)` where a run fails or tells no wall time, and where randomisation cannot be
/// switched off.
LayoutRecord measure_layouts(const MeasurementContext& context, const ScenarioRecord& scenario,
                             const LayoutPlan& plan);

}  // namespace ratchet
