#pragma once

#include "model/instruction_counts.hpp"
#include "session/file_lock_disk.hpp"
#include "session/measurement_process.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace ratchet {

/// How one build's instructions are counted in a session. What it refers to must outlive it.
struct CountingRequest {
    const MeasurementContext& context;
    const ScenarioSpec& spec;
    const Plan& plan;
    std::vector<int> cpus;                        ///< pinned to these, as timed runs are
    std::function<FileLock()> take_turn;          ///< a count would disturb what others time
    std::function<std::int64_t()> time_is_up_ns;  ///< when all that is measured must have ended
};

/// Counts until there are `wanted` totals, or there is a problem. Each count has half of the time that is
/// left, so that one which takes too long leaves time to say so.
void count_up_to(std::size_t wanted, InstructionCounts& counts, const CountingRequest& request);

/// Counts twice, which shows whether every run does the same, and once more where it does not.
void count_and_compare(InstructionCounts& counts, const CountingRequest& request);

}  // namespace ratchet
