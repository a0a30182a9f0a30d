#pragma once

#include <cstdint>

namespace selfcheck {

/// The variable that injects a slowdown from outside: a fraction of extra work, above -1 and at most 10. 0.10
/// is a slowdown of ten percent, -0.10 does a tenth less.
inline constexpr auto slowdown_variable = "RATCHET_SELFCHECK_SLOWDOWN";

/// `text` is the variable's value, nullptr when it is not set: no slowdown. Throws std::runtime_error that
/// names the variable and its value when that is anything but a number in range.
double parse_slowdown(const char* text);

/// `steps` and the injected extra work, to the nearest step.
std::uint64_t slowed(std::uint64_t steps, double slowdown);

}  // namespace selfcheck
