#pragma once

#include "model/cpu_counters.hpp"

#include <string>
#include <string_view>

namespace ratchet {

/// The text of `counters.json` (`ratchet/counters/1`): what was counted, and what is derived from it. Throws
/// `Error(artifact)` where nothing was counted.
std::string counters_json(const CpuCounters& counters);

/// What such a text says. Throws `Error(artifact)` with `where` and the field for what is no such document.
CpuCounters counters_from_json(std::string_view text, const std::string& where);

}  // namespace ratchet
