#pragma once

#include "profile/taken_profile.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ratchet {

/// The profile as pprof's message `Profile` (profile.proto of github.com/google/pprof), not compressed: a
/// sample for each stack that differs, innermost function first, a location and a function for each frame, a
/// mapping for each module. Names are made printable, since a string of the format must be UTF-8. Where the
/// frequency is known each sample has two values, its count and the CPU time that stands for (`cpu`,
/// nanoseconds); else the count alone. `began_unix_ns`: when the run began.
std::string write_pprof(const TakenProfile& profile, std::optional<std::int64_t> began_unix_ns = {});

}  // namespace ratchet
