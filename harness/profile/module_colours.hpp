#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// Colours that modules may have, beside grey: the classes c1 … c11 of `flame_graph.css`.
inline constexpr unsigned module_colour_count = 11;

/// A colour for each of these modules (each once, in any order): 0 (grey) for "" (unknown), 1 for "[kernel]",
/// else 2 … 11, by a digest of the name without its version ("libc.so.6" is "libc"), so that a module has its
/// colour in every picture. Where two would share one, the later by name takes the next that is free; from
/// the eleventh on they share.
std::vector<unsigned> module_colours(const std::vector<std::string>& modules);

/// 0, 1 or 2, by a digest of the function's name: shades of a module's colour that tell neighbours apart.
unsigned function_shade(std::string_view function);

}  // namespace ratchet
