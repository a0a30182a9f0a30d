#pragma once

#include "exec/runner.hpp"
#include "model/metric.hpp"
#include "model/session.hpp"

#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Names of what `exec` measures of every run, sorted: peak_rss, startup_time, system_time, user_time,
/// wall_time.
std::vector<std::string> exec_metrics();

/// Unit and direction of one of them.
MetricDefinition exec_metric_definition(const std::string& metric);

/// Why a run of the command may have no value of one of them.
std::string why_missing(const MeasuredCommand& command, const std::string& metric);

/// Statistics of every metric that has a value in each run; none without a run.
std::map<std::string, MetricSummary> summarise_runs(const MeasuredCommand& command);

/// Metric to the reason, for those that have not. The start-up time is among them only where it was looked
/// for or some run has one: most programs never say that they are ready.
std::map<std::string, std::string> missing_metrics(const MeasuredCommand& command);

}  // namespace ratchet
