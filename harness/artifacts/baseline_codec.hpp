#pragma once

#include "model/baseline.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of a baseline (`ratchet/baseline/1`) in its canonical form, made for reviews: numbers rounded to
/// nine significant digits, one line per list of values. Reading it and writing it again changes no byte.
/// Throws `Error(artifact)` that names the field when a number is not finite.
std::string to_json(const Baseline& baseline);

/// Reads a baseline; `where` names the file in errors. Throws `Error(artifact)` that names the field when it
/// is malformed, has no session, a round without values or a metric without definition, or was written by a
/// newer Ratchet.
Baseline baseline_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
