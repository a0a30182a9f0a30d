#pragma once

#include "observe/noise.hpp"

namespace ratchet {

/// What the kernel tells right now. About 0.1 ms on a small host.
NoiseSnapshot read_noise();

}  // namespace ratchet
