#pragma once

#include "profile/taken_profile.hpp"

#include <string>

namespace ratchet {

/// The content of `speedscope.json`: one profile of the type "sampled" in the format of speedscope
/// (https://www.speedscope.app), with a sample for each stack that differs, in `Stacks::sorted()` order, and
/// how many there were as its weight. `name` is what the viewer shows above it.
std::string write_speedscope(const TakenProfile& profile, const std::string& name);

}  // namespace ratchet
