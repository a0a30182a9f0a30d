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

/// Whether the record's scenario is to be profiled: one that is gated and has been measured without a
/// failure, by "auto"; or by a profiler that it names, gated or not.
[[nodiscard]] bool wants_profile(const ScenarioRecord& record);

/// Sets `record.profile` to what profiling gave and writes the files, of which `record.artifacts` tells: of
/// stacks all that is made of them, of counters a table alone.
void record_profile(ScenarioRecord& record, const SessionDirectory& session,
                    const ProfiledScenario& profiled);

/// Profiles the record's scenario in runs of its own: sets `record.profile` and writes the files, of which
/// `record.artifacts` tells. They take half of the time that is left at most. Whatever goes wrong with them
/// is in the record, not an exception; only an interrupt is. Returns what there is to warn of: a program
/// that tells too little of itself to be profiled well.
[[nodiscard]] std::vector<Warning> profile_into(ScenarioRecord& record, const ProfilingRequest& request);

}  // namespace ratchet
