#pragma once

#include "gate/gate_language.hpp"
#include "model/verdict.hpp"
#include "statistics/median_interval.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ratchet {

/// The budget's limit in the unit in which the metric is measured. Nothing when the two do not go together: a
/// limit in bytes for a time, or a plain number for a metric in bytes, seconds or percent (where it could
/// mean anything). A metric in any other unit ("nodes/s", "1") takes a plain number; "1" takes percent too.
std::optional<double> limit_in_unit(const Budget& budget, std::string_view metric_unit);

/// The verdict that bounds give: `regressed` where both break the limit, `unchanged` where both keep it,
/// nothing where it lies between.
std::optional<Verdict> decide_budget(Comparison comparison, double limit, const statistics::Interval& bounds);

/// Outcome of looking at a growing series of values at the planned looks.
struct BudgetJudgement {
    Verdict verdict = Verdict::inconclusive;
    bool needs_more_runs = false;  ///< undecided and a later look exists: measure on
    int looks_taken = 0;
    int current_n = 0;  ///< values that the last look used; without a look all there are
    double median = 0;
    std::optional<statistics::Interval> bounds;  ///< of the median; absent below `least_runs_for_budget`
};

/// Judges the median of `values` (all runs so far, in order, at least one, in the unit of `limit`) by its
/// order-statistic bounds, each at the one-sided level `alpha / looks`. With `at_most`: regressed when the
/// lower bound is above the limit, unchanged when the upper one is not; mirrored for `at_least`. Stops at the
/// first look that decides; values beyond it are ignored, so that appending runs never changes a verdict.
BudgetJudgement judge_budget(Comparison comparison, double limit, const std::vector<double>& values,
                             const std::vector<int>& looks, double alpha);

/// The fewest runs from which a median has bounds at the level `alpha / looks`: 9 for 0.01 and three looks.
int least_runs_for_budget(double alpha, int looks);

}  // namespace ratchet
