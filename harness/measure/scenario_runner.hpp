#pragma once

#include "base/clock.hpp"
#include "model/run_record.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace ratchet {

/// The runs of one scenario, as far as they got.
struct SeriesOfRuns {
    std::vector<RunRecord> runs;  ///< in order, failed ones included
    bool out_of_time = false;     ///< the deadline passed before the decision was made
};

/// Measures run after run (indices from 1) up to each look, and asks `needs_more(runs)` at each but the last
/// whether to go on to the next. A failed run is kept and never repeated, and the next one follows. No run is
/// begun once the clock has reached `deadline_ns()`, which may move on while others take their turns, nor,
/// after the first look, with less time left than 1.5 times the longest run so far. `looks`: cumulative,
/// ascending, as in a plan.
SeriesOfRuns run_series(const std::vector<int>& looks, const Clock& clock,
                        const std::function<std::int64_t()>& deadline_ns,
                        const std::function<RunRecord(int index)>& run,
                        const std::function<bool(const std::vector<RunRecord>&)>& needs_more);

}  // namespace ratchet
