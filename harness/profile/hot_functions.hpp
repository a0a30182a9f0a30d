#pragma once

#include "profile/taken_profile.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ratchet {

/// A function and the samples that saw it.
struct HotFunction {
    Frame frame;
    std::uint64_t self = 0;       ///< in which it was the innermost
    std::uint64_t inclusive = 0;  ///< in which it was anywhere; a recursion counts once
};

/// The functions with samples of their own, most first and then by name; at most `most`.
std::vector<HotFunction> hot_functions(const Stacks& stacks, std::size_t most);

/// How a profile was come by and what is known of its faults, on one line.
std::string describe_profile(const TakenProfile& profile);

}  // namespace ratchet
