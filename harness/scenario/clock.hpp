#pragma once

#include <cstdint>

namespace ratchet::runtime {

/// Both times that a run is measured by, as a parameter, so that tests need no waiting. Function pointers,
/// because the scopes of components read `ticks` some nanoseconds apart.
struct Clock {
    std::int64_t (*now_ns)();  ///< monotonic nanoseconds
    std::int64_t (*ticks)();   ///< monotonic, of constant but unknown rate; the cheapest that there is
};

/// std::chrono::steady_clock, and the processor's counter where that is usable: on x86-64 when it is
/// invariant (a read costs about 10 ns where one of the clock costs 25), on AArch64 always. Elsewhere both
/// are the clock.
Clock real_clock();

}  // namespace ratchet::runtime
