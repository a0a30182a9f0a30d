#pragma once

#include "model/session.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of `session.json` (`ratchet/session/1`). The same value gives the same bytes. Throws
/// `Error(artifact)` that names the field when a number is not finite.
std::string to_json(const SessionRecord& session);

/// Reads `session.json`; `where` names the file in errors. Throws `Error(artifact)` that names the field when
/// it is malformed or was written by a newer Ratchet.
SessionRecord session_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
