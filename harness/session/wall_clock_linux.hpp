#pragma once

#include <string>

namespace ratchet {

/// The wall-clock time now, UTC: "2026-03-24T14:32:10Z". Used once a session as the anchor; everything else
/// is monotonic.
std::string utc_now();

}  // namespace ratchet
