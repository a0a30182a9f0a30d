#pragma once

#include "baseline/acceptance.hpp"
#include "model/baseline.hpp"
#include "model/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ratchet {

/// Why a session, as the newest of `fresh`, is no further observation of the level in `accepted`, as a
/// sentence that goes on behind the scenario's name; nothing where it is, or is an improvement. `changes`: by
/// `review_baseline` of the two.
std::optional<std::string> disagreement(const Baseline& accepted, const Baseline& fresh,
                                        const ScenarioRecord& measured,
                                        const std::vector<LevelChange>& changes);

}  // namespace ratchet
