#pragma once

#include <vector>

namespace ratchet {

/// `wanted` of the logical CPUs in `cores` (one vector per physical core, none empty), ascending: a core of
/// its own for each as long as there are cores, before any core is used twice. The last cores come first,
/// because the first one usually serves the interrupts. Empty when there are fewer CPUs than wanted.
std::vector<int> spread_over_cores(const std::vector<std::vector<int>>& cores, int wanted);

}  // namespace ratchet
