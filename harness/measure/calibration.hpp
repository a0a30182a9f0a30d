#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ratchet {

/// Work of fixed amount whose time tells how fast the host is right now. Each kernel leans on one part of a
/// core and on nothing further away: none leaves the core's own caches, because a shared cache or the memory
/// differs by tens of percent with what the neighbours do and would call every shared host moved.
namespace calibration {

/// To be raised with any change to a kernel's work or to what a value is: values of different versions are
/// not comparable.
inline constexpr int kernel_version = 4;

// Each returns a checksum of its whole work, a function of `seed` alone. About 5 ms on a CPU of 2023. Each
// begins at a cache line and is never inlined: where a build of the harness happened to put `branches` made
// it 14 % slower, which another build took for a host that had moved.

/// Six independent chains of additions and shifts, which fill the integer units of a core: clock frequency,
/// and whoever else has the core's second thread. Neighbours of a virtual machine that made this one 80 %
/// slower did 16 % to `branches` and 1 % to one chain of multiplications.
[[gnu::aligned(64), gnu::noinline]] std::uint64_t arithmetic(std::uint64_t seed);

/// A chain of dependent loads in random order over 128 KiB: latency of the first and second level caches,
/// which also a second thread on the same core lengthens.
[[gnu::aligned(64), gnu::noinline]] std::uint64_t memory(std::uint64_t seed,
                                                         const std::vector<std::uint32_t>& ring);

/// The cycle through all cache lines of 128 KiB that `memory` walks; always the same.
std::vector<std::uint32_t> make_ring();

/// Branches on random bits, half of which are mispredicted: the front end of the core.
[[gnu::aligned(64), gnu::noinline]] std::uint64_t branches(std::uint64_t seed);

}  // namespace calibration

/// One calibration value per kernel (`arithmetic`, `memory`, `branches`), seconds: the time of one execution.
/// Cheap enough to be taken beside every run, where it meets what the run met; a single value says little,
/// the values of a scenario much. About 20 ms. Throws `Error(measurement)` when a kernel computes anything
/// but its known result, which only a defective host does.
std::map<std::string, double> measure_calibration(const Clock& clock);

}  // namespace ratchet
