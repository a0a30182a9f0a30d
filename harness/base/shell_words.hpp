#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ratchet {

/// The words of a command line as a POSIX shell would see them, without a shell: blanks separate, quotes and
/// backslashes keep together. Nothing is expanded: `$HOME`, `*` and `~` are plain text. Throws `Error(usage)`
/// for a quote that is not closed, a backslash at the end, and for what only a shell can do (an unquoted
/// `|`, `&`, `;`, `<`, `>`, parenthesis or newline between words).
std::vector<std::string> shell_words(std::string_view text);

}  // namespace ratchet
