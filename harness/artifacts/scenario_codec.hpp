#pragma once

#include "model/session.hpp"

#include <string>
#include <string_view>

namespace ratchet::artifacts {

/// The text of `scenario.json` (`ratchet/scenario/1`): plan, digests, statistics with the raw values, verdict
/// and, of each run, what statistics and verdicts are made of. Everything else about a run is in its
/// `run.json`, whose path is given. The same value gives the same bytes. Throws `Error(artifact)` that names
/// the field when a number is not finite.
std::string to_json(const ScenarioRecord& scenario);

/// Reads `scenario.json`; `where` names the file in errors. Of each run it gives index, round, failure,
/// values (those of metrics that have a summary), missing metrics and components; the rest keeps its default
/// and is in `run.json`. Throws `Error(artifact)` that names the field when it is malformed or was written by
/// a newer Ratchet.
ScenarioRecord scenario_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet::artifacts
