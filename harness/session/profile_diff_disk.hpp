#pragma once

#include "model/session.hpp"
#include "session/session_store_disk.hpp"

namespace ratchet {

/// Draws what changed in the record's profile since that of its baseline, both of which the session has: the
/// differential flame graph `profile/diff.svg`, of which `record.artifacts` then tells. Its shares are of the
/// baseline's time where the record's verdict says how that moved (`cpu_time_ratio`). Nothing, and no such
/// file, where the scenario has no profile here, or the baseline had no stacks, or such as count something
/// else. Throws `Error(artifact)` where a file cannot be written.
void draw_profile_diff(ScenarioRecord& record, const SessionDirectory& session);

}  // namespace ratchet
