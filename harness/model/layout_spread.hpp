#pragma once

#include "model/digests.hpp"
#include "model/name.hpp"
#include "model/plan.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// What the place of things in memory does to a scenario's time while its code stays the same. All on the log
/// scale.
struct LayoutSpread {
    double estimate = 0;  ///< standard deviation between layouts, less what the scatter within them explains
    double lower = 0;     ///< one-sided 99 % bounds of it
    double upper = 0;
    double probability = 1;  ///< that runs dealt out to the layouts by chance lie as far apart
    double range = 0;        ///< the slowest layout less the fastest, as they came out
    /// How far two layouts lie apart: the range, less what the scatter within them explains of it. 0 where no
    /// difference shows beyond that scatter: the probability is above 1 %.
    double reach = 0;

    bool operator==(const LayoutSpread&) const = default;
};

/// One layout, and what runs under it took.
struct LayoutRuns {
    int padding_bytes = 0;       ///< by which the environment was lengthened
    std::vector<double> values;  ///< of the metric, in order of launch, two a block

    bool operator==(const LayoutRuns&) const = default;
};

/// A program run in turns with itself under several layouts, and what came of it.
struct LayoutRecord {
    ScenarioName scenario;
    std::string measured_at;  ///< UTC, ISO 8601
    std::string host_class;
    Digests digests;
    Plan plan;
    std::string metric;               ///< lower is better, in seconds
    std::vector<LayoutRuns> layouts;  ///< by their padding
    LayoutSpread spread;

    bool operator==(const LayoutRecord&) const = default;
};

}  // namespace ratchet
