#pragma once

#include "model/program_timeline.hpp"
#include "model/run_record.hpp"
#include "profile/taken_profile.hpp"
#include "profile/trace.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ratchet {

/// One launch of the program.
struct TimelineRun {
    std::string name;       ///< "run 3"
    bool profiled = false;  ///< samples and memory are of those that are
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    std::optional<std::int64_t> ready_ns = std::nullopt;  ///< absent: it never said so
    /// Names that differ, and texts: "exit code", "0".
    std::vector<std::pair<std::string, std::string>> facts = {};
    ProgramTimeline told = {};  ///< by the program itself
};

/// "exit code", "user time" and the like, of what is known.
std::vector<std::pair<std::string, std::string>> run_facts(std::optional<int> exit_code,
                                                           std::optional<int> signal,
                                                           std::optional<double> user_time_s,
                                                           std::optional<double> system_time_s);

/// A run as it was recorded.
TimelineRun timeline_run(const RunRecord& run, const std::string& name, bool profiled);

/// What is known over time, on one line of time: the runs, with their start-ups; of the profiled ones for
/// each thread which functions were on its stack when, as the samples saw it (what two samples in a row saw
/// is taken to have lasted), how many CPUs were at work, the memory of each process, and what the program
/// told of its components and gauges. At most some 50 000 spans of samples: functions that are called more
/// deeply than that allows are left out, which the thread's name says.
Trace make_timeline(const TakenProfile& profile, const std::vector<TimelineRun>& runs,
                    const std::string& program);

/// The text of `trace.json`; empty where there are no runs.
std::string write_timeline(const TakenProfile& profile, const std::vector<TimelineRun>& runs,
                           const std::string& program);

}  // namespace ratchet
