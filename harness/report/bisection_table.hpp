#pragma once

#include "model/bisection.hpp"
#include "report/table.hpp"

#include <string>

namespace ratchet {

/// What was measured, commit by commit, and what follows: the commit with its change and interval, or the
/// range that is left and why.
std::string render_bisection(const BisectionRecord& bisection, const TextStyle& style);

}  // namespace ratchet
