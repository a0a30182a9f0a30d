#pragma once

#include "report/table.hpp"

#include <cstdio>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace ratchet::cli {

/// Whether a person watches this stream.
bool is_terminal(std::FILE* stream);

/// As wide as the terminal is (120 columns in a log), in colour on a terminal unless NO_COLOR is set.
TextStyle style_of(std::FILE* stream);

/// Makes sure that 0, 1 and 2 are open, or the first files that are opened take their place and receive what
/// is printed. What is printed to a stream that was closed is lost, as the caller wished or, on standard
/// output, as `flush_output` tells.
void open_standard_streams();

/// Writes what is still to be written to standard output. What kept any of it from being written; none: all
/// is.
[[nodiscard]] std::error_code flush_output();

/// Prints to standard error. Talk that nobody can hear (a closed stream, a full disk) is no failure.
template <typename... Arguments>
void talk(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
    std::fwrite(text.data(), 1, text.size(), stderr);
}

/// Tells on standard error a sentence that may hold anybody's text.
void tell(const std::string& sentence);

}  // namespace ratchet::cli
