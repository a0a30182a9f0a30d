#pragma once

#include "model/scenario.hpp"
#include "model/session.hpp"
#include "profile/profile_readme.hpp"

namespace ratchet {

/// What a session says of where the profile of one of its scenarios comes from. `build`: the scenario's;
/// null: not known. The command that makes the profile again is the caller's to add.
ProfileOrigin profile_origin(const SessionRecord& session, const ScenarioName& scenario,
                             const BuildInfo* build);

}  // namespace ratchet
