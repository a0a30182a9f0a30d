#pragma once

#include "model/session.hpp"

#include <string>
#include <vector>

namespace ratchet {

/// The plots of a session as Markdown: those of the largest suite as pictures, then of each further one that
/// shows a scenario which was not seen yet; links to the plots of the other suites, and to further pages.
/// Empty without plots. The suites must have their scenarios and artifacts.
std::string plot_gallery(const std::vector<SuiteRecord>& suites);

}  // namespace ratchet
