#pragma once

#include "profile/stacks.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

// Stacks of a program that does not exist: walks through 2 000 functions, each of which calls six others.

namespace selfcheck {

/// `count` samples of 8 to 37 frames, nearly each of another stack. The same seed gives the same stacks.
ratchet::Stacks walked_stacks(std::size_t count, std::uint64_t seed);

/// What `perf script` would print of such a program: at least `bytes` of samples that are drawn from 2 000
/// walks of at most ten frames, at several addresses of each function.
std::string walked_perf_script(std::size_t bytes, std::uint64_t seed);

}  // namespace selfcheck
