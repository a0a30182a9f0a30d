#pragma once

#include "profile/stacks.hpp"

#include <string>
#include <string_view>

// Folded stacks: a line for each stack that differs, outermost function first, "a;b;c 12". A frame is
// "module`function", or "function" where the module is unknown. What other tools fold is read too.

namespace ratchet {

/// `frame` as folded lines and tables show it: what would end a frame, a line or a module's name is replaced
/// by a likeness (`;` by `:`, a backtick by `'`), a control character by a space, a byte that is not UTF-8 by
/// `?`. A function without a name is "[unknown]".
std::string folded_frame(const Frame& frame);

/// All stacks in `Stacks::sorted()` order, each line ended. Empty for no stacks.
std::string write_folded(const Stacks& stacks);

/// Reads folded lines; empty ones say nothing. Lines of one stack are added up.
/// Throws `Error(artifact)` with the number of the line where there is no count behind a space, or a count
/// that is no positive whole number, or a frame without a name; `where` names the text.
Stacks read_folded(std::string_view text, const std::string& where);

}  // namespace ratchet
