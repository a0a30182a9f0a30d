#pragma once

#include "model/layout_spread.hpp"
#include "report/table.hpp"

#include <string>

namespace ratchet {

/// What layouts of memory did to a scenario, for people: each layout, and what follows for changes of its
/// code.
std::string render_layouts(const LayoutRecord& record, const TextStyle& style);

/// What it says of changes: how large one may be that layout alone makes.
std::string layout_sentence(const LayoutSpread& spread);

}  // namespace ratchet
