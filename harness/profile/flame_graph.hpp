#pragma once

#include "profile/stacks.hpp"

#include <string>

namespace ratchet {

/// What a flame graph says beside the stacks.
struct FlameGraphOptions {
    std::string title;             ///< one line; what was profiled. Empty: "Flame graph"
    std::string subtitle;          ///< one line; what must be known to believe it. May be empty
    std::string unit = "samples";  ///< of what the stacks count, as in `TakenProfile::unit`
};

/// A flame graph (B. Gregg, "The Flame Graph", Communications of the ACM 59(6), 2016): a box for each
/// function and way that leads to it, callers below, as wide as its share of the samples. One SVG document
/// that needs nothing else. Colours are modules (`module_colours`).
///
/// Without scripts it is a picture, 1200 pixels wide, with labels and tooltips where a box has room for a
/// label. With scripts: click or Enter zooms, breadcrumb, search by regular expression with the share it
/// matches, tooltips for all boxes, flame or icicle, light or dark, arrow keys; what is seen is in the URL's
/// fragment.
///
/// Frames narrower than a tenth of a pixel, and those below 1000 others, are drawn as one grey box per
/// caller. Names are made printable (`printable`); of those longer than 1000 columns the middle is left out.
/// No stacks: a picture that says so. The same stacks give the same bytes.
std::string write_flame_graph(const Stacks& stacks, const FlameGraphOptions& options = {});

}  // namespace ratchet
