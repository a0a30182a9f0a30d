#pragma once

#include "model/run_record.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of `run.json` (`ratchet/run/1`): everything about one run. The same value gives the same bytes.
/// Throws `Error(artifact)` that names the field when a number is not finite.
std::string to_json(const RunRecord& run);

/// Reads `run.json`, of this version or an older one; `where` names the file in errors. Throws
/// `Error(artifact)` that names the field when it is malformed or was written by a newer Ratchet.
RunRecord run_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
