#pragma once

#include "exec/parameters.hpp"

#include <string>
#include <string_view>

namespace ratchet {

/// A text for a shell with each `@name@` of the setting replaced by its value as one word, so that no value
/// can become a command (unless the text itself evaluates it, as `eval` does). A value that must be quoted
/// can stand only where the quotes mean what they say: throws `Error(usage)` where it would stand within
/// quotes, a comment, a here-document or behind a backslash, and behind what a scan for quotes cannot follow
/// (backquotes, `$'…'`, arithmetic, substitutions within quotes). Values of letters, digits and `_-+=./:@%,`
/// alone need no quotes and may stand everywhere.
std::string shell_text(std::string_view text, const Setting& setting);

}  // namespace ratchet
