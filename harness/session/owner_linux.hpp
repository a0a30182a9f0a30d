#pragma once

#include "model/session.hpp"

#include <string>

namespace ratchet {

/// Identity of the process that started this one: ctest for a test, the shell for a command typed by hand.
SessionOwner parent_process(const std::string& boot_id);

/// Identity of this very process.
SessionOwner this_process(const std::string& boot_id);

/// Whether the owner's process still runs: same boot, same pid, same start time.
bool is_alive(const SessionOwner& owner, const std::string& boot_id);

}  // namespace ratchet
