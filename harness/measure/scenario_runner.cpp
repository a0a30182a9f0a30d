#include "measure/scenario_runner.hpp"

#include <algorithm>

namespace ratchet {
namespace {

/// A run that would be killed at the deadline says nothing about the program. Before the first look there is
/// nothing to lose by trying.
bool has_time_for_a_run(const SeriesOfRuns& series, int first_look, std::int64_t left_ns) {
    if (static_cast<int>(series.runs.size()) < first_look) {
        return left_ns > 0;
    }
    constexpr double margin = 1.5;
    double longest_s = 0;
    for (const RunRecord& run : series.runs) {
        longest_s = std::max(longest_s, run.process_time_s);
    }
    return static_cast<double>(left_ns) * 1e-9 > margin * longest_s;
}

}  // namespace

SeriesOfRuns run_series(const std::vector<int>& looks, const Clock& clock,
                        const std::function<std::int64_t()>& deadline_ns,
                        const std::function<RunRecord(int index)>& run,
                        const std::function<bool(const std::vector<RunRecord>&)>& needs_more) {
    SeriesOfRuns series;
    for (const int look : looks) {
        if (!series.runs.empty() && !needs_more(series.runs)) {
            break;
        }
        for (int index = static_cast<int>(series.runs.size()) + 1; index <= look; ++index) {
            if (!has_time_for_a_run(series, looks.front(), deadline_ns() - clock.now_ns())) {
                series.out_of_time = true;
                return series;
            }
            series.runs.push_back(run(index));
        }
    }
    return series;
}

}  // namespace ratchet
