#pragma once

#include "cli/harness.hpp"
#include "model/session.hpp"

#include <optional>

namespace ratchet::cli {

/// The second stage: where RATCHET_CONFIRM asks for it and `measurement` did not end unchanged, a duet with
/// the build that the baseline was recorded with. Gives the record with both stages, or the first's where
/// there is no such build.
ScenarioRecord confirmed(Harness& harness, const SessionDirectory& session, const Measurement& measurement,
                         const ScenarioRecord& first_stage, const std::optional<Baseline>& baseline);

}  // namespace ratchet::cli
