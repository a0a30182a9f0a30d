#pragma once

#include "model/baseline.hpp"
#include "model/metric.hpp"
#include "model/plan.hpp"
#include "model/run_record.hpp"
#include "model/verdict.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>

// Wall time says that something changed, the instruction count what kind of change it was. Read together:
//
//   instructions  time       besides                                   cause
//   more          any                                                  more work
//   fewer         not more                                             less work
//   as many       more       most of the added time is no CPU time     waiting: blocked, or the CPU was taken
//   as many       more/less  same code, or calibration kernels moved   the host: frequency, load
//   as many       more/less  no more than layout alone makes           layout
//   as many       more/less                                            layout or caches
//   fewer         more       as for "as many"                          as for "as many"

namespace ratchet {

/// Where the time of a typical run went.
struct RunTimes {
    double wall_s = 0;                           ///< of all timed iterations, or of the process
    std::optional<double> cpu_s = std::nullopt;  ///< of the process, user and system
    std::optional<double> voluntary_switches = std::nullopt;
    std::optional<double> involuntary_switches = std::nullopt;
};

/// A metric's median over the runs of one side, in its unit; nothing where it was not measured.
using MedianOf = std::function<std::optional<double>(const char* metric)>;

/// Nothing without `wall_time`, whose scope says whether it is of one call under the plan or of the process.
std::optional<RunTimes> run_times(const MedianOf& median_of, MetricScope wall_time_scope, const Plan& plan);

/// The same of runs.
std::optional<RunTimes> run_times(std::span<const RunRecord> runs, const Plan& plan);

/// The same of the newest session of a baseline.
std::optional<RunTimes> run_times(const Baseline& baseline);

/// What is known beside the two meters.
struct DiagnosisRequest {
    std::optional<RunTimes> before = std::nullopt;
    std::optional<RunTimes> now = std::nullopt;
    bool host_moved = false;  ///< by the calibration kernels
    bool same_code = false;   ///< by digests
    /// How far layout alone was seen to move the time, either way, log scale; nothing: it was not measured.
    std::optional<double> layout_spread = std::nullopt;
};

struct Diagnosis {
    Cause cause{};
    std::string sentence;  ///< a clause, with the figures it rests on
};

/// What the gates on `wall_time` and `instructions` say together; both must have a shift. Nothing where
/// neither moved (before any control overruled it), or the counts scatter too much to be called equal or not.
std::optional<Diagnosis> diagnose(const GateVerdict& time, const GateVerdict& instructions,
                                  const DiagnosisRequest& about);

/// Whether wall time and instructions were both compared, without which there is nothing to diagnose.
bool has_both_meters(const ScenarioVerdict& verdict);

/// Diagnoses by these two gates of the verdict, and adds cause and sentence; leaves it as it is where one is
/// missing or there is nothing to say.
void add_diagnosis(ScenarioVerdict& verdict, const DiagnosisRequest& about);

}  // namespace ratchet
