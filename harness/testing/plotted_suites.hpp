#pragma once

#include "report/plot_series.hpp"

#include <string>

namespace ratchet::testing {

/// What the plots of one suite are made of.
struct PlottedSuite {
    SuiteRecord suite;
    HostFingerprint host;
    KeptBaselines baselines;
};

/// Six scenarios with every kind of verdict, judged by the real judge from seeded runs: components, a rate, a
/// budget, one without a baseline.
PlottedSuite plotted_suite();

/// `count` scenarios with names of 60 characters.
PlottedSuite long_suite(int count);

/// One scenario with one value and nothing to compare it with.
PlottedSuite lone_value();

/// Zero spread, an outlier of a hundredfold, a tenfold slowdown beside small changes, a scenario that failed,
/// one without the metric of its gate, parts that add up to more than the whole.
PlottedSuite extreme_suite();

/// Everything that comes from outside tries to run a command, to break the script or the picture.
PlottedSuite hostile_suite();

}  // namespace ratchet::testing
