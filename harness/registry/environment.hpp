#pragma once

#include "model/scenario.hpp"

#include <map>
#include <string>

namespace ratchet {

/// The registry with RATCHET_REPETITIONS, RATCHET_MAX_REPETITIONS and RATCHET_PROFILER of `environment` in
/// force for every scenario (origin "environment"). One that is set and empty counts as not set. Throws
/// `Error(usage)` that names the variable when its value is not one that can be registered.
[[nodiscard]] ProjectRegistry apply_environment(ProjectRegistry registry,
                                                const std::map<std::string, std::string>& environment);

}  // namespace ratchet
