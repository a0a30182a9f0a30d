#pragma once

#include "model/session.hpp"

#include <string>

namespace ratchet {

/// Identity of the process that started this one: ctest for a test, the shell for a command typed by hand.
/// From now on this process dies with it. Throws `Error(measurement)` when it is gone already: its orphans
/// belong to process 1, which would hold a session for ever (unless that is ctest itself, as in a container).
SessionOwner living_parent(const std::string& boot_id);

/// The same without the bond.
SessionOwner parent_process(const std::string& boot_id);

/// Identity of this very process.
SessionOwner this_process(const std::string& boot_id);

/// Whether the owner's process still runs: same boot, same pid, same start time.
bool is_alive(const SessionOwner& owner, const std::string& boot_id);

}  // namespace ratchet
