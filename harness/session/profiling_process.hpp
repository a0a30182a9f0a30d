#pragma once

#include "model/session.hpp"
#include "profile/profiled_run_process.hpp"
#include "session/file_lock_disk.hpp"
#include "session/measurement_process.hpp"
#include "session/session_store_disk.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace ratchet {

/// How a scenario is profiled in a session. What it refers to must outlive it.
struct ProfilingRequest {
    const MeasurementContext& context;
    std::vector<int> cpus;                        ///< pinned to these, as timed runs are
    std::function<FileLock()> take_turn;          ///< a profile would disturb what others time
    std::function<std::int64_t()> time_is_up_ns;  ///< when all that is measured must have ended
};

/// Whether the record's scenario is to be profiled now: one that is gated and has been measured without a
/// failure, by "auto"; or by a profiler that it names, gated or not. One with a gate on a share before it is
/// measured, for what it is judged by has to be there; and none twice.
[[nodiscard]] bool wants_profile(const ScenarioRecord& record);

/// Sets `record.profile` to what profiling gave, with the shares that the scenario's gates are on, and writes
/// the files, of which `record.artifacts` tells: of stacks all that is made of them, of counters a table
/// alone. Returns what there is to warn of: a gate on functions that are not there.
std::vector<Warning> record_profile(ScenarioRecord& record, const SessionDirectory& session,
                                    const ProfiledScenario& profiled);

/// Profiles the record's scenario in runs of its own: sets `record.profile`, with the shares that its gates
/// are on, and writes the files, of which `record.artifacts` tells. Where a gate is on a share there are some
/// 4000 samples instead of 1000, if the program uses that much CPU time in 6 s. They take half of the time
/// that is left at most. Whatever goes wrong with them is in the record, not an exception; only an interrupt
/// is. Returns what there is to warn of: a program that tells too little of itself to be profiled well, a
/// gate on functions that are not there.
[[nodiscard]] std::vector<Warning> profile_into(ScenarioRecord& record, const ProfilingRequest& request);

}  // namespace ratchet
