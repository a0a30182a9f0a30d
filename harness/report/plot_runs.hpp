#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// "runs": every value of this session in the order of the runs, before the range of the baseline's values
/// and their median; the tolerated change and a budget as lines. One panel for each series. `explanation`
/// stands under the title.
std::vector<Plot> runs_plots(const std::vector<PlotSeries>& all, const std::string& explanation);

}  // namespace ratchet
