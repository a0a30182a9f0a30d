#pragma once

#include <array>
#include <optional>
#include <vector>

namespace ratchet {

/// `wanted` of the logical CPUs in `cores` (one vector per physical core, none empty), ascending: a core of
/// its own for each as long as there are cores, before any core is used twice. The last cores come first,
/// because the first one usually serves the interrupts. Empty when there are fewer CPUs than wanted.
std::vector<int> spread_over_cores(const std::vector<std::vector<int>>& cores, int wanted);

/// Two sets of `each` of these CPUs, without it of as many as there can be, for programs that run at the same
/// time. No core serves both as long as there are cores enough; where one is left over it is the first.
/// Nothing where there are too few CPUs.
std::optional<std::array<std::vector<int>, 2>> split_over_cores(const std::vector<std::vector<int>>& cores,
                                                                std::optional<int> each);

}  // namespace ratchet
