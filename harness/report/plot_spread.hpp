#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// "spread": a box plot of each series, now and of its baseline: quartiles (from 4 values on), median,
/// whiskers to the farthest values within 1.5 quartile distances (Tukey, "Exploratory Data Analysis", 1977),
/// and every value as a dot. In percent of the baseline's median, without a baseline of the own one. Series
/// without values, or whose median is not positive, are left out; no picture where none is left.
std::vector<Plot> spread_plots(const std::vector<PlotSeries>& all, const std::string& explanation);

}  // namespace ratchet
