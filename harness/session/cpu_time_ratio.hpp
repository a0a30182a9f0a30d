#pragma once

#include "model/baseline.hpp"
#include "model/session.hpp"
#include "statistics/two_proportions.hpp"

#include <optional>

namespace ratchet {

/// The gate by which the record's verdict is `regressed` and that is about time for a unit of work:
/// `wall_time`, else `throughput`. Null where there is none: what regressed is no matter of profiles.
const GateVerdict* regressed_in_time(const ScenarioRecord& record);

/// How much more CPU time a run takes than one of the baseline did, with its standard error: that of the
/// runs' scatter and of the spread between sessions. A run is the same work under the same plan, and its CPU
/// time, set-up included, is what profiles are samples of. `with_kernel`: user and system time, else user
/// time alone. Of a duet, where that decided, else of the runs against the baseline's.
///
/// Where that is not known (a library chooses how often it calls, or a time is 0), the change that the gate
/// on `wall_time`, else on `throughput`, found. Nothing without such a gate that has compared something.
std::optional<statistics::Ratio> cpu_time_ratio(const ScenarioRecord& record,
                                                const std::optional<Baseline>& baseline, bool with_kernel);

}  // namespace ratchet
