#pragma once

#include <cstdint>

#include <sys/types.h>

namespace ratchet {

/// What a program's end was waited for until.
enum class EndCause {
    itself,     ///< it ended
    deadline,   ///< it was ended when its time was over
    interrupt,  ///< it was ended because an `InterruptGuard` had received a signal
};

/// Returns when the child `pid`, which leads a process group, is dead, and leaves it to be reaped. At
/// `deadline_ns` (monotonic) or an interrupt its group gets TERM, and KILL if it is not dead `grace_ns`
/// later.
EndCause await_end(pid_t pid, std::int64_t deadline_ns, std::int64_t grace_ns);

}  // namespace ratchet
