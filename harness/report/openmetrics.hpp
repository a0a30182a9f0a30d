#pragma once

#include "report/session_report.hpp"

#include <string>

namespace ratchet {

/// The content of `metrics.txt`: the session in the OpenMetrics text format (version 1.0), for GitLab's
/// metrics reports and for everything that reads Prometheus' formats. Gauges, each labelled with host class,
/// scenario and, where it is about one, metric and gate:
/// - `ratchet_metric_<metric>_<unit>`: the median over the runs; `ratchet_baseline_…`: the baseline's;
/// - `ratchet_gate_change_ratio`, `…_lower_ratio`, `…_upper_ratio`: the change with its bounds, as fractions;
/// - `ratchet_gate_minimum_detectable_ratio`: the smallest slowdown that would have been caught;
/// - `ratchet_suite_change_ratio` with its bounds: a suite's geometric mean;
/// - `ratchet_runs`: successful and failed ones.
/// The state sets `ratchet_verdict` and `ratchet_suite_verdict` have a 1 at the verdict. What is not known
/// has no sample. Names of metrics and units lose what the format does not allow; the label `metric` has them
/// whole.
std::string openmetrics(const SessionReport& report);

}  // namespace ratchet
