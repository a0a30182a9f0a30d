#pragma once

#include "model/run_record.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of `component_summary.json` (`ratchet/component_summary/1`): the components of one run with the
/// signed residual, as it is and with the timers' own cost taken off. The same value gives the same bytes.
/// Throws `Error(artifact)` that names the field when a number is not finite.
std::string to_json(const ComponentSummary& summary);

/// Reads `component_summary.json`; `where` names the file in errors. Throws `Error(artifact)` that names the
/// field when it is malformed or was written by a newer Ratchet.
ComponentSummary component_summary_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
