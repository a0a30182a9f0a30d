#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// "distribution": the share of runs at or below each value (the empirical distribution function), of this
/// session and of the baseline, with their medians. One panel for each series. `explanation` stands under the
/// title.
std::vector<Plot> distribution_plots(const std::vector<PlotSeries>& all, const std::string& explanation);

}  // namespace ratchet
