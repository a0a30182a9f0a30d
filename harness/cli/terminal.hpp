#pragma once

#include "report/table.hpp"

#include <cstdio>

namespace ratchet::cli {

/// Whether a person watches this stream.
bool is_terminal(std::FILE* stream);

/// As wide as the terminal is (120 columns in a log), in colour on a terminal unless NO_COLOR is set.
TextStyle style_of(std::FILE* stream);

}  // namespace ratchet::cli
