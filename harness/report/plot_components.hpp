#pragma once

#include "model/session.hpp"
#include "report/plot_style.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// "components": where a typical run's time went, in seconds and as shares, for each scenario that times
/// parts of itself. The parts that take most have colours of their own, further ones share one; what no part
/// covers is the rest, to the left of zero where the parts add up to more than the whole. No picture without
/// components.
std::vector<Plot> components_plots(const std::vector<ScenarioRecord>& scenarios,
                                   const std::string& explanation);

}  // namespace ratchet
