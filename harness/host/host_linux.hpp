#pragma once

#include "host/fitness.hpp"
#include "model/host.hpp"

namespace ratchet {

/// The fingerprint of this machine. Files that are missing or may not be read leave their fields untold.
[[nodiscard]] HostFingerprint read_host();

/// The state of this machine now: load, pressure, quota, container.
[[nodiscard]] HostConditions read_host_conditions();

}  // namespace ratchet
