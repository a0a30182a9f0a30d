#pragma once

#include "profile/taken_profile.hpp"

#include <optional>
#include <string>

// Two profiles of one program in two builds, brought into a form in which they can be compared.

namespace ratchet {

/// Why these two cannot be compared; nothing where they can: they count the same, by the same kind of
/// profiler, and neither is empty.
std::optional<std::string> why_not_comparable(const TakenProfile& now, const TakenProfile& baseline);

/// Whether both hold what the kernel does for the program, so that system time is in what they sample.
bool both_see_kernel(const TakenProfile& now, const TakenProfile& baseline);

/// Stacks in which the same function has the same name.
struct AlikeStacks {
    Stacks now;
    Stacks before;
};

/// The stacks of both: functions as `source_function` has them, modules of the baseline by their names of now
/// (`renamed_modules`), and where one was cut the other likewise (`comparable_with`). Unless both see the
/// kernel, stacks that end in it are left out of both: one or the other may be empty.
AlikeStacks alike_stacks(const TakenProfile& now, const TakenProfile& baseline);

}  // namespace ratchet
