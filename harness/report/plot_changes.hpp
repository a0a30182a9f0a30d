#pragma once

#include "report/plot_series.hpp"
#include "report/plot_style.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// "changes": the change of each series against the baseline with its bounds, before the changes that its
/// gate tolerates and the ones that it must detect; at last the geometric mean of several. Right is worse,
/// whatever the metric. A series that was not compared has a row that says why; where none was there is no
/// picture.
std::vector<Plot> changes_plots(const std::vector<PlotSeries>& all, const std::optional<GeometricMean>& mean,
                                const std::string& explanation);

}  // namespace ratchet
