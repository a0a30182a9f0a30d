#pragma once

#include "gate/gate_judgement.hpp"
#include "gate/gate_language.hpp"
#include "gate/metric_series.hpp"

#include <variant>

namespace ratchet {

/// A budget's limit in the unit of the metric that `current` is a series of, or the verdict where there is
/// none: `failed` where the units do not fit and for a limit relative to a reference where there is none
/// (null: not a setting of a GRID), `incomparable` where that has no value, `unchanged` for the reference
/// itself.
std::variant<double, GateJudgement> limit_of(const Budget& budget, const MetricSeries& current,
                                             const ReferenceSetting* reference);

}  // namespace ratchet
