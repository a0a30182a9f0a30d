#pragma once

#include <cstdint>
#include <vector>

#include <sys/types.h>

namespace ratchet {

class ReadyWatch;

/// What a program's end was waited for until.
enum class EndCause {
    itself,     ///< it ended
    deadline,   ///< it was ended when its time was over
    interrupt,  ///< it was ended because an `InterruptGuard` had received a signal
};

/// A child that leads a process group.
struct AwaitedProgram {
    pid_t pid = 0;
    std::int64_t deadline_ns = 0;  ///< monotonic
    ReadyWatch* ready = nullptr;   ///< looked into whenever there is something new, and at its end
};

struct ProgramEnd {
    EndCause cause = EndCause::itself;
    std::int64_t ended_ns = 0;  ///< monotonic: when its end was seen
};

/// Returns when all of the children are dead, in their order, and leaves them to be reaped. At its deadline
/// or an interrupt a program's group gets TERM, and KILL if it is not dead `grace_ns` later. This process
/// sleeps until then, and when one of them ends does nothing but look at the clock: the others are not
/// disturbed. It wakes up for what `ready` of a program watches, until that has been seen.
std::vector<ProgramEnd> await_ends(const std::vector<AwaitedProgram>& programs, std::int64_t grace_ns);

}  // namespace ratchet
