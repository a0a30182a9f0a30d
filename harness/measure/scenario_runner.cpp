#include "measure/scenario_runner.hpp"

namespace ratchet {

SeriesOfRuns run_series(const std::vector<int>& looks, const Clock& clock, std::int64_t deadline_ns,
                        const std::function<RunRecord(int index)>& run,
                        const std::function<bool(const std::vector<RunRecord>&)>& needs_more) {
    SeriesOfRuns series;
    for (const int look : looks) {
        if (!series.runs.empty() && !needs_more(series.runs)) {
            break;
        }
        for (int index = static_cast<int>(series.runs.size()) + 1; index <= look; ++index) {
            if (clock.now_ns() >= deadline_ns) {
                series.out_of_time = true;
                return series;
            }
            series.runs.push_back(run(index));
        }
    }
    return series;
}

}  // namespace ratchet
