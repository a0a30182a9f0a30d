#pragma once

#include "model/session.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ratchet {

/// Why a scenario regressed, as far as its profiles tell: a line for each of the `most` functions that grew
/// most, "why: evaluate (libsearch.so) +17.2 % of the time [+15.1, +19.0], in src/evaluate.cpp, changed since
/// 0123456789ab", and one for what is left out or not known; else one that says why there are none. Long
/// names lose their middle. Empty where the verdict is not `regressed` or nothing is known of it. Everything
/// is printable; escape it for other media.
std::vector<std::string> growth_lines(const ScenarioRecord& scenario, std::size_t most = 5);

}  // namespace ratchet
