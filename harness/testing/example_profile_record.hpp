#pragma once

#include "model/grown_functions.hpp"
#include "model/profile_record.hpp"

namespace ratchet::artifacts {

/// What `example_scenario` has of a profile, and of the functions that grew; everything in them is set.
ProfileRecord example_profile_record();
GrownFunctions example_growth();

}  // namespace ratchet::artifacts
